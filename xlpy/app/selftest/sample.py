"""The shipped sample, consolidated here and now, compared with what it must give."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from xlpy.app.selftest.expectations import FILE, ComparedPart, Expected, bytes_of, read_table, results_of
from xlpy.app.selftest.model import Failed, NotRun, Places, some
from xlpy.app.usecases import examine, open_period
from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.catalogue.load import load
from xlpy.forms.wording import load_wording
from xlpy.model.edition import Edition
from xlpy.model.ledger import LedgerError
from xlpy.outputs.publish.csvout import read_previous

PERIOD = "CN"
_NONE = "(không có)"


class Sample:
    """One run over the sample: read once, asked by several checks."""

    def __init__(self, places: Places) -> None:
        self._folder = places.sample

    @cached_property
    def expected(self) -> Mapping[ComparedPart, Expected]:
        """What must come out. Raises Failed where the table is missing or broken."""
        try:
            return read_table(self._folder)
        except (OSError, ValueError) as fault:
            raise Failed(f"Không đọc được tệp {FILE} của bộ mẫu: {unreadable_vn(fault)}.") from fault

    def intact(self) -> str:
        """Raises Failed naming each sample file that was changed, added or lost."""
        wanted, found = self.expected[ComparedPart.BYTES], bytes_of(self._folder)
        wrong = [f"thiếu {name}" for name in wanted if name not in found]
        wrong += [f"thừa {name}" for name in found if name not in wanted]
        wrong += [f"{name} đã bị sửa" for name in wanted if name in found and wanted[name] != found[name]]
        if wrong:
            raise Failed(f"Bộ tệp mẫu không còn nguyên vẹn: {some(wrong)}. Hãy chép lại thư mục samples.")
        return f"Đủ {len(wanted)} tệp, nguyên vẹn từng byte."

    @cached_property
    def _outcome(self) -> Edition | Exception:
        try:
            self.intact()
            catalogue = load(self._folder / "danh-muc")
            previous = read_previous(self._folder / "ky-truoc" / "figures.csv")
            return examine(open_period(catalogue, PERIOD, load_wording(), previous), self._folder / "tep-nhan")
        except Failed:
            return NotRun("Bộ tệp mẫu không còn nguyên vẹn nên chưa tổng hợp thử được.")
        except Exception as fault:
            return fault

    @property
    def edition(self) -> Edition:
        """The edition. Raises NotRun where the sample is broken or reading it failed, which `read` tells."""
        if isinstance(self._outcome, NotRun):
            raise self._outcome
        if isinstance(self._outcome, Exception):
            raise NotRun("Chưa tổng hợp thử được bộ tệp mẫu; xem mục Đọc tệp.")
        return self._outcome

    def read(self) -> str:
        """Raises Failed where the sample can't be consolidated, or a file is read otherwise than it must be."""
        outcome = self._outcome
        if isinstance(outcome, UserError | LedgerError):
            raise Failed(str(outcome))
        if isinstance(outcome, Exception):
            raise outcome
        self._compare(ComparedPart.FATE, "tệp")
        used = len(outcome.used_files)
        return f"Đọc đúng {len(outcome.files)} tệp mẫu: dùng {used}, loại có lý do {len(outcome.files) - used}."

    def statuses(self) -> str:
        """Raises Failed where a unit stands otherwise with a task than it must."""
        count = self._compare(ComparedPart.STATUS, "trạng thái")
        return f"Đúng trạng thái của {count} cặp đơn vị, nhiệm vụ."

    def findings(self) -> str:
        """Raises Failed where a finding is lacking, is one too many, or stands at another cell."""
        self._compare(ComparedPart.FINDING, "phát hiện")
        return f"Đúng {len(self.edition.findings)} phát hiện, tại đúng ô."

    def totals(self) -> str:
        """Raises Failed where a total, its plan or its last period differs."""
        count = self._compare(ComparedPart.TOTAL, "chỉ tiêu")
        return f"Đúng {count} số tổng hợp của tỉnh và các vùng."

    def ledger(self) -> str:
        """Raises Failed where a cell is unaccounted for, or the account is another than it must be."""
        total = self.edition.ledger.total
        if total.balance:
            raise Failed(f"Sổ đối chiếu lệch {total.balance} ô.")
        self._compare(ComparedPart.LEDGER, "ô")
        return f"{total.received} ô nhận được đều có lời giải trình, không lệch ô nào."

    def _compare(self, part: ComparedPart, word: str) -> int:
        """How many values are right. Raises Failed with the first that are not, NotRun where there are none."""
        found = results_of(self.edition)[part]
        wanted = self.expected[part]
        keys = dict.fromkeys((*wanted, *found))
        wrong = [key for key in keys if wanted.get(key) != found.get(key)]
        if wrong:
            told = [f"{word} {key}: được {found.get(key, _NONE)}, đúng là {wanted.get(key, _NONE)}" for key in wrong]
            raise Failed(f"Khác kết quả mong đợi ở {some(told)}.")
        return len(keys)
