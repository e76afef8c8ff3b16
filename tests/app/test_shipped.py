"""What belongs to the project is what git holds, not what lies about."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests import shipped

FILES = ("xlpy/a.py", "xlpy/data/số liệu.csv", "templates/a.toml", "tests/test_a.py")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project as it is unzipped."""
    for name in (*FILES, "xlpy/__pycache__/a.cpython-311.pyc", ".venv/bin/python"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(shipped, "ROOT", tmp_path)
    return tmp_path


def test_without_git_all_that_is_there_belongs_but_what_python_makes(project: Path):
    assert shipped.tracked.__wrapped__() == set(FILES)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")
def test_with_git_what_lies_about_does_not_belong(project: Path):
    for command in (["init", "--quiet"], ["add", *FILES]):
        subprocess.run(["git", "-C", str(project), *command], check=True)
    (project / "xlpy" / "left.py").touch()
    assert shipped.tracked.__wrapped__() == set(FILES)


@pytest.mark.parametrize(("name", "there"), [("run.py", True), ("xlpy/app/", True), ("docs", True), ("xlpy/no", False)])
def test_files_and_their_folders_exist(name: str, there: bool):
    assert shipped.exists(name) == there
