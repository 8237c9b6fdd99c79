"""Places, categories and hints of personal data: pure rules and the files that ship."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings

from caunoi.voices.rules import personal, places
from caunoi.voices.rules.services import checked
from caunoi.voices.services import provinces, service, services


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (21.0285, 105.8542, "01"),  # Hà Nội
        (10.2751, 103.991, "91"),  # the island Phú Quốc
        (8.6981, 106.6115, "79"),  # the islands Côn Đảo
        (10.4400, 107.1400, "79"),  # the coast
        (12.0, 111.0, None),  # the sea off Khánh Hòa
        (17.97, 102.6, None),  # Vientiane
        (11.55, 104.9, None),  # Phnom Penh
        (48.85, 2.35, None),  # Paris
    ],
)
def test_a_point_is_in_a_province_or_nowhere(lat: float, lon: float, code: str | None) -> None:
    assert places.province_at(provinces(), lat, lon) == code


def test_nearly_every_commune_lies_in_its_own_province() -> None:
    with (Path(settings.DATA) / "units" / "units_2025-07-01.csv").open(encoding="utf-8") as file:
        communes = [row for row in csv.DictReader(file) if row["level"] == "commune"]
    found = {
        row["name"]: places.province_at(provinces(), float(row["lat"]), float(row["lon"])) == row["parent_code"]
        for row in communes
    }
    wrong = [name for name, right in found.items() if not right]
    assert len(communes) == 3321
    assert len(wrong) <= 12, wrong
    assert not {"Đặc khu Phú Quốc", "Đặc khu Côn Đảo", "Đặc khu Thổ Châu", "Đặc khu Phú Quý"} & set(wrong)


def test_a_hole_is_not_inside_and_a_coast_is_near() -> None:
    outer = [[0, 10], [2, 10], [2, 12], [0, 12], [0, 10]]
    hole = [[0.5, 10.5], [1.5, 10.5], [1.5, 11.5], [0.5, 11.5], [0.5, 10.5]]
    feature = {"properties": {"code": "X"}, "geometry": {"type": "Polygon", "coordinates": [outer, hole]}}
    square = places.areas({"features": [feature]})
    assert places.province_at(square, 10.2, 0.2) == "X"
    assert places.province_at(square, 11.0, 1.0) is None
    assert places.province_at(square, 9.98, 1.0) == "X"
    assert places.province_at(square, 9.96, 1.0) is None


@pytest.mark.parametrize("point", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (float("inf"), 0.0)])
def test_what_is_no_coordinate_is_known(point: tuple[float, float]) -> None:
    assert not places.plausible(*point)


def test_every_category_that_ships_can_be_answered_by_somebody() -> None:
    found = services()
    assert len(found) >= 18
    assert {kind for one in found.values() for kind in one.levels} == {"commune", "province"}
    assert {a.datatype for one in found.values() for a in one.attributes} == {
        "string", "number", "datetime", "text", "singlevaluelist", "multivaluelist",
    }  # fmt: skip
    assert all(not one.at_once or one.place == "needed" for one in found.values())


def test_answers_are_checked_by_the_attributes_types() -> None:
    pothole = service("pothole")
    answers, faults = checked(pothole, {"size": ["small"], "depth": ["12,5"], "danger": [" "]})
    assert (answers, faults) == ({"size": "small", "depth": "12,5"}, [])
    _, faults = checked(pothole, {"size": ["huge"], "depth": ["deep"], "colour": ["red"]})
    assert {(one.code, one.reason) for one in faults} == {
        ("colour", "unknown"), ("size", "choice"), ("depth", "number"),
    }  # fmt: skip
    assert checked(pothole, {})[1][0].reason == "required"
    assert checked(pothole, {"size": ["small", "large"]})[1][0].reason == "one"
    assert checked(service("pollution"), {"medium": ["air", "noise"]})[0] == {"medium": ["air", "noise"]}
    assert checked(service("parking"), {"since": ["yesterday"]})[1][0].reason == "datetime"


def test_a_faulty_file_names_all_its_faults() -> None:
    from caunoi.voices.rules.services import services as read

    written = {
        "reference": "x", "sure": False, "groups": {"g": {"vi": "G", "en": "G", "th": "G"}},
        "services": [{"code": "a", "names": {"vi": "A", "en": "A"}, "group": "h", "place": "needed", "show": "no"}],
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"a: th; a\.description: vi; .*a: group; a: place or show; a: days or levels"):
        read(written)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi tôi số 0912 345 678 nhé", ("phone",)),
        ("+84 912.345.678", ("phone",)),
        ("viết cho mau@example.org", ("email",)),
        ("CCCD 001196000008", ("identity",)),
        ("Ổ gà sâu 30 cm trước số nhà 1234, từ ngày 12/09/2026", ()),
    ],
)
def test_what_looks_like_personal_data_is_hinted_at(text: str, found: tuple[str, ...]) -> None:
    assert personal.hints(text) == found
