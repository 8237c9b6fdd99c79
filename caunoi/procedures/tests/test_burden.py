"""What a year's dossiers ask of people, worked out by hand beside."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caunoi.core.actor import System
from caunoi.procedures import operations, queries
from caunoi.procedures.shapes_burden import Burden, ProcedureBurden
from caunoi.procedures.tests import pieces
from caunoi.procedures.tests.pieces import CODE, NOW, ON, texts

pytestmark = pytest.mark.django_db
EVERYWHERE = ["direct", "post", "online"]


def component(code: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "paper", "code": code, "name": "Giấy", "title": texts("Giấy"), "group": "submitted", "originals": 1,
        "copies": 0, "required": True, "channels": EVERYWHERE, **more,
    }  # fmt: skip


def line(found: Burden, code: str = CODE) -> ProcedureBurden:
    return next(b for b in found.procedures if b.code == code)


def test_a_dossier_is_counted_by_what_its_case_asks_for(tmp_path: Path) -> None:
    pieces.load(tmp_path)
    found = line(queries.burden({(CODE, "normal"): 10, (CODE, "quick"): 5}, on=ON))
    assert (found.dossiers, found.components, found.case_name) == (15, 1, "Thường")
    assert found.papers_a_year == 10  # the quick case asks for none
    assert found.days_a_year == Decimal(3 * 10 + 5)
    assert (found.visits, found.visits_a_year) == (0, 0)
    assert (found.fee, found.fees_a_year) == (None, None)  # the province sets it


def test_what_nobody_filed_costs_nothing_but_is_listed(tmp_path: Path) -> None:
    pieces.load(tmp_path)
    found = queries.burden({}, on=ON)
    assert line(found).dossiers == line(found).papers_a_year == found.papers == found.dossiers == 0
    assert queries.burden({("9.999999", "x"): 3}, on=ON).dossiers == 0


@pytest.mark.parametrize(
    ("level", "limits", "visits"),
    [("full", {"online": ("3", "working_days")}, 0), ("partial", {"online": ("3", "working_days")}, 1),
     ("none", {"direct": ("3", "working_days")}, 2), ("none", {"direct": ("0", "same_day")}, 1),
     ("full", {"direct": ("3", "working_days")}, 2)],
)  # fmt: skip
def test_visits_follow_from_how_it_can_be_filed(tmp_path: Path, level: str, limits: Any, visits: int) -> None:
    case = pieces.version()["cases"][0] | {
        "limits": {channel: {"value": value, "unit": unit} for channel, (value, unit) in limits.items()}
    }
    note = {"online_note": texts("Phải đến")} if level == "partial" else {}
    components = [component("", cases=["normal"])]
    pieces.load(tmp_path, pieces.version(online_level=level, cases=[case], components=components, **note))
    assert line(queries.burden({(CODE, "normal"): 4}, on=ON)).visits_a_year == visits * 4


def test_fees_are_added_where_they_are_known(tmp_path: Path) -> None:
    fees = [
        {"id": "a", "kind": "fixed", "name": texts("A"), "amount": 15_000, "reference": "TT"},
        {"id": "b", "kind": "per_unit", "name": texts("B"), "amount": 8_000, "unit_field": "country",
         "reference": "TT"},
        {"id": "c", "kind": "fixed", "name": texts("C"), "amount": 90_000, "reference": "TT",
         "optional_when": {"field": "abroad", "equals": True}},
    ]  # fmt: skip
    case = pieces.version()["cases"][0] | {"fees": {"direct": fees}}
    pieces.load(tmp_path, pieces.version(cases=[case]))
    found = queries.burden({(CODE, "normal"): 2}, on=ON)
    assert (line(found).fee, line(found).fees_a_year, found.fees, found.unpriced) == (23_000, 46_000, 46_000, 0)


@pytest.fixture
def shipped() -> None:
    operations.load(now=NOW, actor=System("test"))


@pytest.mark.usefixtures("shipped")
def test_papers_that_an_agency_issued_are_ranked_by_how_many_would_be_saved() -> None:
    found = queries.burden({("1.004222", "permanent"): 3, ("1.004194", "other"): 1}, on=ON)
    saved = [paper.papers_a_year for paper in found.held]
    assert saved == sorted(saved, reverse=True)
    assert found.held
    for paper in found.held:
        assert paper.sources
        assert all(code != paper.code for code, _name in paper.sources)


@pytest.mark.usefixtures("shipped")
def test_a_birth_certificate_is_held_by_those_who_register_births() -> None:
    death = queries.burden({}, on=ON)
    issuers = {code for paper in death.held for code, _name in paper.sources}
    assert "1.001193" in issuers


def test_a_paper_by_its_own_code_is_held_though_nothing_links_it(tmp_path: Path) -> None:
    body = pieces.version(components=[component("000.00.00.G15-KQ000777", cases=["normal"])])
    pieces.load(tmp_path, body)
    assert [p for p in queries.burden({}, on=ON).held if p.code == CODE] == []
    other = pieces.version(name=texts("Nơi cấp"))
    other["results"][0]["component_code"] = "000.00.00.G15-KQ000777"
    (tmp_path / "more").mkdir()
    folder = pieces.folder(tmp_path / "more", other)
    (folder / f"{CODE}.json").write_text(
        (folder / f"{CODE}.json").read_text(encoding="utf-8").replace(f'"code": "{CODE}"', '"code": "9.000002"'),
        encoding="utf-8",
    )
    (folder / f"{CODE}.json").rename(folder / "9.000002.json")
    operations.load(now=NOW, actor=System("test"), folder=folder)
    found = queries.burden({(CODE, "normal"): 7, (CODE, "quick"): 9}, on=ON)
    (paper,) = [p for p in found.held if p.code == CODE]
    assert (paper.papers_a_year, paper.certain, paper.reused) == (7, True, False)
    assert paper.sources == (("9.000002", "Nơi cấp"),)
    assert found.saved >= 7
