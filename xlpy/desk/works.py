"""Every button's work by its name, as `xlpy.desk` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from xlpy.desk import HOMES
from xlpy.desk.run import Work

WORKS: Mapping[str, Work] = {name: getattr(import_module(f"xlpy.desk.{home}"), name) for name, home in HOMES.items()}
