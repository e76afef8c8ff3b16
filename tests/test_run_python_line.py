"""The command line by which xlwings starts Python on Windows, followed through cmd.exe and the C runtime to Python."""

from __future__ import annotations

import ast
import ntpath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook.src import conf
from workbook.src.vbaproject import modules
from xlpy.setup_checks import CARRIED_NOT

COMMAND = "import xlpy.macros; xlpy.macros.check()"
NOT_IN_A_NAME = '<>:"/\\|?*'
NAMES = (
    st.text(st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters=NOT_IN_A_NAME + CARRIED_NOT + "%$"))
    .map(str.strip)
    .filter(lambda name: name.strip(". ") != "")
)


def command_line(home: str, name: str, python_path: str | None = None) -> str:
    """What xlwings' VBA (ExecuteWindows) hands to cmd.exe for a workbook in ``home``, after the drive command."""
    settings = {key: str(value).replace(conf.HOME, home) for key, value in conf.SETTINGS.items()}
    full_name = f"{home}\\{name}"
    where = settings["PYTHONPATH"] if python_path is None else python_path
    joined = ";".join([settings["ADD_WORKBOOK_TO_PYTHONPATH"], full_name, full_name, "", "", "", where])
    joined = joined.replace("&", "^&").replace("\\", "\\\\")
    python = settings["INTERPRETER_WIN"]
    prepare = f'import xlwings.utils;xlwings.utils.prepare_sys_path(\\"{joined}\\"); {COMMAND}'
    return f'"{python}" -B -c "{prepare}"  --wb="{name}" --from_xl=1'


def through_cmd(line: str) -> str:
    """What cmd.exe passes on: it knows quotation marks and, outside of them, the caret; & would begin a new command."""
    out, quoted, position = "", False, 0
    while position < len(line):
        sign = line[position]
        quoted ^= sign == '"'
        if sign == "^" and not quoted:
            position += 1
            sign = line[position : position + 1]
        elif not quoted and sign in "&|<>":
            raise ValueError(f"cmd would act on {sign}")
        out += sign
        position += 1
    return out


def arguments(line: str) -> list[str]:
    """How the C runtime of Windows takes a command line apart: backslashes count only before a quotation mark."""
    found, word, quoted, slashes, begun = [], "", False, 0, False
    for sign in line + " ":
        if sign == "\\":
            slashes, begun = slashes + 1, True
            continue
        if sign == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += sign
            else:
                quoted = not quoted
            begun = True
        else:
            word += "\\" * slashes
            if sign == " " and not quoted:
                found += [word] if begun else []
                word, begun = "", False
            else:
                word, begun = word + sign, True
        slashes = 0
    return found


def search_path(code: str) -> list[str]:
    """What xlwings puts before Python's search path: as its prepare_sys_path reads its argument on Windows."""
    call = ast.parse(code).body[1]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    parts = ntpath.expandvars(str(ast.literal_eval(call.value.args[0]))).split(";")
    assert parts[0].lower() == "false"
    return parts[6:]


def arrived(home: str, name: str = "Plan167.xlsm") -> tuple[list[str], str]:
    """The search path and the workbook's name that Python sees."""
    words = arguments(through_cmd(command_line(home, name)))
    assert words[1:3] == ["-B", "-c"]
    assert words[3].endswith(COMMAND)
    book = next(word for word in words if word.startswith("--wb="))
    # Book.caller of xlwings takes it apart like this
    return search_path(words[3]), book.split("=")[1].strip()


def test_the_line_is_the_one_of_the_pinned_xlwings():
    (source,) = [module.code for module in modules(()) if module.name == "xlwings"]
    assert (
        'RunCommand = CondaCmd & PythonInterpreter & " -B -c ""import xlwings.utils;xlwings.utils.prepare_sys_path'
        '(\\""" & PYTHONPATH & "\\""); " & PythonCommand & """ "'
    ) in source
    assert '" --wb=" & """" & ThisWorkbook.Name & """ --from_xl=1"' in source
    assert 'PYTHONPATH = Replace(PYTHONPATH, "&", "^&")' in source
    assert 'PYTHONPATH = Replace(PYTHONPATH, "\\", "\\\\")' in source


@given(NAMES, NAMES)
@example("Plan167", "Plan167")
@example("Sở GDĐT & KH (1)", "Tổng hợp 'cả năm' & HK1")
def test_the_folder_and_the_workbooks_name_arrive_whole_whatever_they_are_called(folder, name):
    home = f"C:\\{folder}"
    assert arrived(home, f"{name}.xlsm") == ([f"{home}\\."], f"{name}.xlsm")


@pytest.mark.parametrize("home", ["D:", r"\\may-chu\kh167", r"C:\Users\Lan Anh\Plan167"])
def test_drives_and_servers_arrive_whole(home):
    assert arrived(home)[0] == [f"{home}\\."]


def test_without_the_dot_a_drive_would_break_the_line():
    (code,) = arguments(through_cmd(command_line("D:", "Plan167.xlsm", python_path="D:\\")))[3:4]
    with pytest.raises(SyntaxError):
        ast.parse(code)


@pytest.mark.parametrize("sign", CARRIED_NOT)
def test_each_refused_sign_would_not_arrive(sign):
    home, name = f"C:\\a{sign}b", f"a{sign}b.xlsm"
    assert arrived(home, name) != ([f"{home}\\."], name)
