"""What may be typed: commands and their options. Handlers are named, not imported: a call loads only its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from xlpy.app.commands.exits import FAILED, reader_gone
from xlpy.app.commands.usage import wrong_call
from xlpy.app.desk import BUTTONS
from xlpy.app.products import PRODUCTS
from xlpy.basics.home import HOME
from xlpy.model.decision import ACT_WORDS, Act

BUILT = HOME / "workbook" / "Plan167.xlsm"
VALUES: Mapping[str, str] = {
    **dict.fromkeys(("folder", "out", "earlier"), "THƯ-MỤC"),
    **dict.fromkeys(("previous", "readings", "history", "workbook", "file"), "TỆP"),
    **dict.fromkeys(("day", "today"), "NĂM-THÁNG-NGÀY"),
    "catalogue": "DANH-MỤC",
    "period": "KỲ",
    "unit": "MÃ-ĐƠN-VỊ",
    "workers": "SỐ",
    "number": "SỐ",
    "without": "NƠI",
    "code": "MÃ",
    "column": "CỘT",
    "who": "NGƯỜI",
    "reason": "LÝ-DO",
    "cell": "Ô",
    "at": "Ô",
    "value": "GIÁ-TRỊ",
    "indicator": "MÃ-CHỈ-TIÊU",
}
"""What help calls the value of an option or argument, by its name."""
RESULTS = "thư mục kết quả; mỗi kỳ một thư mục con, ví dụ CN_2023-2024"


class Parser(argparse.ArgumentParser):
    """argparse with Vietnamese headings, and with a hint on a wrong call."""

    def __init__(self, *, add_help: bool = True, **options: Any) -> None:
        super().__init__(**{**options, "formatter_class": _Help}, add_help=False)
        if add_help:  # a parent keeps the plain titles, by which argparse joins its groups with its children's
            self._positionals.title, self._optionals.title = "Tham số", "Tùy chọn"
            self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """As argparse does, with a Vietnamese word for the value."""
        action = super().add_argument(*names, **options)
        if action.metavar is None and action.nargs != 0:
            action.metavar = VALUES[action.dest]
        return action

    def error(self, message: str) -> NoReturn:
        """Say that the call is wrong and how to learn the right one; ends the program with 2."""
        print(wrong_call(message), file=sys.stderr)
        sys.exit(FAILED)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the program, quietly too where nobody reads the help to its end."""
        reader_gone()
        super().exit(status, message)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; ``run`` names the handler as ``module:function``."""
    whole = Parser(prog="plan167", description="Tổng hợp báo cáo thực hiện Kế hoạch số 167/KH-UBND.")
    commands = whole.add_subparsers(required=True, metavar="LỆNH", title="Các lệnh")
    common = Parser(add_help=False)
    common.add_argument("--catalogue", default="2023-2024", help="danh mục kèm sẵn hoặc thư mục danh mục")
    dated = Parser(add_help=False, parents=[common])
    dated.add_argument("--period", default="CN", help="mã kỳ báo cáo, ví dụ HK1, CN")
    dated.add_argument("--previous", type=Path, help="tệp figures.csv của bản tổng hợp kỳ trước")
    reading = _reading(dated)
    told = Parser(add_help=False, parents=[reading])
    told.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    told.set_defaults(listed=False)

    issue = commands.add_parser("issue", parents=[dated], help="tạo biểu mẫu cho các đơn vị")
    issue.add_argument("--out", type=Path, required=True, help="thư mục ghi biểu mẫu")
    issue.add_argument("--unit", action="append", default=[], help="chỉ tạo cho đơn vị mang mã này")
    issue.set_defaults(run="core:issue")
    _cover_letter(commands, dated)
    check = commands.add_parser("check", parents=[told], help="kiểm tra và kể mọi phát hiện, không ghi gì")
    check.set_defaults(run="core:check")
    merge = commands.add_parser("consolidate", parents=[told], help="kiểm tra và tổng hợp")
    merge.add_argument("--out", type=Path, required=True, help=RESULTS)
    merge.add_argument("--dry-run", action="store_true", help="làm hết nhưng không ghi tệp nào")
    merge.set_defaults(run="core:consolidate")
    _products(commands, reading)
    _mail(commands, reading)
    _trace(commands, dated)
    _roll_up(commands, common)
    _book(commands)
    _decide(commands)
    toolbar = commands.add_parser("toolbar", help="ghi thanh công cụ (.oxt) và sổ (.xlsx) cho LibreOffice")
    toolbar.add_argument("--out", type=Path, required=True, help="thư mục ghi")
    toolbar.set_defaults(run="toolbar:toolbar")
    proof = commands.add_parser("catalogue", parents=[common], help="kiểm tra danh mục có nhất quán không")
    proof.set_defaults(run="core:catalogue")
    _new_year(commands, common)
    test = commands.add_parser("self-test", help="kiểm tra cài đặt trên máy này, ghi một tệp để gửi người hỗ trợ")
    test.add_argument("--out", type=Path, default=BUILT.parent, help="thư mục ghi tệp để gửi người hỗ trợ")
    test.set_defaults(run="core:self_test")
    demo = commands.add_parser("demo", help="làm cả đợt báo cáo trên bộ tệp mẫu kèm theo")
    demo.add_argument("--out", type=Path, default=Path("ket-qua") / "mau", help="thư mục ghi kết quả")
    demo.set_defaults(run="demo:demo")
    return whole


def _reading(dated: argparse.ArgumentParser) -> Parser:
    """What is asked of every command that reads a folder received."""
    reading = Parser(add_help=False, parents=[dated])
    reading.add_argument("folder", type=Path, help="thư mục chứa các tệp đơn vị gửi")
    reading.add_argument("--workers", type=int, help="số tiến trình đọc tệp (mặc định: số nhân máy)")
    _dask(reading)
    sending = "gửi cả nội dung tệp cho cụm máy, khi cụm không mở được thư mục nhận"
    reading.add_argument("--dask-send", action="store_true", help=sending)
    words = "số liệu năm trước: thư mục kết quả, thư mục như CN_2022-2023, hoặc bảng tự nhập; ghi được nhiều lần"
    reading.add_argument("--earlier", type=Path, action="append", default=[], help=words)
    reading.add_argument(
        "--readings", type=Path, help="tệp .db giữ kết quả đọc: tệp không đổi thì lần sau không đọc lại"
    )
    _without(reading)
    reading.add_argument("--history", type=Path, help="tệp lịch sử Plan167.db: làm theo các quyết định ghi trong đó")
    return reading


def _cover_letter(commands: Any, dated: argparse.ArgumentParser) -> None:
    letter = commands.add_parser("cover-letter", parents=[dated], help="soạn công văn phát hành biểu mẫu")
    letter.add_argument("--out", type=Path, required=True, help="thư mục ghi công văn")
    letter.add_argument("--number", default="", help="số công văn; chưa có thì bỏ, văn thư ghi sau")
    letter.add_argument("--day", type=date.fromisoformat, help="ngày công văn (năm-tháng-ngày)")
    letter.add_argument("--today", type=date.fromisoformat, default=date.today(), help="ngày lập (năm-tháng-ngày)")
    letter.set_defaults(run="core:cover_letter")


def _dask(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dask", metavar="ĐỊA-CHỈ", help="đọc trên cụm máy Dask, ví dụ tcp://10.0.0.5:8786")


def _new_year(commands: Any, common: argparse.ArgumentParser) -> None:
    words = "mở năm học mới: danh mục dời một năm, kể mọi điều cần soát lại"
    year = commands.add_parser("new-year", parents=[common], help=words)
    year.add_argument("--number", default="", help="số kế hoạch của năm học mới, ví dụ 210/KH-UBND; chưa có thì bỏ")
    year.add_argument("--day", type=date.fromisoformat, help="ngày ban hành kế hoạch (năm-tháng-ngày)")
    year.add_argument("--out", type=Path, required=True, help="thư mục ghi danh mục mới")
    year.set_defaults(run="core:new_year")


def _without(command: argparse.ArgumentParser) -> None:
    """Places within the folder received that are no units' files."""
    words = "không đọc thư mục hoặc tệp này trong thư mục nhận, ví dụ thư mục kết quả; ghi được nhiều lần"
    command.add_argument("--without", type=Path, action="append", default=[], help=words)


