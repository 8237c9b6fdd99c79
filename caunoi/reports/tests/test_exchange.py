"""A round's numbers as SDMX: read back by a program that knows nothing of us."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sdmx

from caunoi.core.actor import Person, System
from caunoi.reports import operations, queries
from caunoi.reports.errors import RoundNotFound
from caunoi.reports.exchange.data_message import data_message
from caunoi.reports.exchange.names import period_code
from caunoi.reports.exchange.reading import numbers
from caunoi.reports.exchange.structure_message import structure_message
from caunoi.reports.shapes import RoundView
from caunoi.reports.tests.samples import AFTER, LATE, Scene

pytestmark = pytest.mark.django_db
CELLS = {"words": "Đã làm", "whole": "1250,5", "part": "12"}
TABLE = {"people__a__n": "3", "people__b__n": "4", "people__all__n": "7"}


def report_of(place: Scene, opened: RoundView) -> UUID:
    """The ward's."""
    found = queries.reports_of_round(opened.id, actor=place.leader, now=AFTER)
    return next(one.id for one in found if one.agency_id == place.ward.id)


@pytest.fixture
def opened(place: Scene) -> RoundView:
    """To the ward, which handed its report in, and the department, which did not."""
    found = place.open(place.ward, place.department)
    operations.freeze(round_id=found.id, actor=System("test"), now=AFTER)
    place.save(report_of(place, found), None, AFTER, **CELLS, **TABLE)
    place.submit(report_of(place, found))
    return found


def read(opened: RoundView, actor: Person) -> dict[tuple[str, ...], tuple[Decimal, dict[str, str]]]:
    """What a stranger's reader finds: values and attributes by agency, indicator and period."""
    text = json.dumps(data_message(numbers(opened.id, actor=actor, now=LATE)))
    message: Any = sdmx.read_sdmx(io.BytesIO(text.encode()))
    (data,) = message.data
    return {
        tuple(str(value.value) for value in one.key.values.values()): (
            Decimal(str(one.value)),
            {name: str(getattr(value.value, "id", value.value)) for name, value in one.attached_attribute.items()},
        )
        for one in data.obs
    }


def test_another_program_reads_the_numbers_with_unit_status_and_source(place: Scene, opened: RoundView) -> None:
    found = read(opened, place.leader)
    ward = place.ward.code.replace(".", "-")
    assert found[ward, "whole", "2026-Q3"] == (Decimal("1250.5"), {"OBS_STATUS": "P", "SOURCE": "TYPED"})
    assert found[ward, "people@b@n", "2026-Q3"][0] == 4
    assert {indicator for _agency, indicator, _period in found} == {
        "whole", "part", "people@a@n", "people@b@n", "people@all@n",
    }  # fmt: skip
    operations.accept(report_id=report_of(place, opened), actor=place.leader, now=LATE)
    assert read(opened, place.leader)[ward, "whole", "2026-Q3"][1]["OBS_STATUS"] == "A"


def test_the_structure_says_which_codes_there_are(place: Scene, opened: RoundView) -> None:
    given = numbers(opened.id, actor=place.leader, now=LATE)
    message: Any = sdmx.read_sdmx(io.BytesIO(structure_message(given)))
    (structure,) = message.structure.values()
    assert [one.id for one in structure.dimensions] == ["AGENCY", "INDICATOR", "TIME_PERIOD"]
    assert [one.id for one in structure.attributes][:3] == ["UNIT_MEASURE", "OBS_STATUS", "SOURCE"]
    codes = message.codelist["CL_INDICATOR"]
    assert str(codes["people@b@w"].name.localizations["vi"]) == "B, Nữ"
    assert place.ward.code.replace(".", "-") in message.codelist["CL_AGENCY"]
    assert structure.dimensions.get("INDICATOR").local_representation.enumerated is codes
    (flow,) = message.dataflow.values()
    assert flow.structure is structure


def test_an_agency_that_was_asked_reads_its_own_and_others_nothing(place: Scene, opened: RoundView) -> None:
    assert len(read(opened, place.filler)) == 5
    other = place.open(place.department, number=2, due_on=date(2026, 9, 30))
    with pytest.raises(RoundNotFound):
        numbers(other.id, actor=place.filler, now=LATE)
    assert read(opened, place.outsider) == {}


def test_what_was_sent_back_is_no_number_and_what_is_typed_after_handing_in_neither(
    place: Scene, opened: RoundView
) -> None:
    operations.return_report(report_id=report_of(place, opened), note_text="Thiếu", actor=place.leader, now=LATE)
    assert read(opened, place.leader) == {}


def test_periods_are_written_as_sdmx_writes_them() -> None:
    kinds = {"monthly": "2026-M03", "quarterly": "2026-Q3", "half_year": "2026-S1", "yearly": "2026-A1"}
    number = {"monthly": 3, "quarterly": 3}
    for kind, code in kinds.items():
        assert period_code(operations.period(kind, 2026, number.get(kind, 1))) == code  # type: ignore[arg-type]


def test_a_number_that_json_cannot_say_exactly_stays_text(place: Scene) -> None:
    found = place.open()
    operations.freeze(round_id=found.id, actor=System("test"), now=AFTER)
    place.save(report_of(place, found), words="Đã làm", whole="123456789012345,678901")
    place.submit(report_of(place, found))
    ward = place.ward.code.replace(".", "-")
    assert read(found, place.leader)[ward, "whole", "2026-Q3"][0] == Decimal("123456789012345.678901")
