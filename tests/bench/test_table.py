"""What was measured stands in the table as it was measured, misses too."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import harness, table


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(harness, "RESULTS", tmp_path)
    report = harness.Report("example", {"dossiers": 66_000})
    report.add("filing", 12.345, "/s", limit=24.0, limit_is="/s bare", ratio=0.514, target=">= 0.40", met=True)
    report.add("three weeks", 130.5, "min", target="< 10 min", met=False)
    report.add("only told", 1234567.0, "B")
    report.save()
    return tmp_path


def test_each_figure_is_a_line_and_a_miss_says_so(folder: Path) -> None:
    said = table.table(table.read(folder))
    assert "| filing | 12.3 /s | 24 /s bare | 0.514 | >= 0.40 | yes |" in said
    assert "| three weeks | 130 min |  |  | &lt; 10 min | **no** |" in said
    assert "| only told | 1,234,567 B |  |  |  |  |" in said
    assert "dossiers 66,000" in said
    assert harness.machine() in said


def test_the_short_one_leaves_out_what_is_only_told_and_what_is_zero_as_it_should_be(folder: Path) -> None:
    report = harness.Report("zeros", {})
    report.add("lost", 0, "", target="0", met=True)
    report.add("wrong", 2, "", target="0", met=False)
    report.save()
    said = table.table(table.read(folder), short=True)
    assert "| filing |" in said
    assert "| wrong | 2 |  |  | 0 | **no** |" in said
    assert "| only told |" not in said
    assert "| lost |" not in said


def test_it_stands_between_the_marks_and_again_when_it_is_put_again(folder: Path) -> None:
    new = table.table(table.read(folder))
    text = f"before\n{table.BEGIN}\nearlier\n{table.END}\nafter\n"
    once = table.put(text, new)
    assert once.startswith("before\n")
    assert once.endswith("\nafter\n")
    assert "earlier" not in once
    assert table.put(once, new) == once
    with pytest.raises(table.NoPlace):
        table.put("no marks", new)


def test_without_results_it_says_that_nothing_was_measured(tmp_path: Path) -> None:
    assert table.table(table.read(tmp_path)) == "Nothing was measured yet."
