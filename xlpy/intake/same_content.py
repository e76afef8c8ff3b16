"""Whether a unit's second sending says the same as the first, although its bytes differ: saved again, not mended."""

from __future__ import annotations

from xlpy.model.submission import ActivityReport, State, Submission, words_of


def says_the_same(one: Submission, other: Submission) -> bool:
    """Whether all figures, remarks, lines of activities and difficulties of two files are alike; cells may move.

    Of files that say nothing nothing is told.
    """
    return bool(other.answers or other.activities) and _said(one) == _said(other)


def _said(submission: Submission) -> object:
    figures = {
        (a.indicator, a.column): (a.state, a.raw if a.state is State.UNREADABLE else a.value)
        for a in submission.answers
    }
    remarks = {code: remark.value for code, remark in submission.remarks.items()}
    lines = {report.activity: _line(report) for report in submission.activities}
    issues = [
        (i.task, *map(words_of, (i.difficulty, i.cause, i.recommendation, i.addressee))) for i in submission.issues
    ]
    return figures, remarks, lines, issues


def _line(report: ActivityReport) -> object:
    texts = (report.result, report.evidence, report.difficulty)
    return report.status, report.percent, *map(words_of, texts), dict(report.unread)
