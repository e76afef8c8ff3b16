"""What goes out of a round, one row each: read by the command line, by the buttons and by the tests of its page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """Papers of one kind. ``name`` is the command and the button that make them."""

    name: str
    folder: str
    """Below the folder of an edition's results."""
    help: str
    """What the command does, for ``--help``."""


FEEDBACK = Product("feedback", "phan-hoi", "lập phiếu phản hồi và bản đánh dấu cho các đơn vị")
REMINDERS = Product("reminders", "don-doc", "soạn công văn đôn đốc đơn vị chưa gửi, tệp chưa dùng được")
REPORT = Product(
    "report",
    "bao-cao",
    "soạn báo cáo gửi Ủy ban nhân dân tỉnh, phụ lục A3 để in, bảng nguồn số liệu, trang tóm tắt và trình chiếu",
)
PRODUCTS = (FEEDBACK, REMINDERS, REPORT)
"""In the order of the working day."""
