"""The demonstration's people."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from caunoi.people import demo, queries, rules
from caunoi.people.demo_people import CITIZENS, OFFICERS, WARD
from caunoi.people.models import Account, Membership
from caunoi.people.tests.conftest import NOW
from caunoi.units import testing as units

pytestmark = pytest.mark.django_db


def test_officers_serve_at_the_ward_and_repeating_changes_nothing() -> None:
    units.ward(WARD, "Cửa Nam", now=NOW)
    accounts = {a.username: a for a in demo.create(NOW)}
    assert accounts["quay.cuanam"].roles == ["counter_officer"]
    assert accounts["lanhdao.cuanam"].places[0].agency_name == "Ủy ban nhân dân phường Cửa Nam"
    assert accounts["chuyenvien.cuanam"].roles == ["specialist", "counter_officer"]
    before = (Account.objects.count(), Membership.objects.count(), _entries())
    demo.create(NOW)
    assert (Account.objects.count(), Membership.objects.count(), _entries()) == before
    person = queries.account_by_username("giamdoc.cuanam")
    assert queries.memberships(person.id, at=demo.SINCE)[0].role == "centre_manager"


def _entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_journal")
        return int(cursor.fetchone()[0])


def test_without_agencies_there_are_accounts_only() -> None:
    assert all(a.roles == [] for a in demo.create(NOW))
    assert Account.objects.filter(is_demo=True).count() == len(OFFICERS)


def test_there_are_no_demo_accounts_in_production(settings: Any) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(demo.OnlyInDevelopment):
        demo.create(NOW)
    with pytest.raises(CommandError):
        call_command("demo", "create")
    with pytest.raises(CommandError):
        call_command("identity-provider")
    assert Account.objects.count() == 0


def test_the_command_says_how_to_sign_in() -> None:
    call_command("demo", "create", stdout=io.StringIO())
    out = io.StringIO()
    call_command("demo", "show", "--json", stdout=out)
    data = json.loads(out.getvalue())
    assert {a["username"] for a in data["accounts"]} >= {"quay.cuanam", CITIZENS[0].sub}
    assert len(data["totp_now"]) == 6


@pytest.mark.parametrize("citizen", CITIZENS, ids=lambda c: c.sub)
def test_demo_citizens_have_possible_particulars(citizen: object) -> None:
    assert rules.personal_id_fault(citizen.personal_id, today=NOW.date()) is None  # type: ignore[attr-defined]
    assert rules.is_phone(citizen.phone)  # type: ignore[attr-defined]
