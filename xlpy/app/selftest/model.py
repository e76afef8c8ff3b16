"""What a self test says: a list of checks, each with a sentence, and whether all of them passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from xlpy.basics.errors import UserError, refusal_vn
from xlpy.basics.home import HOME
from xlpy.catalogue.load import DATA


class CheckState(StrEnum):
    """How a check ended. ``NOT_RUN``: what it rests on failed, and that check says so. ``INFO``: good to know."""

    PASSED = "Đạt"
    FAILED = "Không đạt"
    NOT_RUN = "Chưa kiểm tra được"
    INFO = "Thông tin"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``code`` for programs, ``name`` and ``detail`` (a sentence) for people."""

    code: str
    name: str
    state: CheckState
    detail: str

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong here; what could not be run is not the fault of this check."""
        return self.state is not CheckState.FAILED

    @property
    def good(self) -> bool:
        """Whether it passed, or only told something; what could not be run is not good."""
        return self.state in (CheckState.PASSED, CheckState.INFO)


@dataclass(frozen=True, slots=True)
class SelfTest:
    """All checks in their order."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every check that says something passed, none left out."""
        return all(check.good for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that found something wrong."""
        return tuple(check for check in self.checks if not check.ok)


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: the shipped sample, the locked requirements, the catalogues, the folder of the workbook."""

    sample: Path = HOME / "samples" / "nam-hoc-2023-2024"
    requirements: Path = HOME / "requirements" / "app.txt"
    catalogues: Path = DATA
    folder: Path = HOME


PLACES = Places()
"""Those of this installation."""


class Failed(Exception):
    """A check found something wrong; the message is its sentence."""


class NotRun(Exception):
    """What a check rests on failed already; the message says what."""


class Told(Exception):
    """A check that only tells something; the message is what it tells."""


def run_check(code: str, name: str, check: Callable[[], str]) -> Check:
    """The outcome of ``check``, which returns its sentence or raises one of the above; never raises itself."""
    try:
        return Check(code, name, CheckState.PASSED, check())
    except Told as told:
        return Check(code, name, CheckState.INFO, str(told))
    except NotRun as reason:
        return Check(code, name, CheckState.NOT_RUN, str(reason))
    except Failed as fault:
        return Check(code, name, CheckState.FAILED, str(fault))
    except UserError as fault:
        return Check(code, name, CheckState.FAILED, str(fault))
    except OSError as fault:
        return Check(code, name, CheckState.FAILED, f"Gặp lỗi khi kiểm tra: {refusal_vn(fault)}.")
    except Exception as fault:
        sentence = f"Gặp lỗi khi kiểm tra ({type(fault).__name__}): {fault}"
        return Check(code, name, CheckState.FAILED, sentence)


def some(items: list[str], shown: int = 3) -> str:
    """The first few items and how many more there are."""
    more = f" … và {len(items) - shown} chỗ khác" if len(items) > shown else ""
    return "; ".join(items[:shown]) + more


def report(result: SelfTest) -> str:
    """The self test in lines for a terminal or a message box."""
    lines = [f"[{check.state.value}] {check.name}: {check.detail}" for check in result.checks]
    if result.passed:
        return "\n".join([*lines, "Kết luận: chương trình hoạt động đúng trên máy này."])
    wrong = [check.name for check in result.checks if not check.good]
    return "\n".join([*lines, f"Kết luận: chưa đạt ở {len(wrong)} mục: {'; '.join(wrong)}."])
