"""The office's decisions applied to what was received and what was found; and what became of each. Pure.

Before files are selected `kept` leaves files out; after all checks `judged` accepts findings and holds figures. A
decision that has nothing to apply to, or that has ended, is a finding of its own: nothing happens in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from xlpy.basics.days import short_day
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.codes import MessageCode
from xlpy.model.decision import Act, Decision, Effect, Ruling, in_force, in_sequence, same_value
from xlpy.model.submission import (
    CellDisposition,
    Column,
    Disposition,
    FigureRef,
    Finding,
    Severity,
    Source,
    State,
    Submission,
)
from xlpy.model.values_beside import Statements, shown

LEFT_OUT: MessageCode = "T140"
LATE: MessageCode = "T141"
HELD: MessageCode = "C660"
ENDED: MessageCode = "C661"
IDLE: MessageCode = "C662"
BLANK = "(để trống)"


def kept(catalogue: Catalogue, decisions: Iterable[Decision], submissions: Iterable[Submission]) -> list[Submission]:
    """All that was read; what a decision leaves out, or what came after the lock, as files that can't be used."""
    standing = in_force(decisions)
    out = [decision for decision in standing if decision.act is Act.LEAVE_OUT]
    lock = next((decision for decision in standing if decision.act is Act.LOCK), None)

    def as_decided(one: Submission) -> Submission:
        if decision := next((each for each in out if each.is_of(one.received.file)), None):
            return _without(catalogue, one, LEFT_OUT, decision)
        late = lock and one.usable and one.received.sha256 not in lock.files
        return _without(catalogue, one, LATE, lock) if lock and late else one

    return [as_decided(one) for one in submissions]


def _without(catalogue: Catalogue, one: Submission, code: MessageCode, decision: Decision) -> Submission:
    """The submission as one of which nothing counts; each of its cells still has its line in the ledger."""
    told = _finding(catalogue, code, Source(one.received.file), one.unit, decision, file=one.received.file)
    entries = tuple(
        CellDisposition(entry.source, Disposition.EXCLUDED, code, entry.task, entry.raw)
        if entry.disposition is Disposition.USED
        else entry
        for entry in one.dispositions
    )
    return replace(one, usable=False, findings=(told, *one.findings), dispositions=entries)


@dataclass(frozen=True)
class Judged:
    """All findings after the decisions, in no order; and what became of each decision, in their sequence."""

    findings: tuple[Finding, ...]
    rulings: tuple[Ruling, ...]


def judged(
    catalogue: Catalogue,
    period: Period,
    decisions: Sequence[Decision],
    submissions: Sequence[Submission],
    used: Mapping[str, Submission],
    findings: Iterable[Finding],
) -> Judged:
    """Findings accepted, figures held. ``submissions`` are those of `kept`, ``used`` the one that counts by unit."""
    if not decisions:
        return Judged(tuple(findings), ())
    judge = _Judge(catalogue, period, submissions, used)
    found = list(findings)
    standing = {id(decision) for decision in in_force(decisions)}
    rulings = []
    for decision in in_sequence(decisions):
        if id(decision) not in standing:
            rulings.append(Ruling(decision, Effect.APPLIES if _ends_last(decision, decisions) else Effect.REPLACED))
            continue
        found, ruling = judge.apply(decision, found)
        rulings.append(ruling)
        if ruling.effect in (Effect.ENDED, Effect.IDLE):
            found.append(judge.told(ruling))
    return Judged(tuple(found), tuple(rulings))


def _ends_last(decision: Decision, decisions: Sequence[Decision]) -> bool:
    """Whether it is the last word on its subject, by which what was before has ended."""
    return not decision.begins and [d for d in in_sequence(decisions) if d.subject == decision.subject][-1] is decision


