"""What no validator and no parser says about our VBA and our ribbon: each function gives faults, one line each.

``python -m workbook.src.lint`` looks at the shipped sources and at the built workbook.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from workbook.src import conf
from workbook.src.lint_package import package_faults
from workbook.src.lint_vba import message_faults, public_procedures, vba_faults
from workbook.src.ribbon import RIBBON
from workbook.src.vbaproject import HERE, modules

MACROS = HERE.parents[1] / "xlpy" / "macros.py"
BUILT = HERE.parent / "Plan167.xlsm"
IMAGES = """AcceptTask AutoSum Consolidate CreateFormInDesignView DataValidation EnvelopesAndLabels FileNew FileOpen
    Help MailMergeMergeToEMail MailMergeRecipientsEditList MergeToWord RecordInJournal ReviewNewComment
    TracePrecedents Undo WindowSideBySide"""
"""Names looked up in the imageMso table of [MS-CUSTOMUI]: every Excel from 2007 on has them.

The two of mail merge and the two windows were looked up in ribbons of published add-ins, which show them as pictures of
their own buttons.
"""
CONTROLS = "tab group button menu toggleButton splitButton editBox labelControl separator"


def ribbon_faults(xml: bytes, sources: Mapping[str, str]) -> list[str]:
    """Faults of a ribbon: identifiers, names of buttons, images, and each callback against our VBA by module name."""
    elements = list(etree.fromstring(xml).iter(etree.Element))
    return [*_identifier_faults(elements), *(fault for one in elements for fault in _element_faults(one, sources))]


def _identifier_faults(elements: Iterable[etree._Element]) -> Iterator[str]:
    seen: set[str] = set()
    for element in elements:
        tag = etree.QName(element).localname
        if tag not in CONTROLS.split():
            continue
        ids = [value for key in ("id", "idMso", "idQ") if (value := element.get(key))]
        if len(ids) != 1:
            yield f"{tag}: {len(ids)} identifiers"
        yield from (f"{tag}: {one} twice" for one in ids if one in seen)
        seen.update(ids)


def _element_faults(element: etree._Element, sources: Mapping[str, str]) -> Iterator[str]:
    tag, name = etree.QName(element).localname, element.get("id", "")
    if tag == "button":
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            yield f"button {name}: not the name of a function"
        yield from (f"button {name}: no {key}" for key in ("label", "screentip", "supertip") if not element.get(key))
        if element.get("imageMso") not in IMAGES.split():
            yield f"button {name}: image {element.get('imageMso')} was not looked up"
        if not element.get("onAction"):
            yield f"button {name}: dead, it has no onAction"
    for key, value in element.attrib.items():
        if key.startswith("get") or (key.startswith("on") and key != "onAction"):
            yield f"{tag} {name}: {key} would keep state"
        elif key == "onAction":
            module, _, procedure = str(value).rpartition(".")
            wanted = rf"^Public Sub {re.escape(procedure)}\(control As IRibbonControl\)"
            if not re.search(wanted, sources.get(module, ""), re.M):
                yield f"{tag} {name}: no Public Sub {procedure}(control As IRibbonControl) in module {module!r}"


def macro_faults(xml: bytes, macros: str) -> list[str]:
    """Buttons with no function and functions with no button; ``macros`` is the source text of xlpy/macros.py."""
    ids = {one.get("id", "") for one in etree.fromstring(xml).iter("{*}button")}
    functions = button_functions(macros)
    return [f"button {one}: no function in macros.py" for one in sorted(ids - functions)] + [
        f"macros.py: {one} has no button" for one in sorted(functions - ids)
    ]


def button_functions(source: str) -> set[str]:
    """The functions of a module that are decorated with ``@button``."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return {one.name for one in functions if "button" in map(_decorator, one.decorator_list)}


def _decorator(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _decorator(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def all_faults(sources: Mapping[str, str], xml: bytes, macros: str | None, built: bytes | None) -> list[str]:
    """Every fault of the shipped texts: our VBA by module name, the ribbon, macros.py and the built workbook."""
    known = {word for module in modules(()) for word in public_procedures(module.code)}
    faults = [fault for name, code in sources.items() for fault in vba_faults(name, code, known)]
    faults += message_faults("\n".join(sources.values()), conf.MESSAGES)
    faults += ribbon_faults(xml, sources)
    faults += [] if macros is None else macro_faults(xml, macros)
    return faults + ([] if built is None else package_faults(built))


def _shipped(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def main() -> int:
    """Print the faults of the shipped files; gives 1 where there are any."""
    own = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.bas"))}
    macros = _shipped(MACROS)
    faults = all_faults(own, RIBBON.read_bytes(), macros.decode() if macros else None, _shipped(BUILT))
    print("\n".join(faults) or "no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
