"""Plots are pictures with a name, without style attributes, which the pages' security policy would block."""

from __future__ import annotations

import re

from django.utils.translation import override

from caunoi.documents import plots

LINE = (("01/09", 41.5), ("08/09", 43.0), ("15/09", 42.25))


def test_a_plot_is_one_picture_with_one_name() -> None:
    drawn = plots.line(LINE, label='Điểm <"tuần">', axis="Điểm")
    assert drawn.startswith("<svg")
    assert len(re.findall(r"\brole=", drawn)) == 1
    assert 'role="img" aria-label="Điểm &lt;&quot;tuần&quot;&gt;"' in drawn
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_it_says_the_days_and_draws_every_point() -> None:
    drawn = plots.line(LINE, label="Điểm", axis="Điểm")
    assert all(f">{day}</text>" in drawn for day, _ in LINE)


def test_bars_and_pairs_name_everything() -> None:
    drawn = plots.bars((("Tiến độ", 12.5, 20.0), ("Số hóa", 3.0, 22.0)), label="Nhóm", axis="Điểm")
    assert ">Tiến độ</text>" in drawn
    both = plots.pairs((("Tiến độ", "Hà Nội", 12.5), ("Tiến độ", "Cao Bằng", 8.0)), label="So", axis="Điểm")
    assert ">Hà Nội</text>" in both
    assert ">Cao Bằng</text>" in both


def test_names_from_data_stay_text() -> None:
    drawn = plots.bars((("<b onclick=x>", 1.0, 2.0),), label="x", axis="x")
    assert "<b onclick" not in drawn


def test_numbers_of_an_axis_are_written_as_the_reader_writes_them() -> None:
    rows = (("Tiến độ", 1250.0, 1500.0),)
    with override("vi"):
        assert ">1.000</text>" in plots.bars(rows, label="Kinh phí", axis="triệu đồng")
    with override("en"):
        assert ">1,000</text>" in plots.bars(rows, label="Kinh phí", axis="triệu đồng")
        assert ">1.000</text>" in plots.bars(rows, label="Kinh phí", axis="triệu đồng", font=plots.PAPER)
