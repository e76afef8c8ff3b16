"""A file is read whole, or refused: never for ever, never more of it than was agreed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xlpy.basics.bounded_read import NoFileError, TooLargeError, read_bounded
from xlpy.basics.errors import reason_vn


def test_a_file_of_the_agreed_size_is_read_whole(tmp_path: Path):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10)
    assert read_bounded(file, 10) == b"x" * 10


def test_a_larger_file_is_refused_with_its_size_before_it_is_read(tmp_path: Path):
    file = tmp_path / "a"
    with file.open("wb") as stream:
        stream.truncate(3 << 30)  # no disk is filled by that
    with pytest.raises(TooLargeError) as caught:
        read_bounded(file, 10)
    assert (caught.value.size, reason_vn(caught.value)) == (3 << 30, "tệp quá lớn")


def test_a_file_that_grows_after_its_size_was_asked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 11)
    small = os.stat_result((0o100644, 0, 0, 1, 0, 0, 10, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: small)
    with pytest.raises(TooLargeError):
        read_bounded(file, 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a")  # type: ignore[attr-defined,unused-ignore]  # not on Windows
    with pytest.raises(NoFileError) as caught:
        read_bounded(tmp_path / "a", 10)
    assert reason_vn(caught.value) == "không phải tệp thường"
