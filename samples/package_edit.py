"""Small edits of a finished .xlsx on its bytes: all that is not touched stays as it was, stored results included."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape, unescape

Edit = Callable[[str], str]
WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
_QUOTES = {"&quot;": '"', "&apos;": "'"}


def edit_parts(data: bytes, edits: Mapping[str, Edit]) -> bytes:
    """The package with the named XML parts passed through their edits; order, times and all else are kept."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename in edits:
                content = edits[info.filename](content.decode("utf-8")).encode("utf-8")
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def part(data: bytes, name: str) -> str:
    """The text of one XML part."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def sheet_parts(data: bytes) -> dict[str, str]:
    """Name of each sheet, in the order of the tabs -> its part."""
    targets = {
        attributes(tag)["Id"]: attributes(tag)["Target"]
        for tag in re.findall(r"<Relationship\b[^>]*>", part(data, "xl/_rels/workbook.xml.rels"))
    }
    sheets = map(attributes, re.findall(r"<sheet\b[^>]*>", part(data, WORKBOOK)))
    return {sheet["name"]: "xl/" + targets[sheet["r:id"]].removeprefix("/xl/") for sheet in sheets}


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag."""
    return {name: unescape(value, _QUOTES) for name, value in re.findall(r'([\w:]+)="([^"]*)"', tag)}


def put_text(data: bytes, sheet: str, texts: Mapping[str, str]) -> bytes:
    """Texts into cells, by address; kept exactly, with no cleaning of any sort."""
    return _put(
        data,
        sheet,
        {at: (' t="inlineStr"', f'<is><t xml:space="preserve">{escape(text)}</t></is>') for at, text in texts.items()},
    )


def put_error(data: bytes, sheet: str, at: str, formula: str, error: str) -> bytes:
    """A formula whose stored result is an error value."""
    return _put(data, sheet, {at: (' t="e"', f"<f>{escape(formula)}</f><v>{error}</v>")})


def put_uncached(data: bytes, sheet: str, at: str, formula: str) -> bytes:
    """A formula without a stored result, as programs write it that do not calculate."""
    return _put(data, sheet, {at: ("", f"<f>{escape(formula)}</f>")})


def hide_rows(data: bytes, sheet: str, rows: Iterable[int]) -> bytes:
    """Rows hidden, whatever they hold."""

    def hide(xml: str) -> str:
        for row in rows:
            xml, count = re.subn(rf'<row r="{row}"', f'<row r="{row}" hidden="1"', xml)
            assert count == 1, f"row {row} is not in the sheet"
        return xml

    return edit_parts(data, {sheet_parts(data)[sheet]: hide})


def set_font(data: bytes, sheet: str, cells: Iterable[str], font: str) -> bytes:
    """Cells set in another font: each gets a copy of its format, with that font."""
    styles = part(data, STYLES)
    fonts = int(attributes(re.findall(r"<fonts\b[^>]*>", styles)[0])["count"])
    formats = _formats(_within(styles, "cellXfs"))
    copies: dict[int, int] = {}

    def restyle(xml: str) -> str:
        for at in cells:
            old = int(attributes(_found(xml, at)[0].split(">")[0]).get("s", "0"))
            new = copies.setdefault(old, len(formats) + len(copies))
            xml = re.sub(rf'<c r="{at}"(?: s="\d+")?', f'<c r="{at}" s="{new}"', xml)
        return xml

    def extend(xml: str) -> str:
        look = f'<font><sz val="12"/><name val="{font}"/></font>'
        added = [_in_font(formats[old], fonts) for old in copies]
        xml = re.sub(r'<fonts count="\d+"', f'<fonts count="{fonts + 1}"', xml).replace("</fonts>", look + "</fonts>")
        xml = re.sub(r'<cellXfs count="\d+"', f'<cellXfs count="{len(formats) + len(added)}"', xml)
        return xml.replace("</cellXfs>", "".join(added) + "</cellXfs>")

    return edit_parts(edit_parts(data, {sheet_parts(data)[sheet]: restyle}), {STYLES: extend})


def _in_font(xf: str, font: int) -> str:
    bare = re.sub(r' applyFont="\d"', "", xf)
    return re.sub(r'fontId="\d+"', f'fontId="{font}" applyFont="1"', bare, count=1)


def _within(xml: str, tag: str) -> str:
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", xml, re.DOTALL)
    assert found, f"no {tag}"
    return found[1]


def _formats(xml: str) -> list[str]:
    return re.findall(r"<xf\b[^>]*/>|<xf\b[^>]*[^/]>.*?</xf>", xml, re.DOTALL)


def _found(xml: str, at: str) -> re.Match[str]:
    cell = re.search(rf'<c r="{at}"(?:[^>]*/>|(?:[^>]*[^/>])?>.*?</c>)', xml, re.DOTALL)
    assert cell, f"cell {at} is not in the sheet"
    return cell


def _put(data: bytes, sheet: str, contents: Mapping[str, tuple[str, str]]) -> bytes:
    """Cells replaced, their formats kept."""

    def replace(xml: str) -> str:
        for at, (kind, inside) in contents.items():
            found = _found(xml, at)
            style = attributes(found[0].split(">")[0]).get("s")
            format_ = f' s="{style}"' if style else ""
            xml = xml[: found.start()] + f'<c r="{at}"{format_}{kind}>{inside}</c>' + xml[found.end() :]
        return xml

    return edit_parts(data, {sheet_parts(data)[sheet]: replace})
