"""What other rooms may ask about people. Nothing here tells who may see it: that is the asking room's policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Person
from caunoi.core.once import once
from caunoi.people.errors import UnknownAccount
from caunoi.people.models import Absence, Account, Delegation, Membership
from caunoi.people.rules import Role
from caunoi.units import queries as units

Row = TypeVar("Row", Membership, Delegation)
ROLE_NAMES: dict[Role, str | Promise] = {
    Role.COUNTER_OFFICER: _("cán bộ Một cửa"),
    Role.SPECIALIST: _("chuyên viên"),
    Role.HEAD_OF_UNIT: _("trưởng bộ phận"),
    Role.LEADER: _("lãnh đạo"),
    Role.CLERK: _("văn thư"),
    Role.CENTRE_MANAGER: _("giám đốc trung tâm"),
    Role.SUPPORT_STAFF: _("nhân viên hỗ trợ"),
    Role.AUDITOR: _("người kiểm tra"),
    Role.ADMINISTRATOR: _("người quản trị"),
    Role.CASHIER: _("thu ngân"),
    Role.CATALOGUE_MANAGER: _("cán bộ kiểm soát thủ tục hành chính"),
    Role.PROCESS_MANAGER: _("người thiết kế quy trình"),
}


_HELD = """
SELECT id, person_id, agency_id, role, delegated_from, valid_from, valid_to FROM (
    SELECT id, person_id, agency_id, role, NULL::uuid AS delegated_from, valid_from, valid_to, 0 AS lent
    FROM people_membership
    WHERE person_id = %(person)s AND valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s)
    UNION ALL
    SELECT d.id, d.person_id, m.agency_id, m.role, m.person_id, d.valid_from, d.valid_to, 1
    FROM people_delegation d JOIN people_membership m ON m.id = d.membership_id
    WHERE d.person_id = %(person)s AND d.valid_from <= %(at)s AND d.valid_to > %(at)s
        AND m.valid_from <= %(at)s AND (m.valid_to IS NULL OR m.valid_to > %(at)s)
        AND EXISTS (
            SELECT FROM people_membership c WHERE c.person_id = d.person_id AND c.agency_id = m.agency_id
                AND c.valid_from <= %(at)s AND (c.valid_to IS NULL OR c.valid_to > %(at)s)
        )
) held ORDER BY lent, valid_from, id
"""
"""Own roles and lent ones as `_valid` and `_delegations` find them: every request asks, so it is one statement."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """A person. `is_officer`: serves or has served in some agency."""

    id: UUID
    full_name: str
    personal_id: str
    phone: str
    email: str
    is_officer: bool
    username: str = ""
    is_demo: bool = False
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class MembershipView:
    """A role held in an agency, `[valid_from, valid_to)`.

    `delegated_from` is the leader's person id when the role is held by delegation; `id` is then the delegation's.
    """

    id: UUID
    person_id: UUID
    agency_id: UUID
    role: str
    delegated_from: UUID | None
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A role held in an agency, in words. `delegated_by` is the leader's name, empty for an own role."""

    membership: MembershipView
    role_name: str | Promise
    agency_name: str
    delegated_by: str


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """Somebody is away from the agency during `[valid_from, valid_to)`; the deputy stands in. `now`: it has begun."""

    id: UUID
    person_id: UUID
    person_name: str
    deputy_id: UUID
    deputy_name: str
    agency_id: UUID
    valid_from: datetime
    valid_to: datetime
    now: bool


@dataclass(frozen=True, slots=True)
class DelegationView:
    """A leader's role lent to a colleague for a period, with names; `now`: it is in force."""

    id: UUID
    membership_id: UUID
    leader_id: UUID
    leader_name: str
    person_id: UUID
    person_name: str
    role: str
    valid_from: datetime
    valid_to: datetime
    now: bool


def account(person_id: UUID) -> AccountView:
    """The person. Raises UnknownAccount."""
    serves = Exists(Membership.objects.filter(person=OuterRef("pk")))
    row = Account.objects.annotate(serves=serves).filter(pk=person_id).first()
    if row is None:
        raise UnknownAccount
    return account_view(row, is_officer=row.serves)


def account_by_username(username: str) -> AccountView:
    """The person who signs in with this name. Raises UnknownAccount."""
    person_id = Account.objects.filter(username=username).values_list("pk", flat=True).first()
    if person_id is None:
        raise UnknownAccount
    return account(person_id)


def memberships(person_id: UUID, *, at: datetime) -> list[MembershipView]:
    """All roles that the person holds at `at`, own ones first, then delegated ones, oldest first. One statement."""
    return list(once(("memberships", person_id, at), lambda: _held(person_id, at)))


