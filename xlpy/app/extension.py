"""The toolbar for LibreOffice Calc, made from the ribbon of the workbook: same buttons, labels, order and groups.

`build` turns the ribbon's customUI XML into an extension (.oxt). Same ribbon, same bytes. The buttons run
`xlpy/toolbar.py` inside LibreOffice. The extension calls itself a trial version: it knows .xlsx and .ods only.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

from xlpy.basics.commit import write_all
from xlpy.basics.zip_package import packed

VERSION = "0.1.0"
FILE_NAME = "Plan167.oxt"
IDENTIFIER = "plan167.toolbar"
SCRIPT = "python/plan167.py"
TITLE = "KH 167 (bản thử nghiệm)"
DISPLAY_NAME = "Kế hoạch 167 trong LibreOffice Calc (bản thử nghiệm)"
TOOLBAR = f"private:resource/toolbar/addon_{IDENTIFIER}"
"""By this name LibreOffice knows the toolbar."""

_RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_OOR = "http://openoffice.org/2001/registry"
_MANIFEST = "http://openoffice.org/2001/manifest"
_DESCRIPTION, _LIBREOFFICE = (
    "http://openoffice.org/extensions/description/2006",
    "http://libreoffice.org/extensions/description/2011",
)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGES = ("en-US", "vi")
"""en-US is what LibreOffice falls back to in any other language."""


class RibbonUnfit(ValueError):
    """The ribbon has something that a toolbar of LibreOffice cannot show, or an id that is no function's name."""


@dataclass(frozen=True)
class Button:
    """One button: the id is the name of its function in `xlpy.macros`."""

    id: str
    label: str


@dataclass(frozen=True)
class Group:
    """Buttons that stand together."""

    label: str
    buttons: tuple[Button, ...]


def groups_of(ribbon: str | bytes) -> tuple[Group, ...]:
    """The groups of buttons of a ribbon (customUI of 2009). Raises RibbonUnfit."""
    groups = [
        Group(group.get("label", ""), tuple(_button(element) for element in group))
        for group in ElementTree.fromstring(ribbon).iter(f"{_RIBBON}group")
    ]
    ids = [button.id for group in groups for button in group.buttons]
    if not ids:
        raise RibbonUnfit("the ribbon has no button")
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise RibbonUnfit(f"the same id twice: {', '.join(twice)}")
    return tuple(groups)


def _button(element: ElementTree.Element) -> Button:
    name, label = element.get("id", ""), element.get("label", "")
    if element.tag != f"{_RIBBON}button":
        raise RibbonUnfit(f"{element.tag.removeprefix(_RIBBON)} {name}: only buttons can be shown")
    if not name.isidentifier() or keyword.iskeyword(name) or not label:
        raise RibbonUnfit(f"button {name!r}: the id must be a function's name, and a label is needed")
    return Button(name, label)


def build(ribbon: str | bytes) -> bytes:
    """The extension for a ribbon. Raises RibbonUnfit."""
    groups = groups_of(ribbon)
    parts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        "Addons.xcu": _addons(groups),
        "CalcWindowState.xcu": _window_state(),
        SCRIPT: _script(button for group in groups for button in group.buttons),
    }
    return packed(parts, 0o644)


def write(ribbon: Path, folder: Path) -> Path:
    """Write the extension for a ribbon's file into a folder. Raises RibbonUnfit, and what `write_all` raises."""
    return write_all(folder, {FILE_NAME: build(ribbon.read_bytes())})[FILE_NAME]


def _script(buttons: Iterable[Button]) -> bytes:
    source = files("xlpy").joinpath("toolbar.py").read_text(encoding="utf-8")
    names = [button.id for button in buttons]
    functions = [f'\n\ndef {name}(*_event):\n    run("{name}", XSCRIPTCONTEXT)\n' for name in names]
    return f"{source}{''.join(functions)}\n\ng_exportedScripts = ({', '.join(names)},)\n".encode()


def _addons(groups: tuple[Group, ...]) -> bytes:
    root = _component("Addons", "org.openoffice.Office")
    ui = _node(root, "AddonUI", op=None)
    _items(_node(_node(ui, "OfficeToolBar", op=None), IDENTIFIER), groups)
    menu = _node(_node(ui, "OfficeMenuBar", op=None), f"{IDENTIFIER}.menu")
    _text(menu, "Title", TITLE)
    _prop(menu, "Context", _CALC)
    _items(_node(menu, "Submenu", op=None), groups)
    return _written(root)


