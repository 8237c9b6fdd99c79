"""`caunoi index show` and `explain`."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from caunoi.measures.tests.samples import dossier, moment
from caunoi.units.testing import ward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]
DAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _some() -> None:
    here = ward("00082", "Cửa Nam", now=moment(DAY))[0]
    dossier(DAY, date(2026, 9, 3), signed=DAY, unit=here.unit_id, agency=here.id)
    dossier(DAY, date(2026, 9, 3), signed=date(2026, 9, 4), unit=here.unit_id, agency=here.id)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    call_command("index", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_it_shows_every_unit_with_its_points(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "show", "mau", "--level", "province", "--as-of", "2026-09-30")
    (unit,) = found["units"]
    assert (unit["code"], unit["rank"], unit["shown"], found["geography"]) == ("01", 1, "10.00", "as_recorded")
    call_command("index", "show", "mau", "--level", "commune", "--as-of", "2026-09-30T10:00")
    assert "00082" in capsys.readouterr().out


def test_it_explains_an_indicator_by_the_units_code(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "explain", "mau", "--unit", "00082", "--indicator", "PROGRESS", "--as-of", "2026-09-30")
    assert (found["formula"], found["indicator"]["numerator"], found["indicator"]["denominator"]) == ("20 * r", 1, 2)
    assert found["subjects"]["missing"]["key"] == found["unit"]["key"]
    assert "numerator: on_time" in found["definition"]
    call_command("index", "explain", "mau", "--unit", "00082", "--indicator", "PETITIONS")
    assert "nhập tay" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        ["show", "khong-co"],
        ["show", "mau", "--as-of", "hôm nay"],
        ["show", "mau", "--level", "planet"],
        ["explain", "mau", "--unit", "99999", "--indicator", "PROGRESS"],
        ["explain", "mau", "--unit", "00082", "--indicator", "NOTHING"],
    ],
)
def test_wrong_arguments_end_with_status_2(wrong: list[str]) -> None:
    with pytest.raises(CommandError) as raised:
        call_command("index", *wrong)
    assert raised.value.returncode == 2
