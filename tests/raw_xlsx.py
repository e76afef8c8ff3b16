"""Spreadsheet packages written part by part, so that a test can say exactly what stands in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(*targets: tuple[str, str], mode: str = "Internal") -> str:
    """A relationships part: (kind, target) become rId1, rId2 …"""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def members(
    sheet: str, *, before: str = "", styles: str = "", strings: str = "", books: str = "", ns: str = MAIN
) -> dict[str, str | bytes]:
    """The members of a workbook with one sheet ``A``: ``sheet`` is what stands within ``<sheetData>``."""
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    targets = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
    targets += [("sharedStrings", "sharedStrings.xml"), ("externalLink", "externalLinks/externalLink1.xml")]
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/></Types>'
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{ns}" xmlns:r="{_OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/>'
            f"</sheets>{books}</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/styles.xml": f'<styleSheet xmlns="{ns}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{ns}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{ns}">{before}<sheetData>{sheet}</sheetData></worksheet>',
    }


def fonts(*names: str) -> str:
    """Styles with one font and one cell format per name: format ``s="0"`` is in the first font."""
    listed = "".join(f'<font><sz val="11"/><name val="{name}"/></font>' for name in names)
    formats = "".join(f'<xf fontId="{n}"/>' for n in range(len(names)))
    return f"<fonts>{listed}</fonts><cellXfs>{formats}</cellXfs>"
