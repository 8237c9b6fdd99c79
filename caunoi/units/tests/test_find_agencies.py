"""Agencies by what people type."""

from __future__ import annotations

from datetime import date

import pytest

from caunoi.units import queries
from caunoi.units.testing import AT, agency, ward

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 22)


def _found(text: str) -> list[str]:
    return [one.name for one in queries.find_agencies(text, on=ON)]


def test_it_finds_by_words_in_any_order_without_diacritics_and_by_code() -> None:
    committee = ward("00082", "Cửa Nam", now=AT)[0]
    justice = agency("department", "province", "Sở Tư pháp", code="000.00.07.H26", province_code="01").name
    agency("ministry", "nation", "Bộ Tư pháp", code="000.00.00.G15")
    assert committee.name in _found("cua nam uy ban")
    assert _found("tư pháp") == ["Bộ Tư pháp", justice]
    assert _found("so tu phap ha noi") == [justice]
    assert _found("000.00.07.h26") == [justice]
    assert _found("khong co") == []
    assert _found("  ") == []


def test_what_has_ended_is_not_found() -> None:
    agency("ministry", "nation", "Bộ Tư pháp", code="000.00.00.G15")
    assert queries.find_agencies("tu phap", on=date(2024, 1, 1)) == []
