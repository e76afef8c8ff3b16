"""One button that proves, offline and in seconds, that reader, rules and totals work on this PC."""

from xlpy.app.selftest.model import PLACES, Check, CheckState, Places, SelfTest, report
from xlpy.app.selftest.run import run_self_test
from xlpy.app.selftest.support_file import keep, support_text

__all__ = ["PLACES", "Check", "CheckState", "Places", "SelfTest", "keep", "report", "run_self_test", "support_text"]
