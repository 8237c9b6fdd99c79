"""Report rounds for machines: which there are, and their numbers as SDMX."""

from __future__ import annotations

import io
from typing import Any

import pytest
import sdmx

from caunoi.api.tests.conftest import NOW, Caller
from caunoi.exchange import testing
from caunoi.reports.shapes import RoundView
from caunoi.reports.tests.conftest import forms, place  # noqa: F401  fixtures
from caunoi.reports.tests.samples import Scene
from caunoi.reports.tests.test_exchange import opened  # noqa: F401  a fixture
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(place: Scene) -> Caller:  # noqa: F811
    """A program of the province that only reads."""
    return Caller(testing.machine(place.province.id, now=NOW, role="auditor", scopes=["reports:read"]))


class TestRounds:
    def test_it_lists_what_the_agency_opened(self, province: Caller, opened: RoundView) -> None:  # noqa: F811
        (one,) = province.get("/report-rounds").json()
        assert (one["id"], one["period"], one["reports"]) == (str(opened.id), "2026-Q3", 2)
        assert (one["start"], one["last_day"], one["due_on"]) == ("2026-06-15", "2026-09-14", str(opened.due_on))

    def test_its_numbers_are_read_by_another_program(self, province: Caller, opened: RoundView) -> None:  # noqa: F811
        answer = province.get(f"/report-rounds/{opened.id}/data")
        assert answer["Content-Type"].startswith("application/vnd.sdmx.")
        data: Any = sdmx.read_sdmx(io.BytesIO(answer.content))
        found = {str(one.key["INDICATOR"].value): one.value for one in data.data[0].obs}
        assert found["whole"] == 1250.5
        structure: Any = sdmx.read_sdmx(io.BytesIO(province.get(f"/report-rounds/{opened.id}/structure").content))
        assert set(found) <= set(structure.codelist["CL_INDICATOR"].items)

    def test_another_agency_reads_nothing(self, place: Scene, opened: RoundView) -> None:  # noqa: F811
        asked = Caller(testing.machine(place.department.id, now=NOW, role="auditor"))
        assert asked.get("/report-rounds").json() == []
        assert asked.get(f"/report-rounds/{opened.id}/data").json()["dataSets"][0]["observations"] == {}
        stranger = Caller(
            testing.machine(
                agency("department", "province", "Sở khác", code="000.00.09.H26").id, now=NOW, role="auditor"
            )
        )
        for part in ("data", "structure"):
            stranger.get(f"/report-rounds/{opened.id}/{part}", 404)

    def test_it_needs_its_scope(self, place: Scene, opened: RoundView) -> None:  # noqa: F811
        machine = testing.machine(place.province.id, now=NOW, role="auditor", scopes=["dossiers:read"])
        answer = Caller(machine).get(f"/report-rounds/{opened.id}/data", 403)
        assert answer.json()["code"] == "scope_missing"

    def test_one_that_is_not_there_is_not_found(self, province: Caller) -> None:
        province.get("/report-rounds/0198f000-0000-7000-8000-000000000000/data", 404)
        province.get("/report-rounds/mot/data", 422)
