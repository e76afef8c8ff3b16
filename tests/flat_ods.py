"""An .fods out of an .ods: what stands in the package's parts, under one root (OpenDocument 1.3 part 3, 3.1.2)."""

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
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
