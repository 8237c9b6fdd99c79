"""Demo persons, all invented: one ward and its centre, its province's departments, a ministry, and some citizens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import System
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import DomainError, NotPermitted
from caunoi.people import operations, queries
from caunoi.people.demo_people import (
    ALSO_AT_THE_COUNTER,
    CITIZENS,
    OFFICERS,
    PASSWORD,
    TOTP_SECRET,
    WARD,
    DemoOfficer,
)
from caunoi.people.models import Account
from caunoi.people.queries import PlaceView
from caunoi.people.rules import Role
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

SINCE = datetime(2025, 7, 1, tzinfo=VIETNAM)


class OnlyInDevelopment(NotPermitted):
    """Demo accounts have known passwords: they never exist in production."""

    code = "only_in_development"
    text = _("Tài khoản thử nghiệm chỉ được tạo trên máy phát triển hoặc trình diễn (CAUNOI_DEVELOPMENT=1).")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """How to sign in as one demo person. `places` is empty for citizens and while the agencies are not loaded."""

    username: str
    full_name: str
    places: tuple[PlaceView, ...]
    door: str

    @property
    def roles(self) -> list[str]:
        """Role codes held now."""
        return [place.membership.role for place in self.places]

    def data(self) -> dict[str, Any]:
        """For JSON."""
        agencies = [place.agency_name for place in self.places]
        return {
            "username": self.username,
            "full_name": self.full_name,
            "door": self.door,
            "roles": self.roles,
            "agencies": agencies,
        }


@cache
def password_hash() -> str:
    """The demo password's hash. Hashing is slow on purpose: once is enough for what is no secret."""
    return make_password(PASSWORD)


@transaction.atomic
def create(now: datetime) -> list[DemoAccount]:
    """Make the demo officers with their memberships and second factor. Repeating it changes nothing.

    Citizens get their account at their first sign-in. An officer whose agency is not loaded stays without membership.
    Raises OnlyInDevelopment.
    """
    if not settings.DEVELOPMENT:
        raise OnlyInDevelopment
    for officer in OFFICERS:
        _create_officer(officer, now)
    return show(now)


def show(now: datetime) -> list[DemoAccount]:
    """How to sign in as each of the demo persons that exist now."""
    known = dict(Account.objects.filter(is_demo=True).values_list("username", "pk"))
    officers = [
        DemoAccount(o.username, o.full_name, tuple(queries.places(known[o.username], at=now)), "password")
        for o in OFFICERS
        if o.username in known
    ]
    return [*officers, *(DemoAccount(c.sub, c.full_name, (), "identity_provider") for c in CITIZENS)]


def _create_officer(officer: DemoOfficer, now: datetime) -> None:
    system = System("demo")
    row = Account.objects.filter(username=officer.username).first()
    if row is None:
        view = operations.create_account(
            username=officer.username, full_name=officer.full_name, is_demo=True, actor=system, now=now
        )
        Account.objects.filter(pk=view.id).update(password=password_hash())
        row = Account.objects.get(pk=view.id)
    if not Authenticator.objects.filter(user=row, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(row, TOTP_SECRET)
    held = {(m.agency_id, m.role) for m in queries.memberships(row.pk, at=now)}
    for agency, role in _posts(officer, now):
        if (agency.id, role) not in held:
            operations.grant_membership(
                person_id=row.pk, agency_id=agency.id, role=role, valid_from=min(SINCE, now), actor=system, now=now
            )


def _posts(officer: DemoOfficer, now: datetime) -> Iterator[tuple[AgencyView, Role]]:
    found = [a for a in _agencies(officer.unit_code, officer.kind, now) if a.name.startswith(officer.name)]
    yield from ((agency, officer.role) for agency in found[:1])
    if officer.username in ALSO_AT_THE_COUNTER:
        yield from ((centre, Role.COUNTER_OFFICER) for centre in _agencies(WARD, "service_centre", now)[:1])


def _agencies(unit_code: str, kind: str, now: datetime) -> list[AgencyView]:
    """The unit's agencies of a kind; none while the units are not loaded."""
    try:
        return units.agencies_of(unit_code or None, on=local_date(now), kind=kind)
    except DomainError:
        return []
