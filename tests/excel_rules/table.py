"""The table of causes in docs/excel-limits.md: ``python -m tests.excel_rules.table`` writes it anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.excel_rules import excel, words
from tests.excel_rules.model import Cause

PAGE = Path(__file__).resolve().parents[2] / "docs" / "excel-limits.md"
_TABLE = re.compile(r"(<!-- (?P<name>counts|excel|word) -->\n).*?(?=<!-- end -->)", re.DOTALL)
_SHORT = re.compile(r"https://github\.com/([^/]+/([^/]+))/(?:issues|pull)/(\d+)")


def rows(causes: Iterable[Cause]) -> str:
    """The causes as lines of a table."""
    listed = "".join(f"| {c.code} | {_cell(c.sentence)} | {_link(c.source)} |\n" for c in causes)
    return f"| | cause | source |\n|---|---|---|\n{listed}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("[", "\\[").replace("]", "\\]").replace("*", "\\*")


def _link(source: str) -> str:
    found = _SHORT.fullmatch(source)
    if found:
        return f"[{found[2]} {found[3]}]({source})"
    return f"<{source}>" if source.startswith("https://") else _cell(source)


def tables() -> dict[str, str]:
    """What stands between the page's marks, by their names."""
    parts = {"excel": rows(excel.CAUSES), "word": rows(words.CAUSES)}
    return {**parts, "counts": f"{len(excel.CAUSES)} causes of Excel, {len(words.ALL)} of Word.\n"}


def page(text: str) -> str:
    """The page with its tables as they are now."""
    made = tables()
    return _TABLE.sub(lambda found: found[1] + made[found["name"]], text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
