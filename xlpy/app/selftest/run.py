"""The self test: all checks in order, each on its own, so that one that fails keeps no other from speaking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xlpy.app.selftest import language, machine
from xlpy.app.selftest.model import PLACES, Check, NotRun, Places, SelfTest, run_check
from xlpy.app.selftest.sample import Sample
from xlpy.basics.progress import Progress, Silent

WHAT = "Kiểm tra cài đặt"


def run_self_test(progress: Progress | None = None, places: Places = PLACES) -> SelfTest:
    """Run all checks. Never raises; what the user stops is told as not run. Leaves no file behind."""
    progress = progress or Silent()
    done: list[Check] = []
    all_checks = checks(places)
    for number, (code, name, check) in enumerate(all_checks, 1):
        done.append(run_check(code, name, _stopped if progress.stop_asked() else check))
        progress.step(WHAT, number, len(all_checks))
    return SelfTest(tuple(done))


def checks(places: Places) -> tuple[tuple[str, str, Callable[[], str]], ...]:
    """Code, name and work of each check, in their order."""
    sample = Sample(places)
    return (
        ("python", "Python", machine.python),
        ("libraries", "Thư viện", partial(machine.libraries, places)),
        ("loading", "Nạp chương trình", machine.loading),
        ("catalogue", "Danh mục", partial(machine.catalogues, places)),
        ("text", "Chữ Việt", language.letters),
        ("sample", "Bộ tệp mẫu", sample.intact),
        ("reading", "Đọc tệp", sample.read),
        ("findings", "Kiểm tra số liệu", sample.findings),
        ("totals", "Tổng hợp số liệu", sample.totals),
        ("statuses", "Trạng thái nhiệm vụ", sample.statuses),
        ("ledger", "Sổ đối chiếu", sample.ledger),
        ("folder", "Ghi tệp", partial(machine.folder, places)),
        ("history", "Nhật ký", partial(machine.history, places)),
        ("office", "Chương trình văn phòng", machine.office),
    )


def _stopped() -> str:
    raise NotRun("Đã dừng theo yêu cầu.")
