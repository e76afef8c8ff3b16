"""OpenDocument in one file: all that stands in the parts of an .ods, under one root (1.3 part 3, 3.1.2)."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree import ElementTree

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ORDER = ("settings", "scripts", "font-face-decls", "styles", "automatic-styles", "master-styles", "body")


def flat(package: bytes) -> bytes:
    """The same workbook as one XML file; of what two parts have under one name the children of both."""
    root = ElementTree.Element(f"{_OFFICE}document")
    root.set(f"{_OFFICE}mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    groups = {name: ElementTree.SubElement(root, f"{_OFFICE}{name}") for name in _ORDER}
    with zipfile.ZipFile(BytesIO(package)) as archive:
        for part in ("settings.xml", "styles.xml", "content.xml"):
            for group in ElementTree.fromstring(archive.read(part)):
                if (name := group.tag.removeprefix(_OFFICE)) in groups:
                    groups[name].extend(group)
    made: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "table", "text")
)


def fods(rows: str, head: str = "", kind: str = "spreadsheet", styles: str = "") -> bytes:
    """A file with one sheet ``A`` of these rows; ``head`` is what stands before its root."""
    mimetype = f'office:mimetype="application/vnd.oasis.opendocument.{kind}"'
    look = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    body = f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    root = f"<office:document {NAMESPACES} {mimetype}>{look}<office:body>{body}</office:body></office:document>"
    return (head + root).encode()