def _products(commands: Any, reading: argparse.ArgumentParser) -> None:
    """What goes back to the units and up to the committee."""
    whole = ("all", "làm cả đợt: tổng hợp, phiếu, bản đánh dấu, công văn, báo cáo")
    for name, words in (*((one.name, one.help) for one in PRODUCTS), whole):
        product = commands.add_parser(name, parents=[reading], help=words)
        product.add_argument("--out", type=Path, required=True, help=RESULTS)
        product.add_argument(
            "--today", type=date.fromisoformat, default=date.today(), help="ngày lập văn bản (năm-tháng-ngày)"
        )
        product.set_defaults(run="products:everything" if name == "all" else "products:product", product=name)


def _mail(commands: Any, reading: argparse.ArgumentParser) -> None:
    """Drafts, contacts, the register of papers that left; the two tables lie in the folder of results."""
    drafts = commands.add_parser("drafts", parents=[reading], help="soạn thư nháp cho từng đơn vị; không gửi thư")
    words = "ngày lập văn bản (năm-tháng-ngày)"
    drafts.add_argument("--today", type=date.fromisoformat, default=date.today(), help=words)
    drafts.add_argument("--print", action="store_true", help="thêm một tệp PDF gồm mọi phiếu và công văn để in cả đợt")
    contacts = commands.add_parser("contacts", parents=[reading], help="lấy liên hệ từ bìa biểu vào danh bạ, có hỏi")
    contacts.add_argument("--yes", action="store_true", help="trả lời có cho mọi câu hỏi")
    outgoing = commands.add_parser("outgoing", help="xem sổ văn bản đi, hoặc ghi thêm một văn bản")
    fields = ("SỐ", "NGÀY", "LOẠI", "MÃ_ĐƠN_VỊ", "TRÍCH_YẾU")
    outgoing.add_argument("--add", nargs=5, metavar=fields, help="văn bản ghi thêm; gửi mọi đơn vị thì mã để rỗng")
    for command, run in ((drafts, "drafts"), (contacts, "contacts"), (outgoing, "outgoing")):
        command.add_argument("--out", type=Path, required=True, help=RESULTS)
        command.set_defaults(run=f"mail:{run}")


