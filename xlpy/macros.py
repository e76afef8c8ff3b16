"""The ribbon's buttons, one function each: a button's id is the function's name (``workbook/src/ribbon.xml``).

Called by `xlpy.start`, which Excel starts, and by the toolbar in LibreOffice. A function here only says what its button
does. `button` finds the workbook, shows progress, does the work of the same name in `xlpy.app.desk`, which the command
line shares, and tells the outcome. Nothing heavy is imported here: a click must answer within a second of Python's own
start.
"""

from __future__ import annotations

from xlpy.app.click import button


@button
def make_forms() -> None:
    """“Tạo biểu mẫu”: write one Excel form for each unit that has to report in the period chosen on the panel."""


@button
def choose_folder() -> None:
    """“Chọn thư mục”: ask for the folder of the files received, and note it on the panel."""


@button
def check() -> None:
    """“Kiểm tra”: read the folder and list every finding on a sheet; the edition in the workbook stays as it is."""


@button
def consolidate() -> None:
    """“Tổng hợp”: read the folder and make the period's edition: sheets of the workbook, files, a line of history."""


@button
def compare() -> None:
    """“So sánh hai bản”: ask for two editions of the period; list on a sheet each figure that differs, and why."""


@button
def undo() -> None:
    """“Hoàn tác bản tổng hợp”: ask who decided it and why, then go back to the edition before, files and all."""


@button
def feedback() -> None:
    """“Phiếu phản hồi”: write each unit that sent a slip of what to mend, and a copy of its file with marked cells."""


@button
def reminders() -> None:
    """“Công văn đôn đốc”: write a letter to each unit that has not sent, or sent nothing usable."""


@button
def contacts() -> None:
    """“Danh bạ đơn vị”: show whom to call in each unit; take over what covers say, once that was confirmed."""


@button
def drafts() -> None:
    """“Thư gửi đơn vị”: write each unit an e-mail draft with its slip, marked copy or letter attached; send nothing."""


@button
def summary() -> None:
    """“Biểu tổng hợp”: show the provincial summary, and write it as a workbook and a PDF to print."""


@button
def trace() -> None:
    """“Truy nguồn”: list which cells of which files the figure in the chosen cell is made of."""


@button
def report() -> None:
    """“Báo cáo UBND tỉnh”: draft the report to the People's Committee in Word, and its PDF."""


@button
def new_year() -> None:
    """“Năm học mới”: next school year's catalogue and workbook from this one's, with a list of what to look at."""


@button
def self_test() -> None:
    """“Kiểm tra cài đặt”: prove on the shipped sample that the program works here; leave a file for whoever helps."""


@button
def journal() -> None:
    """“Nhật ký”: show what was done, when, by whom, and how it ended."""


@button
def guide() -> None:
    """“Hướng dẫn”: show the guide of one page."""
