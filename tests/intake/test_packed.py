"""A submission as one text and back: no field of it is forgotten (the files of the sample go there in `test_again`)."""

from __future__ import annotations

from dataclasses import fields, replace

from tests.builders import ARRIVED, context, form
from xlpy.intake.receive import receive
from xlpy.intake.submission_text import pack, unpack
from xlpy.model.submission import Submission


def test_a_remark_beside_a_figure_comes_back() -> None:
    noted = {("indicators", "N3.01", "note"): "đang chờ tuyển dụng"}
    read = receive(context(), form("522", noted), "522.xlsx", ARRIVED)
    assert read.remarks
    assert unpack(pack(read), read.received) == read


def test_the_version_that_a_form_was_made_by_comes_back() -> None:
    read = replace(receive(context(), form("522"), "522.xlsx", ARRIVED), version="2023-2024.0")
    assert unpack(pack(read), read.received).version == "2023-2024.0"


def test_a_field_that_is_added_to_a_submission_is_packed_too() -> None:
    """Each name is here because it is packed: a new field fails this until it is."""
    packed = {
        *("unit", "period", "usable", "answers", "activities", "issues", "findings", "cells", "frame", "blank"),
        *("unread", "dispositions", "contact", "reported_on", "remarks", "cover", "version"),
    }
    assert {field.name for field in fields(Submission)} == {"received", *packed}
