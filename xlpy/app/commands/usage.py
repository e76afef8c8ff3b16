"""A wrong call of the command line, told in Vietnamese: argparse itself speaks English only."""

from __future__ import annotations

import re

_SAID: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "còn thiếu: {0}"),
    (r"one of the arguments (.+) is required", "phải có một trong: {0}"),
    (r"unrecognized arguments: (.+)", "không hiểu: {0}"),
    (r"argument (.+?): expected one argument", "sau {0} phải có một giá trị"),
    (r"argument (.+?): expected at least one argument", "sau {0} phải có ít nhất một giá trị"),
    (r"argument (.+?): expected (\d+) arguments?", "sau {0} phải có {1} giá trị"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0} không nhận {1}; chỉ nhận một trong: {2}"),
    (r"argument (.+?): invalid int value: (.+)", "{0} phải là số nguyên, không phải {1}"),
    (r"argument (.+?): invalid fromisoformat value: (.+)", "{0} phải là ngày dạng năm-tháng-ngày, không phải {1}"),
    (r"argument (.+?): invalid \S+ value: (.+)", "{0} không nhận giá trị {1}"),
    (r"argument (.+?): not allowed with argument (.+)", "không dùng {0} cùng với {1}"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} không có giá trị đi kèm, không phải {1}"),
    (r"ambiguous option: (.+) could match (.+)", "{0} có thể là: {1}"),
)
"""What argparse says (Python 3.11 to 3.13) and how a Vietnamese would."""


LONGEST = 2_000
"""Letters of a message that are looked at."""


def wrong_call(message: str) -> str:
    """argparse's message in Vietnamese; one that is not known is left out, since nobody here reads English."""
    for pattern, words in _SAID:
        if found := re.fullmatch(pattern, message[:LONGEST], re.DOTALL):
            return f"Lệnh gõ chưa đúng ({words.format(*found.groups())}). Gõ thêm --help để xem cách dùng."
    return "Lệnh gõ chưa đúng. Gõ thêm --help để xem cách dùng."
