"""The ribbon's buttons, one thin function each: a button's id is the function's name (``workbook/src/ribbon.xml``).

Called by `xlpy.start`, which Excel starts, and by the toolbar in LibreOffice. Each does what ``xlpy.app.desk`` does for
the command line too; `button` finds the workbook, shows progress and tells the outcome.
Nothing heavy is imported here: a click must answer within a second of Python's own start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlpy.app.click import button

if TYPE_CHECKING:
    from xlpy.app.desk.desk import Answer, Desk


@button
def make_forms(desk: Desk) -> Answer:
    """Tạo biểu mẫu."""
    from xlpy.app.desk import intake  # noqa: PLC0415

    return intake.make_forms(desk)


@button
def choose_folder(desk: Desk) -> Answer:
    """Chọn thư mục."""
    from xlpy.app.desk import intake  # noqa: PLC0415

    return intake.choose_folder(desk)


@button
def check(desk: Desk) -> Answer:
    """Kiểm tra."""
    from xlpy.app.desk import intake  # noqa: PLC0415

    return intake.check(desk)


@button
def consolidate(desk: Desk) -> Answer:
    """Tổng hợp."""
    from xlpy.app.desk import intake  # noqa: PLC0415

    return intake.consolidate(desk)


@button
def feedback(desk: Desk) -> Answer:
    """Phiếu phản hồi."""
    from xlpy.app.desk import replies  # noqa: PLC0415

    return replies.feedback(desk)


@button
def reminders(desk: Desk) -> Answer:
    """Công văn đôn đốc."""
    from xlpy.app.desk import replies  # noqa: PLC0415

    return replies.reminders(desk)


@button
def summary(desk: Desk) -> Answer:
    """Bảng tổng hợp."""
    from xlpy.app.desk import results  # noqa: PLC0415

    return results.summary(desk)


@button
def trace(desk: Desk) -> Answer:
    """Truy nguồn."""
    from xlpy.app.desk import results  # noqa: PLC0415

    return results.trace(desk)


@button
def report(desk: Desk) -> Answer:
    """Báo cáo UBND tỉnh."""
    from xlpy.app.desk import results  # noqa: PLC0415

    return results.report(desk)


@button
def self_test(desk: Desk) -> Answer:
    """Kiểm tra cài đặt."""
    from xlpy.app.desk import tools  # noqa: PLC0415

    return tools.self_test(desk)


@button
def journal(desk: Desk) -> Answer:
    """Nhật ký."""
    from xlpy.app.desk import tools  # noqa: PLC0415

    return tools.journal(desk)


@button
def guide(desk: Desk) -> Answer:
    """Hướng dẫn."""
    from xlpy.app.desk import tools  # noqa: PLC0415

    return tools.guide(desk)
