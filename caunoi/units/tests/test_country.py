"""Việt Nam before and after 1 July 2025, as shipped."""

from __future__ import annotations

import json
import time
from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from caunoi.core.actor import System
from caunoi.units import queries
from caunoi.units.errors import (
    AgencyNotFound,
    BackwardNeedsWeights,
    DateOutOfRange,
    MutationRefused,
    RegisterNotFound,
    UnitIdNotFound,
    UnitNotFound,
)
from caunoi.units.operations import Loaded, apply_mutations, load_country
from caunoi.units.rules import Kind, Mutation
from caunoi.units.testing import AT, load_small

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("units", *arguments, stdout=out)
    return out.getvalue()


def test_the_country_has_its_units_before_and_after() -> None:
    data = json.loads(command("check", "--json"))
    assert data["levels"] == {"commune": 3321, "province": 34}
    assert data["types"]["commune"] == {"phường": 687, "xã": 2621, "đặc khu": 13}
    assert data["before_reform"]["levels"] == {"commune": 10061, "district": 696, "province": 63}
    assert (data["orphans"], data["overlaps"], data["sound"]) == ([], [], True)


def test_disagreements_of_the_sources_are_listed_one_by_one() -> None:
    data = json.loads(command("check", "--json"))
    assert data["disagreements"] == {
        "edge_in_one_source": 40, "level_changed": 5, "successor_unknown": 26, "unit_in_one_source": 10
    }  # fmt: skip
    assert len(data["disagreements_listed"]) == 81
    sources = [d.sources for d in queries.disagreements(kind="edge_in_one_source")]
    assert (sources.count("A"), sources.count("B")) == (4, 36)


def test_a_second_load_does_nothing_and_is_quick() -> None:
    started = time.perf_counter()
    assert not load_country(now=AT, actor=System("test")).changed
    assert time.perf_counter() - started < 1
    assert not load_small().changed


def test_a_code_is_another_unit_the_day_after() -> None:
    assert json.loads(command("show", "00004", "--as-of", "2025-06-30", "--json"))["full_name"] == "Phường Trúc Bạch"
    assert json.loads(command("show", "00004", "--as-of", "2025-07-01", "--json"))["full_name"] == "Phường Ba Đình"


def test_a_unit_knows_its_place_on_each_date() -> None:
    old, new = (queries.unit_at("00004", on=on) for on in (BEFORE, AFTER))
    assert (old.parent_code, old.parent_name, old.province_code, old.valid_to) == ("001", "Quận Ba Đình", "01", AFTER)
    assert (new.parent_code, new.province_name, new.province_code, new.valid_to) == (
        "01",
        "Thành phố Hà Nội",
        "01",
        None,
    )
    assert queries.unit(old.id) == old


def test_an_untouched_province_keeps_its_version_and_a_merged_one_does_not() -> None:
    assert queries.unit_at("01", on=BEFORE).id == queries.unit_at("01", on=AFTER).id
    assert queries.unit_at("08", on=BEFORE).id != queries.unit_at("08", on=AFTER).id
    assert queries.unit_at("01", on=AFTER).agency_code == "H26"


def test_children_of_a_unit_are_found_with_one_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        wards = queries.units_at(on=AFTER, level="commune", parent_code="01")
    assert len(wards) == 126


def test_successors_and_origins_carry_shares() -> None:
    divided = queries.unit_at("00016", on=BEFORE)
    found = queries.successors(divided.id, on=AFTER)
    assert sum(r.share for r in found) == 1
    assert [(r.unit.code if r.unit else "", r.share, r.sure) for r in found] == [
        ("00004", Fraction(1, 2), False), ("00008", Fraction(1, 2), False)
    ]  # fmt: skip
    ba_dinh = queries.unit_at("00004", on=AFTER)
    assert {r.unit.code for r in queries.origins(ba_dinh.id, on=BEFORE) if r.unit} >= {"00004", "00013", "00016"}


def test_a_unit_with_no_known_successor_says_so() -> None:
    lost = queries.unit_at("03751", on=BEFORE)
    assert [(r.unit, r.share, r.sure) for r in queries.successors(lost.id, on=AFTER)] == [(None, Fraction(1), False)]
    lineage = json.loads(command("lineage", "03751", "--json"))
    assert [s["reason"] for s in lineage["steps"] if s["target_id"] is None] == ["successor_unknown"]


def test_counts_of_the_whole_country_are_conserved() -> None:
    old = {u.code: 7 + int(u.code) % 11 for u in queries.units_at(on=BEFORE, level="commune")}
    new = queries.convert_table(old, start=BEFORE, end=AFTER, level="commune")
    assert sum(new.values()) == sum(old.values())
    assert new.pop("") == sum(old[d.origin_code] for d in queries.disagreements(kind="successor_unknown"))
    known = {u.code for u in queries.units_at(on=AFTER, level="commune")}
    assert set(new) <= known


def test_going_back_asks_for_weights() -> None:
    with pytest.raises(BackwardNeedsWeights):
        queries.convert("00004", start=AFTER, end=BEFORE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Cửa Nam", "00082"), ("cua nam", "00082"), ("phuong cua nam ha noi", "00082"), ("cưa nan", "00082"),
     ("phuonng ba dinh", "00004"), ("dac khu con dao", "26732"), ("00082", "00082"), ("da nang", "48"),
     ("hà nọi", "01")],
)  # fmt: skip
def test_search_forgives_missing_marks_and_typing_mistakes(typed: str, code: str) -> None:
    assert code in [f.unit.code for f in queries.search(typed, on=AFTER, limit=5)]


