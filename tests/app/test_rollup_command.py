"""`roll-up` and `roll-up-trace` as typed: what they say, what they write, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import submission
from tests.feedback import edition_of
from xlpy.app import cli
from xlpy.outputs.publish.files import edition_files

pytestmark = pytest.mark.slow("round")


def results(folder: Path, unit: str, figure: int) -> str:
    """The results of a place where one unit sent one figure, as the buttons lay them out."""
    folder.mkdir(parents=True)
    for name, data in edition_files(edition_of([submission(unit, {"N1.01": figure})])).items():
        (folder / name).write_bytes(data)
    return str(folder)


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    return [
        results(tmp_path / name / "CN_2023-2024", unit, figure)
        for name, unit, figure in (("A", "522", 7), ("B", "524", 5))
    ]


def test_it_says_what_came_together_and_where_it_is(places, tmp_path, capsys):
    assert cli.main(["roll-up", *places, "--out", str(tmp_path / "gop")]) == 0
    said = capsys.readouterr().out
    assert "gộp 2 nơi báo cáo, 2 bản tổng hợp" in said
    assert "(lệch 0)" in said
    assert {path.name for path in (tmp_path / "gop").iterdir()} == {
        "Tong-hop-nhieu-noi_CN_2023-2024.xlsx",
        "roll-up.csv",
        "roll-up.json",
    }


def test_places_of_one_name_are_told_apart_by_the_folder_around(places, tmp_path, capsys):
    cli.main(["roll-up", *places, "--out", str(tmp_path / "gop")])
    cli.main(["roll-up-trace", str(tmp_path / "gop"), "N1.01"])
    said = capsys.readouterr().out
    assert "A - CN_2023-2024: 7 (đã cộng 1 đơn vị" in said
    assert "N1.01 - tất cả các nơi: 12" in said


def test_a_place_is_called_as_the_user_says(places, tmp_path, capsys):
    named = [f"{name}={folder}" for name, folder in zip(("Bình Định", "Phú Yên"), places, strict=True)]
    cli.main(["roll-up", *named, "--out", str(tmp_path / "gop")])
    assert cli.main(["roll-up-trace", str(tmp_path / "gop"), "N1.01", "Phú Yên"]) == 0
    assert "Huyện Bình Sơn, N1.01: 5 ← tệp 524.xlsx, trang Chỉ tiêu, ô F101" in capsys.readouterr().out


def test_results_and_places_can_be_moved_together(places, tmp_path, capsys):
    cli.main(["roll-up", *places, "--out", str(tmp_path / "gop")])
    moved = tmp_path.rename(tmp_path.with_name(f"{tmp_path.name} mới"))
    assert cli.main(["roll-up-trace", str(moved / "gop"), "N1.01", "A - CN_2023-2024"]) == 0
    assert "ô F101" in capsys.readouterr().out


def test_a_form_that_counts_in_two_places_waits_for_somebody(tmp_path, capsys):
    places = [results(tmp_path / name, "522", figure) for name, figure in (("A", 7), ("B", 8))]
    assert cli.main(["roll-up", *places, "--out", str(tmp_path / "gop")]) == 1
    assert "Có 1 tệp của đơn vị được tính ở hai nơi, cần bỏ một nơi:\n  - tệp có mã băm 522…: A và B" in (
        capsys.readouterr().out
    )


def test_a_folder_without_results_is_a_sentence_and_nothing_is_written(places, tmp_path, capsys):
    assert cli.main(["roll-up", *places, str(tmp_path), "--out", str(tmp_path / "gop")]) == 2
    assert "không có kết quả tổng hợp" in capsys.readouterr().err
    assert not (tmp_path / "gop").exists()
