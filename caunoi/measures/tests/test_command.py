"""`caunoi measures settlement`."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

pytestmark = pytest.mark.django_db


def test_it_prints_the_figures_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("measures", "settlement", "--province", "01", "--from", "2026-09-01", "--to", "2026-10-01", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert (printed["scope"], printed["code"], printed["received"], printed["on_time_share"]) == (
        "province",
        "01",
        0,
        None,
    )


@pytest.mark.parametrize("period", [["--from", "2026-09-02", "--to", "2026-09-01"], ["--from", "2020-01-01"]])
def test_a_period_that_makes_no_sense_ends_with_status_2(period: list[str]) -> None:
    with pytest.raises(CommandError) as raised:
        call_command("measures", "settlement", *period)
    assert raised.value.returncode == 2


def test_an_agency_that_is_no_uuid_ends_with_status_2() -> None:
    with pytest.raises(CommandError) as raised:
        call_command("measures", "settlement", "--agency", "nonsense")
    assert raised.value.returncode == 2
