"""The ribbon and our VBA: what staff see, and every fault that no validator would tell us of."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from lxml import etree

from workbook.src import conf, lint
from workbook.src.lint_vba import MOST_LINES, message_faults, public_procedures, vba_faults
from workbook.src.ribbon import NAMESPACE_2006, NAMESPACE_2009, RIBBON, buttons, form_2006, form_2009
from workbook.src.vbaproject import HERE, modules

VBA = (HERE / "PlanRibbon.bas").read_text(encoding="ascii")
XML = RIBBON.read_text(encoding="utf-8")
MACROS = "".join(f"@button\ndef {one.id}() -> None:\n    pass\n\n\n" for one in buttons())
KNOWN = {word for module in modules(()) for word in public_procedures(module.code)}


def test_main_actions_are_large_and_tools_small():
    assert {one.group for one in buttons() if not one.large} == {"Bản tổng hợp", "Công cụ"}
    assert not any(one.large for one in buttons() if one.group == "Công cụ")


def test_every_text_of_the_ribbon_is_composed_vietnamese_that_excel_shows_whole():
    for one in buttons():
        for text in (one.label, one.screentip, one.supertip):
            assert text == unicodedata.normalize("NFC", text.strip())
        # [MS-CUSTOMUI]: ST_LongString holds 1024 characters, what people read at a glance far fewer
        assert len(one.screentip) <= 60
        assert len(one.supertip) <= 250


def test_the_old_form_differs_from_the_new_in_its_namespace_only():
    new, old = form_2009(XML.encode()), form_2006(XML.encode())
    assert old.decode() == new.decode().replace(NAMESPACE_2009, NAMESPACE_2006)
    assert buttons(new) == buttons()


def test_shipped_texts_have_no_fault():
    assert lint.all_faults({"PlanRibbon": VBA}, XML.encode(), MACROS, None) == []


def test_what_is_really_shipped_has_no_fault(capsys):
    assert lint.main() == 0, capsys.readouterr().out


def test_our_vba_starts_one_thing_and_touches_no_path_itself():
    """VBA's own functions know the letters of the PC's code page only: ế is none of them anywhere."""
    words = set(re.findall(r"\w+", re.sub(r"'.*|\"[^\"]*\"", "", VBA).lower()))
    assert VBA.count(".Run(") == 1
    assert not words & {"shell", "dir", "getattr", "open", "kill", "environ", "chdir", "curdir", "msgbox", "declare"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("home As String", "home As String, thôi As String", "not ASCII"),
        ("Option Explicit\n", "", "does not begin with its VB_Name and Option Explicit"),
        ('VB_Name = "PlanRibbon"', 'VB_Name = "Ribbon"', "does not begin with its VB_Name and Option Explicit"),
        ("trouble As String, ", "", "unknown name: trouble"),
        ("Replace(", "Replaced(", "unknown name: replaced"),
        ("FileExists(", "FileIsThere(", "unknown name: fileisthere"),
        ("Public Function Obstacle", "Public Function FindHome", "declared twice: findhome"),
        ("Option Explicit\n", "Option Explicit\n" + "'\n" * 9, f"{MOST_LINES} at most"),
        ("' Which MSG_", "' Which MSG_" + "x" * 120, "over 120 characters"),
    ],
)
def test_a_fault_planted_in_our_vba_is_told(old, new, fault):
    assert old in VBA
    assert fault in "\n".join(vba_faults("PlanRibbon", VBA.replace(old, new), KNOWN))


def test_a_name_in_a_comment_or_a_text_is_no_unknown_name():
    code = VBA + '\' nowhere declared\nPrivate Sub A()\n    Say "nobody knows", "me"\nEnd Sub\n'
    assert not [fault for fault in vba_faults("PlanRibbon", code, KNOWN) if "unknown" in fault]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id="check"', 'id="feedback"', "button: feedback twice"),
        ('id="groupTools"', 'id="groupIntake"', "group: groupIntake twice"),
        ('id="check"', 'id="check" idQ="x:check"', "button: 2 identifiers"),
        (' id="check"', "", "button: 0 identifiers"),
        ('id="check"', 'id="Kiểm tra"', "button Kiểm tra: not the name of a function"),
        ('imageMso="Consolidate"', 'imageMso="Consolidated"', "image Consolidated was not looked up"),
        ('label="Kiểm tra"', 'label=""', "button check: no label"),
        ("PlanRibbon.OnAction", "PlanRibbon.OnClick", "no Public Sub OnClick(control As IRibbonControl)"),
        ("PlanRibbon.OnAction", "Ribbon.OnAction", "in module 'Ribbon'"),
        ("PlanRibbon.OnAction", "PlanRibbon.RunButton", "no Public Sub RunButton(control As IRibbonControl)"),
        ('onAction="PlanRibbon.OnAction"', "", "dead, it has no onAction"),
        ('label="Kiểm tra"', 'getLabel="PlanRibbon.Name"', "getLabel would keep state"),
        ("<customUI xmlns=", '<customUI onLoad="PlanRibbon.Loaded" xmlns=', "onLoad would keep state"),
    ],
)
def test_a_fault_planted_in_the_ribbon_is_told(old, new, fault):
    assert old in XML
    assert fault in "\n".join(lint.ribbon_faults(XML.replace(old, new, 1).encode(), {"PlanRibbon": VBA}))


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("@button\ndef trace", "def trace", ["button trace: no function in macros.py"]),
        ("def trace", "def tracing", ["button trace: no function in macros.py", "macros.py: tracing has no button"]),
        ("@button\ndef trace", "@button(late=True)\ndef trace", []),
        ("@button\ndef trace", "@macros.button\ndef trace", []),
    ],
)
def test_buttons_and_functions_are_held_against_each_other(old, new, faults):
    assert lint.macro_faults(XML.encode(), MACROS.replace(old, new)) == faults


def test_a_message_that_vba_asks_for_and_the_sheet_lacks_is_told_and_the_reverse():
    assert message_faults(VBA, [*(set(conf.MESSAGES) - {"MSG_UNSAVED"}), "MSG_OLD"]) == [
        "no row MSG_UNSAVED on the sheet Plan167.conf",
        "row MSG_OLD is asked for by no VBA",
    ]


def test_vba_reads_the_sheet_down_to_its_last_row():
    (last,) = re.findall(rf'Sheets\("{conf.SHEET}"\)\.Range\("A1:A(\d+)"\)', VBA)
    assert len(conf.ROWS) <= int(last)


def test_messages_are_composed_vietnamese_and_say_where_the_workbook_is():
    for key, text in conf.MESSAGES.items():
        assert text == unicodedata.normalize("NFC", text), key
    assert {key for key, text in conf.MESSAGES.items() if "{0}" in text} == {
        "MSG_NO_PYTHON",
        "MSG_TOO_LONG",
        "MSG_ONLINE",
        "MSG_BAD_NAME",
        "MSG_FAILED",
    }


def test_the_ribbon_is_well_formed_without_anything_from_outside():
    assert etree.parse(str(Path(RIBBON))).docinfo.doctype == ""