def _items(parent: ElementTree.Element, groups: tuple[Group, ...]) -> None:
    number = 0
    for group in groups:
        if number:
            line = _node(parent, f"m{number:02}")
            _prop(line, "URL", "private:separator")
            number += 1
        for button in group.buttons:
            item = _node(parent, f"m{number:02}")
            _prop(item, "URL", command(button.id))
            _text(item, "Title", button.label)
            _prop(item, "Target", "_self")
            _prop(item, "Context", _CALC)
            number += 1


def command(button: str) -> str:
    """The URL by which LibreOffice runs a button."""
    folder, _, file = SCRIPT.partition("/")
    return f"vnd.sun.star.script:{FILE_NAME}|{folder}|{file}${button}?language=Python&location=user:uno_packages"


def _window_state() -> bytes:
    root = _component("CalcWindowState", "org.openoffice.Office.UI")
    state = _node(_node(_node(root, "UIElements", op=None), "States", op=None), TOOLBAR)
    _text(state, "UIName", TITLE)
    for name in ("Visible", "Docked"):
        _prop(state, name, "true", kind="xs:boolean")
    return _written(root)


def _component(name: str, package: str) -> ElementTree.Element:
    return ElementTree.Element(f"{{{_OOR}}}component-data", {f"{{{_OOR}}}name": name, f"{{{_OOR}}}package": package})


def _node(parent: ElementTree.Element, name: str, op: str | None = "replace") -> ElementTree.Element:
    attributes = {f"{{{_OOR}}}name": name} | ({f"{{{_OOR}}}op": op} if op else {})
    return ElementTree.SubElement(parent, "node", attributes)


def _prop(parent: ElementTree.Element, name: str, value: str, kind: str = "xs:string") -> None:
    prop = ElementTree.SubElement(parent, "prop", {f"{{{_OOR}}}name": name, f"{{{_OOR}}}type": kind})
    ElementTree.SubElement(prop, "value").text = value


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    prop = ElementTree.SubElement(parent, "prop", {f"{{{_OOR}}}name": name, f"{{{_OOR}}}type": "xs:string"})
    for language in _LANGUAGES:
        ElementTree.SubElement(prop, "value", {_LANG: language}).text = words


def _manifest() -> bytes:
    root = ElementTree.Element(f"{{{_MANIFEST}}}manifest")
    data, script = "application/vnd.sun.star.configuration-data", "application/vnd.sun.star.framework-script"
    entries = {"Addons.xcu": data, "CalcWindowState.xcu": data, f"{SCRIPT.partition('/')[0]}/": script}
    for path, kind in entries.items():
        attributes = {f"{{{_MANIFEST}}}media-type": kind, f"{{{_MANIFEST}}}full-path": path}
        ElementTree.SubElement(root, f"{{{_MANIFEST}}}file-entry", attributes)
    return _written(root)


def _description() -> bytes:
    space = f"{{{_DESCRIPTION}}}"
    root = ElementTree.Element(f"{space}description")
    ElementTree.SubElement(root, f"{space}identifier", {"value": IDENTIFIER})
    ElementTree.SubElement(root, f"{space}version", {"value": VERSION})
    names = ElementTree.SubElement(root, f"{space}display-name")
    for language in ("en", "vi"):
        ElementTree.SubElement(names, f"{space}name", {"lang": language}).text = DISPLAY_NAME
    needs = ElementTree.SubElement(root, f"{space}dependencies")
    attributes = {"value": "7.4", f"{space}name": "LibreOffice 7.4"}
    ElementTree.SubElement(needs, f"{{{_LIBREOFFICE}}}LibreOffice-minimal-version", attributes)
    return _written(root)


def _written(root: ElementTree.Element) -> bytes:
    prefixes = {"oor": _OOR, "manifest": _MANIFEST, "d": _DESCRIPTION, "l": _LIBREOFFICE}
    for prefix, space in prefixes.items():
        ElementTree.register_namespace(prefix, space)
    if root.tag.startswith(f"{{{_OOR}}}"):
        root.set("xmlns:xs", "http://www.w3.org/2001/XMLSchema")  # used in attribute values only
    ElementTree.indent(root, " ")
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))