def test_search_for_nothing_finds_nothing() -> None:
    assert queries.search("  ", on=AFTER) == []
    assert queries.search("qqqqzzzz", on=AFTER) == []


def test_the_nearest_ward_to_a_point() -> None:
    (near,) = queries.nearest(21.0386, 105.838, on=AFTER)
    assert (near.unit.code, near.distance_km) == ("00004", 0.0)
    assert len(queries.nearest(8.68, 106.6, on=AFTER, limit=3)) == 3


def test_a_ward_has_its_committee_and_its_service_centre() -> None:
    committee, *rest = queries.agencies_of("00082", on=AFTER)
    assert (committee.name, committee.kind) == ("Ủy ban nhân dân phường Cửa Nam", "peoples_committee")
    (centre,) = queries.agencies_of("00082", on=AFTER, kind="service_centre")
    assert centre in rest
    for code in (centre.code, centre.code_reversed):
        assert queries.agency_by_code(code).id == centre.id
    assert queries.agencies([centre.id, uuid4()]) == {centre.id: centre}


def test_a_province_has_its_committee_departments_and_centre() -> None:
    found = queries.agencies_of("01", on=AFTER)
    assert (found[0].code, found[0].code_provisional) == ("000.00.00.H26", False)
    names = {a.name for a in found}
    assert {"Sở Tư pháp thành phố Hà Nội", "Sở Quy hoạch - Kiến trúc thành phố Hà Nội"} <= names
    assert not [a for a in queries.agencies_of("04", on=AFTER) if "Quy hoạch" in a.name]
    counts = queries.agency_counts(on=AFTER)
    assert counts["province", "service_centre"] == 34
    assert counts["commune", "peoples_committee"] == counts["commune", "service_centre"] == 3321


def test_the_reform_is_in_the_journal_mutation_by_mutation() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM core_journal WHERE subject_kind = 'unit' GROUP BY kind")
        counts = dict(cursor.fetchall())
    assert counts["unit.merged"] == 9482
    assert (counts["unit.split"], counts["unit.abolished"], counts["unit.created"]) == (473, 717, 3207)


def test_unknown_things_are_told_with_suggestions() -> None:
    with pytest.raises(UnitNotFound) as unknown:
        queries.unit_at("00083", on=AFTER)
    assert unknown.value.problems
    with pytest.raises(DateOutOfRange):
        queries.unit_at("00004", on=date(1999, 1, 1))
    with pytest.raises(RegisterNotFound):
        queries.unit_at("1", on=AFTER, register="nowhere")
    with pytest.raises(UnitIdNotFound):
        queries.unit(uuid4())
    with pytest.raises(AgencyNotFound):
        queries.agency_by_code("H99.00.00.000")


@pytest.mark.parametrize(
    "wrong",
    [("show", "nonsense"), ("show", "00004", "--as-of", "2025-13-01"), ("show", "00004", "--as-of", "1000-01-01"),
     ("lineage", "nonsense"), ("check", "--register", "nowhere"), ("convert", "--from", "2025-06-30", "--to",
     "2025-07-01", "--codes", "/nonexistent"), ("agencies", "99999"), ("what",)],
)  # fmt: skip
def test_the_command_ends_with_status_2_for_wrong_arguments(wrong: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as error:
        command(*wrong)
    assert error.value.returncode == 2


def test_the_command_converts_a_file_of_codes(tmp_path: Path) -> None:
    (tmp_path / "codes").write_text("00016\n00013\n")
    out = command("convert", "--from", "2025-06-30", "--to", "2025-07-01", "--codes", str(tmp_path / "codes"))
    assert out.split() == ["from_code,to_code,share", "00016,00004,0.5", "00016,00008,0.5", "00013,00004,1"]


def test_a_later_decree_is_applied_to_what_is_stored() -> None:
    on = date(2027, 1, 1)
    cua_nam, hoan_kiem = (queries.unit_at(code, on=AFTER) for code in ("00082", "00070"))
    merge = Mutation(id=uuid4(), kind=Kind.MERGE, on=on, units=(cua_nam.id,), into=(hoan_kiem.id,), decree="1/NQ")
    assert apply_mutations(register="vn", mutations=[merge], actor=System("test"), now=AT) == 1
    with pytest.raises(UnitNotFound):
        queries.unit_at("00082", on=on)
    assert queries.convert("00082", start=AFTER, end=on) == [("00070", Fraction(1), True)]
    assert queries.unit_at("00082", on=date(2026, 12, 31)).id == cua_nam.id
    larger = queries.unit_at("00070", on=on)
    assert (larger.id != hoan_kiem.id, larger.parent_code, larger.area_km2) == (True, "01", hoan_kiem.area_km2)
    rename = Mutation(id=uuid4(), kind=Kind.RENAME, on=on, units=(larger.id,), change={"name": "Mới"})
    apply_mutations(register="vn", mutations=[rename], actor=System("test"), now=AT)
    assert queries.unit_at("00070", on=on).full_name == "Phường Mới"


def test_a_province_with_wards_cannot_be_abolished_and_nothing_changes() -> None:
    ha_noi = queries.unit_at("01", on=AFTER)
    abolish = Mutation(id=uuid4(), kind=Kind.ABOLISH, on=date(2027, 1, 1), units=(ha_noi.id,))
    with pytest.raises(MutationRefused) as refused:
        apply_mutations(register="vn", mutations=[abolish], actor=System("test"), now=AT)
    assert len(refused.value.problems) == 126
    assert queries.unit(ha_noi.id).valid_to is None


def test_loading_says_what_it_did(country: Loaded) -> None:
    assert (country.versions, country.disagreements) == (14164, 81)