@dataclass(frozen=True)
class _Judge:
    catalogue: Catalogue
    period: Period
    submissions: Sequence[Submission]
    used: Mapping[str, Submission]

    def apply(self, decision: Decision, findings: list[Finding]) -> tuple[list[Finding], Ruling]:
        """The findings as the decision leaves them, and what became of it."""
        match decision.act:
            case Act.ACCEPT:
                return self._accept(decision, findings)
            case Act.HOLD:
                return self._hold(decision, findings)
            case Act.LEAVE_OUT:
                there = any(decision.is_of(one.received.file) for one in self.submissions)
                told = "" if there else "thư mục nhận không có tệp này"
                return findings, Ruling(decision, Effect.APPLIES if there else Effect.IDLE, told)
            case _:
                late = [f.source.file for f in findings if f.code == LATE]
                told = f"{len(late)} tệp đến sau khi khóa: {'; '.join(late)}" if late else "chưa có tệp đến sau"
                return findings, Ruling(decision, Effect.APPLIES, told)

    def _accept(self, decision: Decision, findings: list[Finding]) -> tuple[list[Finding], Ruling]:
        there = [each for each in findings if self._names(decision, each)]
        if not there:
            return findings, Ruling(decision, Effect.IDLE, "không còn phát hiện này ở ô này")
        if len(there) > 1 and not decision.cell:
            return findings, Ruling(decision, Effect.IDLE, f"có {len(there)} phát hiện mã này; cần ghi rõ ô")
        meant = [each for each in there if same_value(self.said.about(each), decision.value)]
        if not meant:
            told = f"giá trị đã chấp nhận là “{decision.value or BLANK}”, nay là “{self.said.about(there[0]) or BLANK}”"
            return findings, Ruling(decision, Effect.ENDED, told)
        if why := self._refusal(meant[0]):
            return findings, Ruling(decision, Effect.IDLE, why)
        accepted = {id(each) for each in meant}
        decided = [_accepted(each, decision) if id(each) in accepted else _alone(each, meant[0]) for each in findings]
        return decided, Ruling(decision, Effect.APPLIES)

    def _names(self, decision: Decision, finding: Finding) -> bool:
        """Whether the decision is about this finding; one in a file that does not count is none of any figure."""
        if (finding.unit, finding.code) != (decision.unit, decision.code):
            return False
        used = self.used.get(finding.unit)
        counts = used is None or finding.source.file in ("", used.received.file)
        return counts and decision.is_at(finding.source.sheet, finding.source.cell)

    def _refusal(self, finding: Finding) -> str:
        """Why a finding can't be accepted, '' where it can: an explanation makes no number of what is none."""
        if finding.holds_file:
            return "lỗi của cả tệp không chấp nhận được bằng giải trình; cần tệp khác"
        read = [self.said.figures.get((finding.unit, *ref)) for ref in finding.touches if isinstance(ref, FigureRef)]
        if any(answer is None or answer.state in (State.BLANK, State.UNREADABLE) for answer in read):
            return "ô chưa có số đọc được nên không có gì để chấp nhận; cần đơn vị sửa"
        return ""

    def _hold(self, decision: Decision, findings: list[Finding]) -> tuple[list[Finding], Ruling]:
        columns = [c for c in Column if (decision.unit, decision.indicator, c) in self.said.figures]
        if not columns:
            return findings, Ruling(decision, Effect.IDLE, "đơn vị chưa có số liệu này trong tệp được dùng")
        answer = self.said.figures[decision.unit, decision.indicator, columns[-1]]
        indicator = self.catalogue.indicator[decision.indicator]
        words = {"file": answer.source.file, "sheet": answer.source.sheet, "cell": answer.source.cell}
        named = f"{indicator.code} {indicator.name.removeprefix('Trong đó: ')}"
        told = _finding(self.catalogue, HELD, answer.source, decision.unit, decision, indicator=named, **words)
        refs = tuple(FigureRef(decision.indicator, column) for column in columns)
        told = replace(told, task=indicator.task, indicator=indicator.code, touches=refs)
        return [*findings, told], Ruling(decision, Effect.APPLIES, f"số đơn vị báo cáo: {shown(answer)}")

    def told(self, ruling: Ruling) -> Finding:
        """The finding that says that a decision has ended or does nothing."""
        decision, ended = ruling.decision, ruling.effect is Effect.ENDED
        unit = decision.unit if ended else ""
        name = self.catalogue.unit_name(decision.unit, self.period.cut_off) if decision.unit else ""
        about = decision.about.replace(decision.unit, name, 1) if name else decision.about
        file = self.used[unit].received.file if unit in self.used else ""
        words = {"rule": about, "found": ruling.told}
        return _finding(self.catalogue, ENDED if ended else IDLE, Source(file), unit, decision, **words)

    @cached_property
    def said(self) -> Statements:
        """What the files that count say."""
        used = self.used.values()
        return Statements.of((a for one in used for a in one.answers), (r for one in used for r in one.activities))


def _alone(finding: Finding, root: Finding) -> Finding:
    """A finding that was folded under an accepted one, and holds something, stands for itself from now on."""
    follows = (finding.caused_by, finding.unit, finding.source.file) == (root.code, root.unit, root.source.file)
    return replace(finding, caused_by="") if follows and finding.holds else finding


def _accepted(finding: Finding, decision: Decision) -> Finding:
    return replace(finding, severity=Severity.INFO, accepted=decision.words)


def _finding(
    catalogue: Catalogue, code: MessageCode, source: Source, unit: str, decision: Decision, **words: str
) -> Finding:
    row = catalogue.message.get(code)
    decided = {"other": decision.who, "date": short_day(decision.day), "found": decision.reason.rstrip(". ")}
    return Finding(code, row.severity if row else Severity.WARNING, source, unit, params={**decided, **words})
