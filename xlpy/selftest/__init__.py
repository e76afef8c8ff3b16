"""One button that proves, offline and in seconds, that reader, rules and totals work on this PC."""

from xlpy.selftest.model import PLACES, Check, Places, SelfTest, State, report
from xlpy.selftest.run import run_self_test

__all__ = ["PLACES", "Check", "Places", "SelfTest", "State", "report", "run_self_test"]
