"""``plan167 …``: each use case as a command, with exit codes, ``--json`` and a progress bar.

Exit codes: 0 done; 1 done, and there is something to act on (an error, a unit that has not sent);
2 could not be done, nothing was written; 3 stopped by the user, nothing was written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from xlpy import console
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import load, shipped
from xlpy.catalogue.model import Catalogue
from xlpy.errors import UserError
from xlpy.forms.wording import load_wording
from xlpy.intake.context import IntakeContext
from xlpy.model import Severity
from xlpy.progress import Stopped, bar_or_silence
from xlpy.usecases import Previous, examine, issue_forms, open_period, publish

DONE, TO_ACT, FAILED, STOPPED = 0, 1, 2, 3
SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every expected failure is one Vietnamese sentence on the error stream."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (UserError, OSError) as error:
        print(f"Không thực hiện được: {error}", file=sys.stderr)
        return FAILED
    except (Stopped, KeyboardInterrupt):
        print("Đã dừng theo yêu cầu, chưa ghi tệp nào.", file=sys.stderr)
        return STOPPED


class Parser(argparse.ArgumentParser):
    """argparse with Vietnamese headings, and with a hint on a wrong call."""

    def __init__(self, *, add_help: bool = True, **options: Any) -> None:
        super().__init__(**{**options, "formatter_class": _Help}, add_help=False)
        if add_help:  # a parent keeps the plain titles, by which argparse joins its groups with its children's
            self._positionals.title, self._optionals.title = "Tham số", "Tùy chọn"
            self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """Say that the call is wrong and how to learn the right one; ends the program with 2."""
        print(f"Lệnh gõ chưa đúng ({message}). Gõ thêm --help để xem cách dùng.", file=sys.stderr)
        sys.exit(FAILED)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="plan167", description="Tổng hợp báo cáo thực hiện Kế hoạch số 167/KH-UBND.")
    commands = parser.add_subparsers(required=True, metavar="LỆNH", title="Các lệnh")
    common = Parser(add_help=False)
    common.add_argument("--catalogue", default="2023-2024", help="danh mục kèm sẵn hoặc thư mục danh mục")
    dated = Parser(add_help=False, parents=[common])
    dated.add_argument("--period", default="CN", help="mã kỳ báo cáo, ví dụ HK1, CN")
    dated.add_argument("--previous", type=Path, help="tệp figures.csv của bản tổng hợp kỳ trước")

    issue = commands.add_parser("issue", parents=[dated], help="tạo biểu mẫu cho các đơn vị")
    issue.add_argument("--out", type=Path, required=True, help="thư mục ghi biểu mẫu")
    issue.add_argument("--unit", action="append", default=[], help="chỉ tạo cho đơn vị mang mã này")
    issue.set_defaults(run=_issue)

    reading = Parser(add_help=False, parents=[dated])
    reading.add_argument("folder", type=Path, help="thư mục chứa các tệp đơn vị gửi")
    reading.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    reading.add_argument("--workers", type=int, help="số tiến trình đọc tệp (mặc định: số nhân máy)")

    check = commands.add_parser("check", parents=[reading], help="chỉ kiểm tra, không ghi gì")
    check.set_defaults(run=_check)
    merge = commands.add_parser("consolidate", parents=[reading], help="kiểm tra và tổng hợp")
    merge.add_argument("--out", type=Path, required=True, help="thư mục ghi kết quả")
    merge.add_argument("--dry-run", action="store_true", help="làm hết nhưng không ghi tệp nào")
    merge.set_defaults(run=_consolidate)

    proof = commands.add_parser("catalogue", parents=[common], help="kiểm tra danh mục có nhất quán không")
    proof.set_defaults(run=_catalogue)
    demo = commands.add_parser("demo", help="tổng hợp bộ tệp mẫu kèm theo")
    demo.add_argument("--out", type=Path, default=Path("ket-qua") / "mau", help="thư mục ghi kết quả")
    demo.set_defaults(run=_demo)
    return parser


def open_catalogue(name: str) -> Catalogue:
    """A shipped catalogue by name, or one from a folder."""
    return load(Path(name)) if Path(name).is_dir() else shipped(name)


def _context(options: argparse.Namespace) -> IntakeContext:
    return open_period(open_catalogue(options.catalogue), options.period, load_wording(), _previous(options.previous))


def _previous(path: Path | None) -> Previous:
    from xlpy.publish.csvout import read_previous  # noqa: PLC0415  (only where a last period is given)

    return read_previous(path) if path else {}


def _issue(options: argparse.Namespace) -> int:
    with bar_or_silence() as progress:
        paths = issue_forms(_context(options), options.out, options.unit, progress)
    print(f"Đã tạo {len(paths)} biểu mẫu trong thư mục {options.out}.")
    return DONE


def _check(options: argparse.Namespace) -> int:
    options.dry_run, options.out = True, None
    return _consolidate(options)


def _consolidate(options: argparse.Namespace) -> int:
    with bar_or_silence() as progress:
        edition = examine(_context(options), options.folder, progress, options.workers)
        written = None if options.dry_run else publish(edition, options.out)
    if options.json:
        from xlpy.publish.jsonout import summary_json  # noqa: PLC0415

        print(summary_json(edition))
    else:
        print(console.report(edition, written))
    waits = any(f.severity is Severity.ERROR and not f.caused_by for f in edition.findings)
    return TO_ACT if waits else DONE


def _catalogue(options: argparse.Namespace) -> int:
    found = problems(open_catalogue(options.catalogue))
    for problem in found:
        print(problem)
    print(json.dumps({"problems": len(found)}) if found else "Danh mục nhất quán.")
    return TO_ACT if found else DONE


def _demo(options: argparse.Namespace) -> int:
    """The shipped sample, as it would arrive; ends with 0 although the sample is full of faults."""
    year = SAMPLES / "nam-hoc-2023-2024"
    previous = str(year / "ky-truoc" / "figures.csv")
    catalogue = ["--catalogue", str(year / "danh-muc")]
    command = ["consolidate", str(year / "tep-nhan"), *catalogue, "--period", "CN", "--previous", previous]
    code = main([*command, "--out", str(options.out)])
    return DONE if code == TO_ACT else code