def _held(person_id: UUID, at: datetime) -> list[MembershipView]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"person": person_id, "at": at})
        return [MembershipView(*row) for row in cursor.fetchall()]


def members(agency_id: UUID, *, at: datetime, role: str | None = None) -> list[MembershipView]:
    """Who serves in the agency at `at`, delegated ones included; only in `role` when given."""
    own = _valid(Membership.objects.filter(agency_id=agency_id), at).order_by("valid_from", "id")
    lent = _delegations(at).filter(membership__agency_id=agency_id)
    if role is not None:
        own, lent = own.filter(role=role), lent.filter(membership__role=role)
    return [*map(_membership_view, own), *map(_delegation_view, lent)]


def serving(
    agency_ids: Iterable[UUID], *, roles: Iterable[str], at: datetime, otherwise: Iterable[str] = ()
) -> dict[UUID, frozenset[UUID]]:
    """Who serves in each of many agencies in one of `roles` at `at`, own or delegated, with the deputies of those who
    are away; where nobody does, in one of the roles `otherwise`. Agencies without anybody are left out. Three
    statements, six with `otherwise`."""
    ids, wanted = list(agency_ids), list(roles)
    if second := list(otherwise):
        heads = serving(ids, roles=wanted, at=at)
        return {**serving(set(ids) - set(heads), roles=second, at=at), **heads}
    found: dict[UUID, set[UUID]] = {}
    own = _valid(Membership.objects.filter(agency_id__in=ids, role__in=wanted), at)
    lent = _delegations(at).filter(membership__agency_id__in=ids, membership__role__in=wanted)
    for agency_id, person_id in [
        *own.values_list("agency_id", "person_id"), *lent.values_list("membership__agency_id", "person_id"),
    ]:  # fmt: skip
        found.setdefault(agency_id, set()).add(person_id)
    away = Absence.objects.filter(agency_id__in=list(found), valid_from__lte=at, valid_to__gt=at)
    for agency_id, person_id, deputy_id in away.values_list("agency_id", "person_id", "deputy_id"):
        if person_id in found[agency_id]:
            found[agency_id].add(deputy_id)
    return {agency_id: frozenset(persons) for agency_id, persons in found.items()}


def roles_held(*, at: datetime) -> dict[UUID, frozenset[str]]:
    """Which roles are held in each agency at `at`, by own membership; one statement for the whole country."""
    held: dict[UUID, set[str]] = {}
    for agency_id, role in _valid(Membership.objects.all(), at).values_list("agency_id", "role").distinct():
        held.setdefault(agency_id, set()).add(role)
    return {agency_id: frozenset(roles) for agency_id, roles in held.items()}


def agencies_served(person_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, frozenset[UUID]]:
    """The agencies in which each person serves at `at`, by own membership; one statement for all."""
    served: dict[UUID, set[UUID]] = {}
    rows = _valid(Membership.objects.filter(person_id__in=set(person_ids)), at)
    for person_id, agency_id in rows.values_list("person_id", "agency_id").distinct():
        served.setdefault(person_id, set()).add(agency_id)
    return {person_id: frozenset(agencies) for person_id, agencies in served.items()}


def deputies(person_ids: Iterable[UUID], *, at: datetime) -> dict[tuple[UUID, UUID], UUID]:
    """Who stands in at `at` for those who are away, by (person, agency); one statement for all."""
    rows = Absence.objects.filter(person_id__in=set(person_ids), valid_from__lte=at, valid_to__gt=at)
    return {
        (person, agency): deputy for person, agency, deputy in rows.values_list("person_id", "agency_id", "deputy_id")
    }


def absences(agency_id: UUID, *, at: datetime) -> list[AbsenceView]:
    """Who is away from the agency at `at` or will be, the earliest first. One query."""
    rows = Absence.objects.filter(agency_id=agency_id, valid_to__gt=at).select_related("person", "deputy")
    return [
        AbsenceView(
            row.pk, row.person_id, row.person.full_name, row.deputy_id, row.deputy.full_name, row.agency_id,
            row.valid_from, row.valid_to, row.valid_from <= at,
        )
        for row in rows.order_by("valid_from", "id")
    ]  # fmt: skip


def stands_in_for(person_id: UUID, *, agency_id: UUID, at: datetime) -> frozenset[UUID]:
    """The colleagues of the agency whose deputy this person is at `at`. One query."""
    rows = Absence.objects.filter(deputy_id=person_id, agency_id=agency_id, valid_from__lte=at, valid_to__gt=at)
    return frozenset(rows.values_list("person_id", flat=True))


