"""Registering, changing and closing machines: an administrator's work, for the own agency."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from allauth.idp.oidc.models import Client, Token
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core import journal
from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.exchange.errors import InvalidMachine, MachineIsClosed, MachineNotFound
from caunoi.exchange.events import MachineChanged, MachineClosed, MachineRegistered, MachineSecretRenewed
from caunoi.exchange.models import Machine, Subscription
from caunoi.exchange.queries.machines import machine_view
from caunoi.exchange.shapes import MACHINE_ROLES, MachineView, Registered, Scope
from caunoi.people import operations as people
from caunoi.people import policies
from caunoi.people import queries as persons
from caunoi.units import queries as units

_FASTEST = 6_000


@transaction.atomic
def register_machine(
    *,
    name: str,
    agency_id: UUID,
    role: str,
    scopes: Collection[str],
    actor: Actor,
    now: datetime,
    contact: str = "",
    per_minute: int = 120,
) -> Registered:
    """Let a system call for an agency: a service account with one membership, a client and its secret.

    Nobody can sign in to the account. Raises NotAdministrator, InvalidMachine, AgencyNotFound.
    """
    policies.require_administrator(actor, agency_id=agency_id, now=now)
    units.agency(agency_id)
    wanted = _checked(name, role, scopes, per_minute)
    client_id, secret = f"cn-{secrets.token_hex(8)}", _secret()
    account = people.create_account(username=f"may.{client_id}", full_name=name.strip(), actor=actor, now=now)
    people.grant_membership(
        person_id=account.id, agency_id=agency_id, role=role, valid_from=now, actor=actor, now=now
    )  # fmt: skip
    _client(client_id, name, secret, wanted).save(force_insert=True)
    row = Machine.objects.create(
        id=new_id(), client_id=client_id, name=name.strip(), contact=contact.strip(), agency_id=agency_id, role=role,
        person_id=account.id, scopes=wanted, per_minute=per_minute, made_at=now,
    )  # fmt: skip
    event = MachineRegistered(person=account.id, role=role, scopes=wanted)
    _note(event, row, actor=actor, now=now)
    return Registered(machine_view(row), secret)


@transaction.atomic
def change_machine(
    *, machine_id: UUID, scopes: Collection[str], per_minute: int, actor: Actor, now: datetime, contact: str = ""
) -> MachineView:
    """Change what a machine may do, and how often. Tokens with a scope that is taken away end at once.

    Raises MachineNotFound, NotAdministrator, MachineIsClosed, InvalidMachine.
    """
    row = _open(machine_id, actor, now)
    wanted = _checked(row.name, row.role, scopes, per_minute)
    taken = set(row.scopes) - set(wanted)
    row.scopes, row.per_minute, row.contact = wanted, per_minute, contact.strip()
    row.save(update_fields=["scopes", "per_minute", "contact"])
    Client.objects.filter(pk=row.client_id).update(scopes="\n".join(wanted), default_scopes="\n".join(wanted))
    if taken:
        Token.objects.filter(client_id=row.client_id).delete()
    _note(MachineChanged(scopes=wanted, per_minute=per_minute), row, actor=actor, now=now)
    return machine_view(row)


@transaction.atomic
def renew_secret(*, machine_id: UUID, actor: Actor, now: datetime) -> Registered:
    """A new secret, when the old one was lost or seen: that one and every token end at once. Raises as above."""
    row = _open(machine_id, actor, now)
    secret = _secret()
    client = Client.objects.get(pk=row.client_id)
    client.set_secret(secret)
    client.save(update_fields=["secret"])
    Token.objects.filter(client_id=row.client_id).delete()
    _note(MachineSecretRenewed(), row, actor=actor, now=now)
    return Registered(machine_view(row), secret)


@transaction.atomic
def close_machine(*, machine_id: UUID, actor: Actor, now: datetime) -> None:
    """It may not call any more: its client and tokens go, its subscriptions and its membership end. Raises as above."""
    row = _open(machine_id, actor, now)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    Client.objects.filter(pk=row.client_id).delete()
    Subscription.objects.filter(machine=row, closed_at=None).update(closed_at=now)
    for held in persons.memberships(row.person_id, at=now):
        if held.valid_from < now:
            people.end_membership(membership_id=held.id, at=now, actor=actor, now=now)
    _note(MachineClosed(), row, actor=actor, now=now)


def _open(machine_id: UUID, actor: Actor, now: datetime) -> Machine:
    row = Machine.objects.select_for_update().filter(pk=machine_id).first()
    if row is None:
        raise MachineNotFound
    policies.require_administrator(actor, agency_id=row.agency_id, now=now)
    if row.closed_at is not None:
        raise MachineIsClosed(name=row.name)
    return row


def _checked(name: str, role: str, scopes: Collection[str], per_minute: int) -> list[str]:
    problems = []
    if not 2 <= len(name.strip()) <= 100:
        problems.append(Problem(_("Tên hệ thống dài từ 2 đến 100 ký tự."), "name"))
    if role not in MACHINE_ROLES:
        problems.append(Problem(_("Hệ thống không được giữ vai trò này."), "role"))
    if not scopes or set(scopes) - set(Scope):
        problems.append(Problem(_("Hãy chọn ít nhất một phạm vi trong danh sách."), "scopes"))
    if not 1 <= per_minute <= _FASTEST:
        text = _("Số lần gọi mỗi phút từ 1 đến %(most)s.")
        problems.append(Problem(text, "per_minute", params=(("most", _FASTEST),)))
    if problems:
        raise InvalidMachine(problems)
    return [scope.value for scope in Scope if scope in scopes]


def _secret() -> str:
    return f"cns_{secrets.token_urlsafe(32)}"


def _client(client_id: str, name: str, secret: str, scopes: list[str]) -> Client:
    client = Client(id=client_id, name=name.strip()[:100], grant_types=Client.GrantType.CLIENT_CREDENTIALS.value)
    client.response_types = ""
    client.set_scopes(scopes)
    client.set_default_scopes(scopes)
    client.set_secret(secret)
    return client


def _note(event: journal.Event, row: Machine, *, actor: Actor, now: datetime) -> None:
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=journal.Place(agency_id=row.agency_id))