def _trace(commands: Any, dated: argparse.ArgumentParser) -> None:
    trace = commands.add_parser("trace", parents=[dated], help="truy nguồn một số liệu, hoặc một ô (--cell)")
    trace.add_argument("code", nargs="?", default="", help="mã chỉ tiêu, ví dụ N2.07")
    trace.add_argument("unit", nargs="?", default="tinh", help="mã đơn vị hoặc vùng; để trống là toàn tỉnh")
    trace.add_argument("--column", default="actual", help="actual, plan, percent hoặc previous")
    trace.add_argument("--cell", nargs=3, metavar=("TỆP", "TRANG", "Ô"), help="từ một ô đến các số liệu nó vào")
    trace.add_argument("--folder", type=Path, help="thư mục tệp nhận; để trống: thư mục, kỳ, danh mục ghi trong sổ")
    _without(trace)
    trace.add_argument("--workbook", type=Path, default=BUILT, help="tệp sổ làm việc")
    trace.add_argument("--workers", type=int, help="số tiến trình đọc tệp")
    trace.set_defaults(run="products:trace_figure", dask=None, dask_send=False)


def _roll_up(commands: Any, common: argparse.ArgumentParser) -> None:
    up = commands.add_parser("roll-up", parents=[common], help="gộp bản tổng hợp của nhiều nơi thành bản của cấp trên")
    words = "thư mục kết quả của một bản tổng hợp hoặc một bản gộp, hoặc TÊN=THƯ MỤC"
    up.add_argument("folders", nargs="+", metavar="THƯ-MỤC", help=words)
    up.add_argument("--out", type=Path, required=True, help="thư mục ghi kết quả gộp")
    _dask(up)
    up.set_defaults(run="rollup:roll_up")
    down = commands.add_parser("roll-up-trace", parents=[common], help="từ một số của bản gộp đến từng nơi, từng ô")
    down.add_argument("folder", type=Path, help="thư mục kết quả gộp")
    down.add_argument("code", help="mã chỉ tiêu, ví dụ N2.07")
    down.add_argument("member", nargs="*", metavar="NƠI", help="đi xuống nơi báo cáo này, lần lượt từng cấp")
    down.set_defaults(run="rollup:trace")


