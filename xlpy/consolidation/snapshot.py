"""What an edition is remembered by, figure by figure; and what differs between two, with why. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from xlpy.model.decision import ACT_WORDS, Act, Effect, Ruling
from xlpy.model.edition import Edition
from xlpy.model.submission import FigureRef
from xlpy.model.values_beside import shown

Key = tuple[str, str, str]
"""Unit, indicator, column."""


class KeptFigure(NamedTuple):
    """A figure as an edition had it. ``value`` is None for what is no number; ``word`` is what stood there then."""

    unit: str
    indicator: str
    column: str
    value: Decimal | None
    word: str
    missing_reason: str
    """Why it did not count, '' where it did."""
    held_by: str
    """Code of the finding that held it, '' where none did."""
    file: str
    digest: str
    """Of the file's bytes."""
    cell: str
    sheet: str = ""
    """'' in editions kept by earlier versions of the program."""

    @property
    def key(self) -> Key:
        """By which it is found in another edition."""
        return self.unit, self.indicator, self.column

    @property
    def said(self) -> str:
        """The value, and why it does not count."""
        return f"{self.word} ({self.missing_reason})" if self.missing_reason else self.word


@dataclass(frozen=True)
class Snapshot:
    """An edition's figures and what they hang on: decisions that applied, version of the catalogue, digests of rules.

    ``decisions`` are (unit, codes of indicators parted by blanks or '' for all, words).
    """

    figures: tuple[KeptFigure, ...]
    decisions: tuple[tuple[str, str, str], ...]
    catalogue: str
    rules: Mapping[str, str]


def snapshot(edition: Edition) -> Snapshot:
    """What is kept of an edition."""
    held = edition.holding.figures
    digests = {record.file: record.sha256 for record in edition.files}
    figures = []
    for figure in edition.figures:
        answer = figure.answer
        findings = held.get((answer.unit, answer.indicator, answer.column), ())
        figures.append(
            KeptFigure(
                answer.unit,
                answer.indicator,
                answer.column.value,
                answer.value,
                shown(answer),
                figure.missing_reason.value if figure.missing_reason else "",
                findings[0].code if findings else "",
                answer.source.file,
                digests.get(answer.source.file, ""),
                answer.source.cell,
                answer.source.sheet,
            )
        )
    catalogue = edition.catalogue
    applied = [ruling for ruling in edition.rulings if ruling.effect is not Effect.IDLE]
    tables: tuple[Mapping[str, object], ...] = (catalogue.rule, catalogue.message, catalogue.indicator)
    rules = {code: _digest(row) for table in tables for code, row in table.items()}
    rules["norms"] = _digest(catalogue.norms)
    return Snapshot(tuple(figures), tuple(_decision(edition, r) for r in applied), catalogue.plan.version, rules)


def _digest(record: object) -> str:
    return hashlib.sha256(repr(record).encode("utf-8", "replace")).hexdigest()[:12]


def _decision(edition: Edition, ruling: Ruling) -> tuple[str, str, str]:
    decision = ruling.decision
    words = f"{ACT_WORDS[decision.act]} ({decision.about}): {decision.words}"
    if decision.act in (Act.LEAVE_OUT, Act.TAKE_BACK):
        whose = next((record.unit for record in edition.files if decision.is_of(record.file)), "")
        return whose, "", words
    if decision.act in (Act.ACCEPT, Act.REJECT):
        there = [f for f in edition.findings if (f.unit, f.code) == (decision.unit, decision.code)]
        codes = {ref.indicator for f in there for ref in f.touches if isinstance(ref, FigureRef)}
        return decision.unit, " ".join(sorted(codes)), words
    return decision.unit, decision.indicator, words


