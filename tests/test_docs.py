"""The documentation says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"\b(CAUNOI_[A-Z_]+|DATABASE_URL)\b")
READ = re.compile(r"(?:environ(?:\.get)?[(\[]|_flag\()\s*\"(CAUNOI_[A-Z_]+|DATABASE_URL)\"")


def names_in(pattern: re.Pattern[str], *paths: Path) -> set[str]:
    return {name for path in paths for name in pattern.findall(path.read_text())}


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    read = names_in(READ, *(ROOT / "caunoi").rglob("*.py"))
    documented = names_in(NAME, ROOT / "docs" / "howto" / "settings.md")
    assert sorted(read - documented) == []
    assert sorted(documented - read) == []


@pytest.mark.parametrize(
    "page", sorted(p.relative_to(ROOT) for p in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]), ids=str
)
def test_every_link_in_the_documentation_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text())
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
