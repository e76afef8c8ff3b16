"""``python -m xlpy``: the command line."""

import gc
import os
import sys

INCOMPLETE = (
    "Chương trình ở {home} thiếu tệp hoặc có tệp hỏng nên lệnh chưa chạy được. Hãy giải nén lại toàn bộ tệp tải về vào "
    "một thư mục mới, chép thư mục xlpy trong đó đè lên thư mục xlpy ở {home} rồi làm lại. Sổ và các tệp "
    "vẫn còn nguyên."
)


def _explained(error: Exception) -> str:
    """What is told of a failure to load the command line, also where all else is missing."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  (as in xlpy.start)
    try:
        from pathlib import Path  # noqa: PLC0415

        from xlpy.app.unforeseen_failure import explained  # noqa: PLC0415

        return explained(error, Path(home))
    except Exception:  # whatever a file that is missing or cut off leads to
        return INCOMPLETE.format(home=home)


def _run() -> int:
    try:
        from xlpy.app.cli import main  # noqa: PLC0415  (may be missing)
    except Exception as error:
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        print(_explained(error), file=sys.stderr)
        return 2
    return main()


if __name__ == "__main__":
    gc.disable()  # one run makes its records once, keeps them and ends: looking for cycles costs a tenth of it
    code = _run()
    sys.stdout.flush()
    sys.stderr.flush()
    # All is written and closed: taking the records apart one by one would only cost time. Nor may anything that
    # libraries planned for the end be done: xlwings, which self-test loads, would end Excel processes by force.
    os._exit(code)
