"""docs/security.md names tests that exist, every chapter, and no requirement twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text()
ROW = re.compile(r"^\| (\d+)\.(\d+)\.(\d+) \| [^|]+ \| ([^|]+) \| [^|]+ \|$", re.M)
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
STATES = ("met", "partly", "open", "does not apply")


def test_every_named_test_exists() -> None:
    named = set(TEST.findall(TEXT))
    assert named
    missing = [path for path, _ in named if not (ROOT / path).is_file()]
    assert sorted(missing) == []
    gone = [f"{path}::{name}" for path, name in named if f"def {name}(" not in (ROOT / path).read_text()]
    assert sorted(gone) == []


def test_every_chapter_is_there_with_its_own_rows_only() -> None:
    parts = re.split(r"^## V(\d+) .*$", TEXT, flags=re.M)
    chapters = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
    assert list(chapters) == list(range(1, 18))
    for number, text in chapters.items():
        assert {int(row[0]) for row in ROW.findall(text)} == {number}


def test_every_row_reads_as_a_row_and_no_number_stands_twice() -> None:
    rows = ROW.findall(TEXT)
    assert len(rows) == len(re.findall(r"^\| \d+\.", TEXT, re.M))
    counted = Counter(".".join(row[:3]) for row in rows)
    assert [number for number, times in counted.items() if times > 1] == []


def test_the_counts_are_those_of_the_rows() -> None:
    counted = Counter(row[3] for row in ROW.findall(TEXT))
    assert set(counted) == set(STATES)
    assert f"| {' | '.join(str(counted[state]) for state in STATES)} |" in TEXT
