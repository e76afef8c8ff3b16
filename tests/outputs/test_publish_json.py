"""The machine's summary of an edition."""

from __future__ import annotations

import json
from typing import Any

import pytest

from xlpy.model.edition import PROVINCE, Edition
from xlpy.outputs.publish.files import edition_files
from xlpy.outputs.publish.jsonout import summary_json


@pytest.fixture(scope="module")
def summary(sample_edition: Edition) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(summary_json(sample_edition))
    return parsed


def test_totals_are_exact_strings(sample_edition: Edition, summary: dict[str, Any]):
    told = {line["indicator"]: line["value"] for line in summary["totals"] if line["scope"] == PROVINCE}
    kept = {t.indicator: t.value for t in sample_edition.totals if t.scope == PROVINCE}
    assert told == {code: None if value is None else f"{value:f}" for code, value in kept.items()}


def test_total_names_the_units_it_lacks_by_machine_words(summary: dict[str, Any]):
    total = next(t for t in summary["totals"] if (t["indicator"], t["scope"]) == ("N1.02", PROVINCE))
    assert total["missing"]["531"] == "not_sent"


def test_every_file_is_listed(sample_edition: Edition, summary: dict[str, Any]):
    assert [line["file"] for line in summary["files"]] == [record.file for record in sample_edition.files]


def test_units_add_up(summary: dict[str, Any]):
    units = summary["units"]
    assert units["asked"] == units["used"] + len(units["missing"])


def test_ledger_balances(summary: dict[str, Any]):
    account = summary["ledger"]
    parts = account["used"] + sum(account["excluded"].values()) + account["empty"] + account["unknown"]
    assert (account["balance"], account["received"]) == (0, parts)


def test_findings_are_counted_by_code(sample_edition: Edition, summary: dict[str, Any]):
    assert sum(summary["findings"]["by_code"].values()) == len(sample_edition.findings)


def test_statuses_are_machine_words(summary: dict[str, Any]):
    words = {word for tasks in summary["statuses"].values() for word in tasks.values()}
    assert words <= {"complete", "partial", "error", "refused", "missing", "none"}


def test_files_of_an_edition_have_ascii_names(sample_edition: Edition):
    assert sorted(edition_files(sample_edition)) == [
        "Tong-hop-KH167_CN_2023-2024.xlsx",
        "figures.csv",
        "findings.csv",
        "ledger.csv",
        "summary.json",
        "totals.csv",
    ]


def test_files_of_an_edition_are_the_same_each_time(sample_edition: Edition):
    assert edition_files(sample_edition) == edition_files(sample_edition)
