"""An .xlsx form while it is changed: cells, formats and strings at the level of XML text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from tests.builders import zipped
from tests.oracle.places import Form, Place
from xlpy.intake.formats.package import open_package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES, STRINGS, WORKBOOK = "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


class XlsxDraft:
    """The parts of one package as texts, changed in place; `bytes` closes it."""

    def __init__(self, form: Form) -> None:
        package = open_package(form.data)
        names = [info.filename for info in package.members.values()]
        self.parts = {name: package.read(name).decode("utf-8") for name in names}
        self.raw: dict[str, bytes] = {}
        """Parts whose bytes are spelled out."""
        self.left_out: set[str] = set()

    def bytes(self) -> bytes:
        """The package."""
        parts = {name: self.raw.get(name, text.encode("utf-8", "surrogatepass")) for name, text in self.parts.items()}
        return zipped({name: content for name, content in parts.items() if name not in self.left_out})

    @staticmethod
    def sheet(place: Place) -> str:
        """The part of a sheet; forms hold their sheets in order."""
        return f"xl/worksheets/sheet{place.number + 1}.xml"

    def cell(self, place: Place) -> re.Match[str]:
        """The cell as it stands: its attributes without the address in group 1, what is in it in group 2."""
        pattern = rf'<c r="{place.cell}"([^>]*?)(?:/>|>(.*?)</c>)'
        found = re.search(pattern, self.parts[self.sheet(place)], re.DOTALL)
        assert found, place
        return found

    def style(self, place: Place) -> int:
        """The number of the cell's format."""
        found = re.search(r's="(\d+)"', self.cell(place)[1])
        return int(found[1]) if found else 0

    def put(self, place: Place, inside: str, kind: str = "", style: int | None = None, more: str = "") -> None:
        """Write the cell anew. ``kind`` is its type; ``more`` further attributes."""
        style = self.style(place) if style is None else style
        typed = f' t="{kind}"' if kind else ""
        self.replace(place, f'<c r="{place.cell}" s="{style}"{typed}{more}>{inside}</c>')

    def replace(self, place: Place, spelled: str) -> None:
        """Put any markup in the cell's stead."""
        found, path = self.cell(place), self.sheet(place)
        text = self.parts[path]
        self.parts[path] = text[: found.start()] + spelled + text[found.end() :]

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the first of a text of a part that must be there."""
        assert old in self.parts[path], (path, old)
        self.parts[path] = self.parts[path].replace(old, new, 1)

    def format(self, place: Place, *, code: str = "", number: int = 0, font: str = "") -> int:
        """A copy of the cell's format with another number format, spelled or built in, or another font; its number."""
        text = self.parts[STYLES]
        if "<cellXfs" not in text:  # another change took them away
            return self.style(place)
        if code:
            number = 300 + text.count("<numFmt ")
            spelled = f'<numFmt numFmtId="{number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
            self.edit(STYLES, "</numFmts>", f"{spelled}</numFmts>")
        start, end = text.index("<cellXfs"), text.index("</cellXfs>")
        formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", text[start:end], re.DOTALL)
        own = formats[self.style(place)]
        if font:
            fonts = len(re.findall(r"<font>|<font/>", text[: text.index("</fonts>")]))
            self.edit(STYLES, "</fonts>", f"<font><sz val='11'/><name val='Times New Roman'/>{font}</font></fonts>")
            own = re.sub(r'fontId="\d+"', f'fontId="{fonts}"', own)
        else:
            own = re.sub(
                r'numFmtId="\d+"',
                f'numFmtId="{number}" applyNumberFormat="1"',
                re.sub(r' applyNumberFormat="\d"', "", own),
                count=1,
            )
        self.edit(STYLES, "</cellXfs>", f"{own}</cellXfs>")
        self.parts[STYLES] = re.sub(r'(<(?:numFmts|fonts|cellXfs)) count="\d+"', r"\1", self.parts[STYLES])
        return len(formats)

    def string(self, inside: str) -> int:
        """A further shared string; its number."""
        number = len(re.findall(r"<si>|<si/>|<si ", self.parts[STRINGS]))
        self.edit(STRINGS, "</sst>", f"<si>{inside}</si></sst>")
        return number
