"""A large edition's files are made where they go; what is held of them has an end, and their bytes stay the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlpy.basics.commit import write_all
from xlpy.model.edition import Edition
from xlpy.outputs.publish import files, long_text
from xlpy.outputs.publish.files import edition_contents, edition_files
from xlpy.outputs.publish.long_text import LongText

WORDS = "Đơn vị\r\n" * 200_000


def test_files_made_where_they_go_have_the_bytes_of_those_held(
    sample_edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(files, "MANY", 1)
    written = write_all(tmp_path, edition_contents(sample_edition))
    assert {name: path.read_bytes() for name, path in written.items()} == edition_files(sample_edition)


def test_a_large_edition_hands_over_makers_and_no_bytes(sample_edition: Edition, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "MANY", 1)
    assert not any(isinstance(content, bytes) for content in edition_contents(sample_edition).values())


@pytest.mark.parametrize("held", [1, 100_000_000], ids=["on the disk", "in memory"])
def test_a_long_text_gives_what_was_written(held: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(long_text, "IN_MEMORY", held)
    texts = [LongText(), LongText()]
    for text in texts:
        text.write(WORDS)
    assert texts[0].size == len(WORDS.encode())
    assert b"".join(texts[0].data()) == WORDS.encode()
    assert "".join(texts[1].pieces()) == WORDS


def test_a_fault_while_a_file_is_made_leaves_the_folder_as_it_was(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"old")

    def fails(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_all(tmp_path, {"b.csv": b"new", "a.csv": fails})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {"a.csv": b"old"}
