"""Would a test notice? Changes single tokens of the core, one at a time, and runs the nearest tests on each change.

    python -m tests.mutation --seed 167 --count 200 --table mutants.md

Works in copies of the tree below the system's temporary folder and never writes into the tree itself. Needs fork, so
not for Windows. docs/tests.md says what is changed, what is not, and what the last run found.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

assert sys.platform != "win32", "each change is tested in a fork"
ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "ket-qua", "wheels", "node_modules")
RULES = ("test_rules", "test_rules_fold", "test_rules_yearbook", "test_expressions", "test_messages")
NEAREST: Mapping[str, tuple[str, ...]] = {
    "xlpy/consolidation/activity_counts.py": ("test_activity_counts",),
    "xlpy/checks/activities.py": ("test_activities", "test_messages"),
    "xlpy/checks/all.py": RULES,
    "xlpy/catalogue/expressions.py": ("test_expressions", "test_rules", "test_rules_yearbook"),
    "xlpy/checks/fold.py": ("test_rules_fold", "test_findings", "test_messages"),
    "xlpy/catalogue/grammar.py": ("test_expressions", "test_catalogue_consistency", "test_rules"),
    "xlpy/checks/rules.py": RULES,
    "xlpy/checks/tasks.py": ("test_activities", "test_messages"),
    "xlpy/consolidation/consolidate.py": (
        "test_activity_counts",
        "test_holding",
        "test_publish_csv",
        "test_trace_backward",
    ),
    "xlpy/model/edition.py": ("test_absent", "test_totals", "test_activity_counts", "test_holding", "test_publish_csv"),
    "xlpy/model/ledger.py": ("test_ledger",),
    "xlpy/model/holding.py": ("test_holding", "test_feedback_slip"),
    "xlpy/checks/finding_subjects.py": ("test_holding",),
    "xlpy/consolidation/standing.py": ("test_holding", "test_publish_workbook"),
    "xlpy/basics/decimals.py": ("test_numbers", "test_totals"),
    "xlpy/catalogue/choices.py": ("test_choices",),
    "xlpy/intake/selection.py": ("test_selection", "test_clerk_cases"),
    "xlpy/intake/sending_order.py": ("test_selection", "test_clerk_cases"),
    "xlpy/basics/sums.py": ("test_totals", "test_rules"),
    "xlpy/consolidation/totals.py": ("test_totals",),
    "xlpy/intake/accounting.py": (
        *("test_extract", "test_appearance", "test_headers"),
        *("test_clerk_cases", "test_acceptance_cases", "test_conservation"),
    ),
    "xlpy/intake/dates.py": ("test_dates",),
    "xlpy/intake/extract.py": ("test_extract", "test_appearance", "test_acceptance_cases", "test_message_codes"),
    "xlpy/intake/notation.py": ("test_numbers",),
    "xlpy/intake/numbers.py": ("test_numbers",),
}
"""The core, and by file the tests that stand nearest to it."""
WIDER: tuple[str, ...] = ("test_acceptance_cases", "test_sample_year", "test_feedback_slip", "test_report_sentences")
WIDER += ("test_message_codes", "test_conservation", "test_trace_backward", "test_publish_workbook")
"""What is run where none of the nearest tests fails."""
SWAPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "*": "/", "/": "*"}
SWAPS |= {"//": "*", "%": "+", "in": "not in", "not in": "in", "is": "is not", "is not": "is", "and": "or", "or": "and"}
SWAPS |= {"not": "", "True": "False", "False": "True", "min": "max", "max": "min", "any": "all", "all": "any"}
SWAPS |= {"break": "continue", "continue": "break"}


@dataclass(frozen=True, order=True)
class Mutant:
    """One token changed: ``start`` and ``end`` are offsets of characters in the file."""

    file: str
    start: int
    end: int
    line: int
    old: str
    new: str

    def of(self, source: str) -> str:
        """The file with the change."""
        return source[: self.start] + self.new + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} `{self.old}` → `{self.new or 'nothing'}`"


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """Every change of one file that can be made, in order."""
    starts = [0]
    for text in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(text))
    skipped = {line for node in ast.walk(ast.parse(source)) for line in _not_run(node)}
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    depth, marks = 0, {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        depth += marks.get(token.string, 0) if token.type == tokenize.OP else 0
        (row, column), end = token.start, token.end
        word = token.string
        if row in skipped or token.type not in (tokenize.OP, tokenize.NAME, tokenize.NUMBER):
            continue
        if (before.string, word) == ("is", "not") or (word, after.string) == ("not", "in"):
            continue
        if (before.string, word) == ("not", "in") or (word, after.string) == ("is", "not"):
            pair = before if word == "in" else after
            (row, column), end = min(token.start, pair.start), max(token.end, pair.end)
            word = "not in" if word == "in" else "is not"
        if word == "in" and _heads_a_loop(tokens, token):
            continue
        if token.type == tokenize.OP and word in "*-" and _is_unary(before):
            continue
        if before.string == "=" and depth and tokens[tokens.index(before) - 1].string in ("strict", "key"):
            continue
        new = str(int(word) + 1) if token.type == tokenize.NUMBER and word.isdecimal() else SWAPS.get(word)
        if new is not None and not (word in ("min", "max", "any", "all") and after.string != "("):
            yield Mutant(file, starts[row - 1] + column, starts[end[0] - 1] + end[1], row, word, new)


def _not_run(node: ast.AST) -> Iterator[int]:
    """Lines that do nothing when the program runs: decorators of records, annotations of fields, imports."""
    if isinstance(node, ast.ClassDef):
        for decorator in node.decorator_list:
            yield from range(decorator.lineno, (decorator.end_lineno or decorator.lineno) + 1)
    if isinstance(node, ast.FunctionDef):
        yield from range(node.lineno, node.body[0].lineno)
    if isinstance(node, (ast.AnnAssign, ast.Import, ast.ImportFrom)) and getattr(node, "value", None) is None:
        yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _heads_a_loop(tokens: Sequence[tokenize.TokenInfo], token: tokenize.TokenInfo) -> bool:
    """Whether this ``in`` belongs to a ``for``."""
    for earlier in reversed(tokens[: tokens.index(token)]):
        if earlier.string == "for":
            return True
        if earlier.string in ("if", "and", "or", "=", "return", "in", "while", ":"):
            return False
    return False


def _is_unary(before: tokenize.TokenInfo) -> bool:
    """Whether ``*`` or ``-`` after this token has one side only."""
    is_value = before.type in (tokenize.NAME, tokenize.NUMBER, tokenize.STRING) or before.string in (")", "]", "}")
    return not is_value or before.string in ("return", "yield", "in", "if", "else", "and", "or", "not")


def chosen(seed: int, count: int, only: str) -> list[Mutant]:
    """So many changes of all that can be made, by lot."""
    every = [
        mutant
        for file in NEAREST
        if only in file
        for mutant in mutants(file, (ROOT / file).read_text(encoding="utf-8"))
    ]
    return random.Random(seed).sample(every, min(count, len(every)))


def run(folder: Path, tests: Sequence[str], seconds: int) -> str:
    """How the tests end in a copy of the tree: "passed", "failed", "late" or "none" where there are none.

    ``seconds`` are of the processor, so that a busy machine makes nothing late; twenty times as many may pass in all.
    """
    homes = {path.stem: path for path in (folder / "tests").rglob("test_*.py")}
    paths = [str(homes[name].relative_to(folder)) for name in dict.fromkeys(tests) if name in homes]
    if not paths:
        return "none"
    child = os.fork()
    if child == 0:
        _child(folder, paths, seconds)
    until = time.monotonic() + 20 * seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            ended = os.waitstatus_to_exitcode(status)
            return "late" if ended == -signal.SIGXCPU else "failed" if ended else "passed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "late"


def _child(folder: Path, paths: Sequence[str], seconds: int) -> None:
    """Never returns: runs pytest in the copy, with nothing of the tree loaded yet, and ends with its code."""
    code = 99
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.chdir(folder)
        sys.path[:] = [str(folder), *(path for path in sys.path if path not in ("", str(ROOT)))]
        for name in [
            name for name in sys.modules if name.partition(".")[0] in ("tests", "xlpy", "samples", "workbook")
        ]:
            del sys.modules[name]
        sys.dont_write_bytecode = True
        import pytest  # noqa: PLC0415  (loaded by the parent before it forks)

        code = pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-m", "not office and not validator", *paths])
    finally:
        os._exit(int(code))


def verdict(folder: Path, mutant: Mutant, seconds: int) -> str:
    """What the tests make of a change: "killed nearby", "killed farther", "killed late" or "survived"."""
    path = folder / mutant.file
    source, times = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(mutant.of(source), encoding="utf-8")
    try:
        for tests, where in ((NEAREST[mutant.file], "nearby"), (WIDER, "farther")):
            ended = run(folder, tests, seconds)
            if ended in ("failed", "late"):
                return f"killed {'late' if ended == 'late' else where}"
        return "survived"
    finally:
        path.write_text(source, encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def table(verdicts: Mapping[Mutant, str]) -> str:
    """What became of the changes, by file, and the survivors; as Markdown."""
    kinds = ("killed nearby", "killed farther", "killed late", "survived")
    lines = [f"| file | {' | '.join(kinds)} |", "|---|" + "---|" * len(kinds)]
    for file in [*NEAREST, "all"]:
        found = Counter(ended for mutant, ended in verdicts.items() if file in (mutant.file, "all"))
        if found:
            lines.append(f"| {file} | {' | '.join(str(found[kind]) for kind in kinds)} |")
    return (
        "\n".join([*lines, "", *(f"- {mutant}" for mutant in sorted(verdicts) if verdicts[mutant] == "survived")])
        + "\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Change, test, count; 1 where the tests fail without any change."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=167)
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--only", default="", help="files whose path holds this")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--seconds", type=int, default=60, help="of the processor for one run of tests")
    options.add_argument("--table", type=Path, help="also write the table into this file")
    given = options.parse_args(arguments)
    import hypothesis.strategies  # noqa: F401, PLC0415  (loaded once, before the forks)
    import openpyxl  # noqa: F401, PLC0415
    import xlsxwriter  # noqa: F401, PLC0415

    picked = chosen(given.seed, given.count, given.only)
    with tempfile.TemporaryDirectory(prefix="plan167-mutants-") as temporary:
        folders: Queue[Path] = Queue()
        for job in range(given.jobs):
            folders.put(shutil.copytree(ROOT, Path(temporary) / str(job), ignore=LEFT_OUT))
        needed = {test for mutant in picked for test in (*NEAREST[mutant.file], *WIDER)}
        if (ended := run(Path(temporary) / "0", sorted(needed), 10 * given.seconds)) != "passed":
            print(f"without any change the tests ended so: {ended}")
            return 1

        def one(mutant: Mutant) -> str:
            folder = folders.get()
            try:
                ended = verdict(folder, mutant, given.seconds)
            finally:
                folders.put(folder)
            print(f"{ended:15} {mutant}", flush=True)
            return ended

        with ThreadPoolExecutor(given.jobs) as pool:
            verdicts = dict(zip(picked, pool.map(one, picked), strict=True))
    shown = table(verdicts)
    print(shown)
    if given.table:
        given.table.write_text(shown, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
