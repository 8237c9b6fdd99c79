"""Demo persons, all invented: one ward and its centre, its province's departments, a ministry, and some citizens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import System
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import NotFound, NotPermitted
from caunoi.people import operations, queries
from caunoi.people.models import Account
from caunoi.people.rules import Role

if TYPE_CHECKING:
    from caunoi.units.queries import AgencyView

PASSWORD = "cau-noi-demo"
TOTP_SECRET = "CAUNOIDEMOCAUNOIDEMOCAUNOIDEMOCN"
"""The same for all demo officers, so that one entry in an authenticator app serves them all."""
SINCE = datetime(2025, 7, 1, tzinfo=VIETNAM)
WARD, PROVINCE = "00082", "01"


class OnlyInDevelopment(NotPermitted):
    """Demo accounts have known passwords: they never exist in production."""

    code = "only_in_development"
    text = _("Tài khoản thử nghiệm chỉ được tạo trên máy phát triển hoặc trình diễn (CAUNOI_DEVELOPMENT=1).")


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """One invented officer: where they serve is found by the unit's code, the kind and the beginning of the name."""

    username: str
    full_name: str
    role: Role
    unit_code: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class DemoCitizen:
    """One invented citizen, known to the local identity provider."""

    sub: str
    full_name: str
    personal_id: str
    phone: str
    email: str

    def claims(self) -> dict[str, Any]:
        """What the identity provider says of the person."""
        return {
            "name": self.full_name,
            "personal_id": self.personal_id,
            "phone": self.phone,
            "email": self.email,
            "email_verified": True,
        }


OFFICERS = (
    DemoOfficer("quay.cuanam", "Lê Thị Mẫu Quầy", Role.COUNTER_OFFICER, WARD, "service_centre"),
    DemoOfficer("giamdoc.cuanam", "Phạm Văn Mẫu Giám", Role.CENTRE_MANAGER, WARD, "service_centre"),
    DemoOfficer("hotro.cuanam", "Đỗ Thị Mẫu Hỗ", Role.SUPPORT_STAFF, WARD, "service_centre"),
    DemoOfficer("chuyenvien.cuanam", "Trần Văn Ví Dụ", Role.SPECIALIST, WARD, "peoples_committee"),
    DemoOfficer("truongphong.cuanam", "Hoàng Thị Ví Dụ", Role.HEAD_OF_UNIT, WARD, "peoples_committee"),
    DemoOfficer("lanhdao.cuanam", "Vũ Văn Thí Dụ", Role.LEADER, WARD, "peoples_committee"),
    DemoOfficer("phochutich.cuanam", "Bùi Thị Thí Dụ", Role.LEADER, WARD, "peoples_committee"),
    DemoOfficer("vanthu.cuanam", "Ngô Thị Mẫu Thư", Role.CLERK, WARD, "peoples_committee"),
    DemoOfficer("kiemtra.cuanam", "Đặng Văn Mẫu Kiểm", Role.AUDITOR, WARD, "peoples_committee"),
    DemoOfficer("quantri.cuanam", "Lý Thị Mẫu Trị", Role.ADMINISTRATOR, WARD, "peoples_committee"),
    DemoOfficer("chuyenvien.sotuphap", "Phan Văn Giả Định", Role.SPECIALIST, PROVINCE, "department", "Sở Tư pháp"),
    DemoOfficer("lanhdao.sotuphap", "Mai Thị Giả Định", Role.LEADER, PROVINCE, "department", "Sở Tư pháp"),
    DemoOfficer("lanhdao.hanoi", "Đinh Văn Giả Thử", Role.LEADER, PROVINCE, "peoples_committee"),
    DemoOfficer("canbo.botuphap", "Tạ Thị Giả Thử", Role.SPECIALIST, "", "ministry", "Bộ Tư pháp"),
)
ALSO_AT_THE_COUNTER = ("chuyenvien.cuanam",)
"""Officers who also serve at the ward's counter: they choose after sign-in for whom they act."""

CITIZENS = (
    DemoCitizen("cong-dan-mau", "Nguyễn Thị Mẫu", "001190000001", "0900000001", "nguyen.thi.mau@example.com"),
    DemoCitizen("cong-dan-vi-du", "Trần Văn Thử", "001085000002", "0900000002", "tran.van.thu@example.com"),
    DemoCitizen("cong-dan-thi-du", "Lê Thị Thí", "040301000003", "0900000003", "le.thi.thi@example.com"),
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """How to sign in as one demo person. `agency` is its name, empty for citizens or when it is not loaded."""

    username: str
    full_name: str
    roles: tuple[str, ...]
    agency: str
    door: str


@cache
def password_hash() -> str:
    """The demo password's hash. Hashing is slow on purpose; once a process is enough for accounts that are no secret."""
    return make_password(PASSWORD)


@transaction.atomic
def create(now: datetime) -> list[DemoAccount]:
    """Make the demo officers with their memberships and second factor. Repeating it changes nothing.

    Citizens get their account at their first sign-in. An officer whose agency is not loaded stays without membership.
    Raises OnlyInDevelopment.
    """
    if not settings.DEVELOPMENT:
        raise OnlyInDevelopment
    password = password_hash()
    for officer in OFFICERS:
        _create_officer(officer, password, now)
    return show(now)


def show(now: datetime) -> list[DemoAccount]:
    """How to sign in as each of the demo persons that exist now."""
    return [*_officers(now), *(DemoAccount(c.sub, c.full_name, (), "", "identity_provider") for c in CITIZENS)]


def _officers(now: datetime) -> Iterator[DemoAccount]:
    rows = {row.username: row.pk for row in Account.objects.filter(is_demo=True)}
    held = {o.username: queries.memberships(rows[o.username], at=now) for o in OFFICERS if o.username in rows}
    agencies = _units().agencies({m.agency_id for ms in held.values() for m in ms})
    for officer in OFFICERS:
        if officer.username in held:
            roles = tuple(m.role for m in held[officer.username])
            names = sorted({agencies[m.agency_id].name for m in held[officer.username] if m.agency_id in agencies})
            yield DemoAccount(officer.username, officer.full_name, roles, "; ".join(names), "password")


def _create_officer(officer: DemoOfficer, password: str, now: datetime) -> None:
    system = System("demo")
    row = Account.objects.filter(username=officer.username).first()
    if row is None:
        view = operations.create_account(
            username=officer.username, full_name=officer.full_name, is_demo=True, actor=system, now=now
        )
        Account.objects.filter(pk=view.id).update(password=password)
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
    agency = _agency(officer, now)
    if agency is not None:
        yield agency, officer.role
    if officer.username in ALSO_AT_THE_COUNTER:
        for centre in _units().agencies_of(WARD, on=local_date(now), kind="service_centre")[:1]:
            yield centre, Role.COUNTER_OFFICER


def _agency(officer: DemoOfficer, now: datetime) -> AgencyView | None:
    try:
        found = _units().agencies_of(officer.unit_code, on=local_date(now), kind=officer.kind)
    except NotFound:
        return None
    return next((agency for agency in found if agency.name.startswith(officer.name)), None)


def _units() -> ModuleType:
    from caunoi.units import queries

    return queries
