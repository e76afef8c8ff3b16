"""The file that Excel starts for a click: the button's name, then the words by which xlwings finds its workbook.

VBA runs ``python -B -I xlpy/start.py check --wb=Plan167.xlsm --from_xl=1 --hwnd=…``. ``-I`` keeps Python apart from
the user's own settings and from whatever lies in the folder that Excel is in, so this file puts the program on the
module path itself. It ends with 0 where a person was told how it went; anything else VBA tells, with the number.
Where the folder was extracted in part, any other file of the program may be missing: that is told from here.
"""

from __future__ import annotations

import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  (before any other import)
LOG = "Plan167.log"
INCOMPLETE = (
    "Chương trình ở {home} thiếu tệp hoặc có tệp hỏng nên nút chưa chạy được. Hãy đóng Excel, giải nén lại toàn bộ tệp "
    "tải về vào một thư mục mới, chép thư mục xlpy trong đó đè lên thư mục xlpy ở {home}, mở lại sổ rồi bấm lại nút. "
    "Sổ và các tệp vẫn còn nguyên. Nếu vẫn lỗi, gửi tệp nhật ký lỗi này cho người phụ trách: {log}"
)


def main() -> None:
    """Press the button that the first argument names, a function of `xlpy.macros`."""
    sys.path.insert(0, HOME)
    try:
        from xlpy import macros  # noqa: PLC0415  (not to be found before)

        press = getattr(macros, sys.argv[1])
    except Exception:  # whatever a file that is missing or cut off leads to
        raise SystemExit(_told(INCOMPLETE.format(home=HOME, log=_logged()))) from None
    press()


def _told(text: str) -> int:
    """Say it without the rest of the program as well as can be; 0 where a person has seen it, else 1."""
    try:
        from xlpy.basics.system import message_box  # noqa: PLC0415

        if message_box("KH 167", text):
            return 0
    except Exception:  # missing too: VBA says something
        pass
    print(text, file=sys.stderr)
    return 1


def _logged() -> str:
    """Add the failure to the log, in the user's own folder where the program's can't be written; gives its path.

    What `xlpy.app.unforeseen_failure` does for all others, which may be missing here.
    """
    import time  # noqa: PLC0415  (not needed for a click that works)
    import traceback  # noqa: PLC0415

    for folder in (HOME, os.path.expanduser("~")):  # noqa: PTH111  (pathlib costs a click its time)
        path = os.path.join(folder, LOG)  # noqa: PTH118
        try:
            if os.path.isfile(path) and os.path.getsize(path) > 1 << 20:  # noqa: PTH113, PTH202
                os.replace(path, os.path.join(folder, "Plan167-cu.log"))  # noqa: PTH105, PTH118
            with open(path, "a", encoding="utf-8", errors="backslashreplace") as stream:  # noqa: PTH123
                stream.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{traceback.format_exc()}\n")
        except OSError:
            continue
        return path
    return LOG


if __name__ == "__main__":  # a reading worker imports this file too
    main()