def _decide(commands: Any) -> None:
    decide = commands.add_parser("decide", help="ghi quyết định: chấp nhận giải trình, để tệp ngoài, giữ số, khóa kỳ")
    acts = decide.add_subparsers(required=True, metavar="QUYẾT_ĐỊNH", title="Các quyết định")
    common = Parser(add_help=False)
    common.add_argument("--workbook", type=Path, default=BUILT, help="tệp sổ làm việc; lịch sử nằm cạnh sổ")
    common.add_argument("--period", help="mã kỳ; để trống: kỳ ghi trong sổ")
    told = Parser(add_help=False, parents=[common])
    told.add_argument("--who", required=True, help="người quyết định")
    told.add_argument("--reason", required=True, help="lý do")
    told.add_argument("--day", type=date.fromisoformat, default=date.today(), help="ngày (năm-tháng-ngày)")
    words = {
        "unit": "mã đơn vị",
        "code": "mã phát hiện",
        "cell": 'ô của phát hiện, ví dụ F41 hoặc "Chỉ tiêu!F41"',
        "value": "giá trị đơn vị ghi, như lệnh check in ra",
        "file": "tên tệp đã nhận",
        "indicator": "mã chỉ tiêu",
    }
    needed = {
        Act.ACCEPT: ("unit", "code", "cell", "value"),
        Act.REJECT: ("unit", "code", "cell"),
        **dict.fromkeys((Act.LEAVE_OUT, Act.TAKE_BACK), ("file",)),
        **dict.fromkeys((Act.HOLD, Act.RELEASE), ("unit", "indicator")),
        **dict.fromkeys((Act.LOCK, Act.REOPEN), ()),
    }
    for act, fields in needed.items():
        one = acts.add_parser(act.value, parents=[told], help=ACT_WORDS[act].lower())
        for field in fields:
            one.add_argument(f"--{field}", required=field not in ("cell", "value"), default="", help=words[field])
        blank = {field: "" for field in words if field not in fields}
        one.set_defaults(run="decide:decide", act=act.value, **blank)
    back = acts.add_parser("undo", parents=[told], help="hoàn tác bản tổng hợp mới nhất: sổ, tệp kết quả, lịch sử")
    back.set_defaults(run="decide:undo")
    acts.add_parser("list", parents=[common], help="kể các quyết định đã ghi").set_defaults(run="decide:listed")

    both = commands.add_parser("compare", parents=[common], help="so sánh hai bản tổng hợp, từng số liệu, có lý do")
    both.add_argument("old", type=int, metavar="SỐ_1", help="số của bản thứ nhất")
    both.add_argument("new", type=int, metavar="SỐ_2", help="số của bản thứ hai")
    both.add_argument("--sheet", action="store_true", help="ghi cả vào trang So sánh của sổ")
    both.set_defaults(run="decide:compare")


def _book(commands: Any) -> None:
    book = commands.add_parser("book", help="làm công việc của một nút trên sổ làm việc, không cần Excel")
    book.add_argument("button", choices=BUTTONS, metavar="NÚT", help=f"một trong: {', '.join(BUTTONS)}")
    book.add_argument("--workbook", type=Path, default=BUILT, help="tệp sổ làm việc")
    book.add_argument("--period", help="ghi kỳ báo cáo vào sổ trước khi làm")
    book.add_argument("--folder", type=Path, help="thư mục chứa các tệp đơn vị gửi; ghi vào sổ trước khi làm")
    book.add_argument("--previous", type=Path, help="tệp figures.csv kỳ trước; ghi vào sổ trước khi làm")
    book.add_argument("--out", type=Path, help="thư mục ghi kết quả; ghi vào sổ trước khi làm")
    book.add_argument("--at", help='ô đang đứng, ví dụ "Tổng hợp!F12" (cho nút truy nguồn)')
    book.add_argument("--yes", action="store_true", help="trả lời có cho mọi câu hỏi")
    book.add_argument("--workers", type=int, help="số tiến trình đọc tệp")
    book.set_defaults(run="book:press")
