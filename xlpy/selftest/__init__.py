"""One button that proves, offline and in seconds, that reader, rules and totals work on this PC."""

from xlpy.selftest.model import PLACES, Check, Places, SelfTest, State, report
from xlpy.selftest.run import run_self_test
from xlpy.selftest.support_file import keep, support_text

__all__ = ["PLACES", "Check", "Places", "SelfTest", "State", "keep", "report", "run_self_test", "support_text"]