class Kind(StrEnum):
    """In what way a figure differs between two editions."""

    NEW = "Mới có"
    GONE = "Không còn"
    VALUE = "Đổi giá trị"
    COUNTS = "Nay được tính"
    HELD = "Nay không được tính"
    REASON = "Lý do không tính đã khác"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that two editions have otherwise: as it was, as it is (None where one has none), and why."""

    unit: str
    indicator: str
    column: str
    was: KeptFigure | None
    now: KeptFigure | None
    why: str

    @property
    def old(self) -> str:
        """What the older edition says; '' where it has none."""
        return self.was.said if self.was else ""

    @property
    def new(self) -> str:
        """What the newer edition says; '' where it has none."""
        return self.now.said if self.now else ""

    @property
    def kind(self) -> Kind:
        """In what way it differs; a new value goes before a new reason."""
        if self.was is None or self.now is None:
            return Kind.NEW if self.now else Kind.GONE
        if not _same_value(self.was, self.now):
            return Kind.VALUE
        if self.was.missing_reason and self.now.missing_reason:
            return Kind.REASON
        return Kind.HELD if self.now.missing_reason else Kind.COUNTS

    @property
    def difference(self) -> Decimal | None:
        """Newer value less older one; None where one is no number."""
        values = (self.was.value if self.was else None, self.now.value if self.now else None)
        return None if values[0] is None or values[1] is None else values[1] - values[0]


def figure_changes(old: Snapshot, new: Snapshot) -> Iterator[FigureChange]:
    """The figures whose value, or whose counting, differs: those of ``new`` in its order, then those it has no more."""
    before, after = ({figure.key: figure for figure in each.figures} for each in (old, new))
    for key in (*after, *(key for key in before if key not in after)):
        was, now = before.get(key), after.get(key)
        if was and now and _same(was, now):
            continue
        yield FigureChange(*key, was, now, _why(old, new, was, now, key))


def _same(one: KeptFigure, other: KeptFigure) -> bool:
    """Whether two figures say and count the same."""
    return one.missing_reason == other.missing_reason and _same_value(one, other)


def _same_value(one: KeptFigure, other: KeptFigure) -> bool:
    """Whether two figures say the same: a number by its value, all else by its word."""
    return one.value == other.value and (one.value is not None or one.word == other.word)


def _why(old: Snapshot, new: Snapshot, was: KeptFigure | None, now: KeptFigure | None, key: Key) -> str:
    """All causes that can be told, the nearest first."""
    causes = []
    decided = [words for words in _touching(new, key) if words not in _touching(old, key)]
    decided += [f"không còn: {words}" for words in _touching(old, key) if words not in _touching(new, key)]
    causes += [f"quyết định: {words}" for words in decided]
    if (was.digest if was else "") != (now.digest if now else ""):
        causes.append(_files(was, now))
    codes = {figure.held_by for figure in (was, now) if figure and figure.held_by} | {key[1]}
    edited = sorted(code for code in codes if old.rules.get(code) != new.rules.get(code))
    if edited:
        causes.append(f"danh mục đã sửa {', '.join(edited)}")
    elif old.catalogue != new.catalogue:
        causes.append(f"danh mục {old.catalogue} thành {new.catalogue}")
    elif not causes and old.rules.get("norms") != new.rules.get("norms"):
        causes.append("định mức đã sửa")
    held = [figure.held_by for figure in (now, was) if figure and figure.held_by]
    if held and not decided:
        causes.append(f"phát hiện {held[0]} {'giữ lại' if now and now.held_by else 'đã hết'}")
    return "; ".join(causes) or "số kỳ trước hoặc số liệu liên quan đã đổi"


def _files(was: KeptFigure | None, now: KeptFigure | None) -> str:
    if was is None or now is None:
        return f"nay dùng tệp {now.file}" if now else f"tệp {was.file if was else ''} không còn được dùng"
    if was.file == now.file:
        return f"tệp {now.file} có nội dung mới"
    return f"tệp {now.file} thay tệp {was.file}"


def _touching(snapshot: Snapshot, key: Key) -> list[str]:
    unit, indicator, _ = key
    return [
        words
        for whose, codes, words in snapshot.decisions
        if whose in ("", unit) and (not codes or indicator in codes.split())
    ]
