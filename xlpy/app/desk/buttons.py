"""Every button's work by its name, as `xlpy.app.desk` lists them."""

from __future__ import annotations

from collections.abc import Mapping

from xlpy.app.desk import BUTTONS, work_of
from xlpy.app.desk.run import Work

WORKS: Mapping[str, Work] = {name: work_of(name) for name in BUTTONS}