def delegations(agency_id: UUID, *, at: datetime) -> list[DelegationView]:
    """Roles of the agency's leaders that are lent at `at` or will be, the earliest first. One query."""
    rows = Delegation.objects.filter(membership__agency_id=agency_id, valid_to__gt=at)
    return [
        DelegationView(
            row.pk, row.membership_id, row.membership.person_id, row.membership.person.full_name, row.person_id,
            row.person.full_name, row.membership.role, row.valid_from, row.valid_to, row.valid_from <= at,
        )
        for row in rows.select_related("membership__person", "person").order_by("valid_from", "id")
    ]  # fmt: skip


def ended_role(person_id: UUID, *, agency_id: UUID, role: str, at: datetime) -> datetime | None:
    """When the person last stopped holding the role in the agency, own or delegated, by `at`; None when never."""
    own = Membership.objects.filter(person_id=person_id, agency_id=agency_id, role=role, valid_to__lte=at)
    lent = Delegation.objects.filter(
        person_id=person_id, membership__agency_id=agency_id, membership__role=role, valid_to__lte=at
    )
    ends = [*own.values_list("valid_to", flat=True), *lent.values_list("valid_to", flat=True)]
    return max((end for end in ends if end is not None), default=None)


def officers(agency_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, list[AccountView]]:
    """Who serves in each agency at `at`, by own membership, each once, by name; one statement for all."""
    rows = _valid(Membership.objects.filter(agency_id__in=set(agency_ids)), at).select_related("person")
    found: dict[UUID, dict[UUID, AccountView]] = {}
    for row in rows.order_by("person__full_name", "person_id"):
        found.setdefault(row.agency_id, {})[row.person_id] = account_view(row.person, is_officer=True)
    return {agency_id: list(people.values()) for agency_id, people in found.items()}


def names(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Full names by person id; unknown ids are left out. One query."""
    return dict(Account.objects.filter(pk__in=set(person_ids)).values_list("pk", "full_name"))


def role_name(role: str) -> str | Promise:
    """A role as people say it, translatable."""
    return ROLE_NAMES[Role(role)]


def places(person_id: UUID, *, at: datetime) -> list[PlaceView]:
    """For whom the person may act at `at`, with names: own memberships first, then delegated ones."""
    held = memberships(person_id, at=at)
    agencies = units.agencies({m.agency_id for m in held})
    leaders = names(m.delegated_from for m in held if m.delegated_from)
    return [
        PlaceView(
            membership=m,
            role_name=role_name(m.role),
            agency_name=agencies[m.agency_id].name if m.agency_id in agencies else "",
            delegated_by=leaders.get(m.delegated_from, "") if m.delegated_from else "",
        )
        for m in held
    ]


def actor_for(account: Account, membership_id: UUID | str | None, *, at: datetime) -> Person:
    """The actor that a signed-in account is at `at`.

    `membership_id` is the chosen membership or delegation (a session keeps it as text). One that is no longer valid is
    not used: the person then acts in the first role that they do hold, or as a citizen when there is none.
    """
    held = memberships(account.pk, at=at)
    chosen = next((m for m in held if str(m.id) == str(membership_id)), held[0] if held else None)
    if chosen is None:
        return Person(account.pk)
    return Person(account.pk, role=chosen.role, agency_id=chosen.agency_id, membership_id=chosen.id)


def _valid(rows: QuerySet[Row], at: datetime) -> QuerySet[Row]:
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=at), valid_from__lte=at)


def _delegations(at: datetime) -> QuerySet[Delegation]:
    """In force at `at`: the delegation, the leader's own membership, and the delegate's service in the agency."""
    colleague = _valid(
        Membership.objects.filter(person=OuterRef("person"), agency_id=OuterRef("membership__agency_id")), at
    )
    leader = Q(membership__valid_to=None) | Q(membership__valid_to__gt=at)
    rows = _valid(Delegation.objects.filter(leader, Exists(colleague), membership__valid_from__lte=at), at)
    return rows.select_related("membership").order_by("valid_from", "id")


def account_view(row: Account, *, is_officer: bool = False) -> AccountView:
    """A row as other rooms see it; no statement."""
    return AccountView(
        id=row.pk,
        full_name=row.full_name,
        personal_id=row.personal_id,
        phone=row.phone,
        email=row.email,
        is_officer=is_officer,
        username=row.username,
        is_demo=row.is_demo,
        language=row.language,
    )


def _membership_view(row: Membership) -> MembershipView:
    return MembershipView(row.pk, row.person_id, row.agency_id, row.role, None, row.valid_from, row.valid_to)


def _delegation_view(row: Delegation) -> MembershipView:
    source = row.membership
    return MembershipView(
        row.pk, row.person_id, source.agency_id, source.role, source.person_id, row.valid_from, row.valid_to
    )


def languages(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The language in which each person is told things; unknown ids are left out. One query."""
    return dict(Account.objects.filter(pk__in=set(person_ids)).values_list("pk", "language"))
