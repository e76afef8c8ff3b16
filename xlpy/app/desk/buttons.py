"""Every button's work by its name, as `xlpy.app.desk` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from xlpy.app.desk import HOMES
from xlpy.app.desk.run import Work

WORKS: Mapping[str, Work] = {
    name: getattr(import_module(f"xlpy.app.desk.{home}"), name) for name, home in HOMES.items()
}
