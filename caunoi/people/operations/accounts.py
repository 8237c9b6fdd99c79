"""Accounts: made by an administrator for officers, by the national identity for citizens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core import journal
from caunoi.core.actor import Actor, Person, System
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.people import policies, queries
from caunoi.people.errors import InvalidAccount, PersonalIdTaken, UsernameTaken
from caunoi.people.events import AccountCreated, AccountTakenOver, AccountUpdated
from caunoi.people.models import Account
from caunoi.people.queries import AccountView
from caunoi.people.rules import PersonalIdFault, is_phone, personal_id_fault

_FAULTS = {
    PersonalIdFault.DIGITS: _("Số định danh cá nhân phải gồm đúng 12 chữ số."),
    PersonalIdFault.PLACE: _("Ba chữ số đầu của số định danh cá nhân không phải mã nơi đăng ký khai sinh."),
    PersonalIdFault.YEAR: _("Số định danh cá nhân chứa năm sinh trong tương lai."),
}
_FROM_IDENTITY = ("full_name", "personal_id", "phone", "email")


@transaction.atomic
def create_account(
    *, username: str, full_name: str, personal_id: str = "", phone: str = "", email: str = "",
    password: str | None = None, is_demo: bool = False, actor: Actor, now: datetime,
) -> AccountView:  # fmt: skip
    """Make an officer's account. Without `password` nobody can sign in with it yet.

    Raises NotAdministrator, InvalidAccount, UsernameTaken, PersonalIdTaken.
    """
    policies.require_any_administrator(actor, now=now)
    details = {"full_name": full_name.strip(), "personal_id": personal_id, "phone": phone, "email": email}
    check_details(details, now=now, username=username)
    if Account.objects.filter(username=username).exists():
        raise UsernameTaken
    _refuse_shared_personal_id(personal_id, owner=None)
    row = Account(username=username, is_demo=is_demo, created=now, **details)
    row.set_password(password)
    row.save(force_insert=True)
    journal.append(AccountCreated(door="password"), subject_id=row.pk, actor=actor, now=now)
    return queries.account(row.pk)


@transaction.atomic
def receive_citizen(
    *, person_id: UUID | None, full_name: str, personal_id: str, phone: str, email: str, now: datetime
) -> AccountView:
    """Take over what the national identity says of a person who has just proved who they are.

    `person_id` is the account that is already bound to that identity, or None. An account that was registered at a
    counter under the same personal identification number becomes theirs. Any other account with that number is *not*
    taken over (PersonalIdTaken): an officer enters by the officers' door unless linked. Raises InvalidAccount.
    """
    details = {"full_name": full_name.strip(), "personal_id": personal_id, "phone": phone, "email": email}
    check_details(details, now=now)
    actor = System("sign-in")
    if person_id is None:
        person_id = _taken_over(personal_id, actor=actor, now=now)
    _refuse_shared_personal_id(personal_id, owner=person_id)
    if person_id is None:
        row = Account(username="", created=now, **details)
        row.username = f"cd-{row.pk.hex}"
        row.set_unusable_password()
        row.save(force_insert=True)
        journal.append(AccountCreated(door="national_identity"), subject_id=row.pk, actor=actor, now=now)
        return queries.account(row.pk)
    row = Account.objects.select_for_update().get(pk=person_id)
    changed = [name for name in _FROM_IDENTITY if details[name] and getattr(row, name) != details[name]]
    if changed:
        for name in changed:
            setattr(row, name, details[name])
        row.save(update_fields=changed)
        journal.append(AccountUpdated(fields=changed), subject_id=row.pk, actor=actor, now=now)
    return queries.account(row.pk)


def _taken_over(personal_id: str, *, actor: Actor, now: datetime) -> UUID | None:
    """The account that a counter registered under this number, which from now on is its person's own."""
    found = Account.objects.select_for_update().filter(personal_id=personal_id, from_counter=True)
    row = found.first() if personal_id else None
    # Whoever came to serve somewhere meanwhile is an officer, and enters by the officers' door.
    if row is None or row.memberships.exists():
        return None
    row.from_counter = False
    row.save(update_fields=["from_counter"])
    journal.append(AccountTakenOver(), subject_id=row.pk, actor=actor, now=now)
    return row.pk


def check_details(details: dict[str, str], *, now: datetime, username: str | None = None) -> None:
    """Raise InvalidAccount naming what is wrong with a person's particulars."""
    problems: list[Problem] = []
    if username is not None and not 3 <= len(username) <= 150:
        problems.append(Problem(_("Tên đăng nhập phải dài từ 3 đến 150 ký tự."), field="username"))
    if not details["full_name"]:
        problems.append(Problem(_("Hãy nhập họ và tên."), field="full_name"))
    if number := details["personal_id"]:
        fault = personal_id_fault(number, today=local_date(now))
        if fault is not None:
            problems.append(Problem(_FAULTS[fault], field="personal_id"))
    if details["phone"] and not is_phone(details["phone"]):
        problems.append(
            Problem(_("Số điện thoại phải bắt đầu bằng 0 hoặc +84 và có 10 hoặc 11 chữ số."), field="phone")
        )
    if problems:
        raise InvalidAccount(problems)


def _refuse_shared_personal_id(personal_id: str, *, owner: UUID | None) -> None:
    others = Account.objects.filter(personal_id=personal_id)
    if owner is not None:
        others = others.exclude(pk=owner)
    if personal_id and others.exists():
        raise PersonalIdTaken


def set_language(*, language: str, actor: Person) -> None:
    """Remember the language in which the person is told things. One statement; no journal entry: it is no act."""
    Account.objects.filter(pk=actor.person_id).exclude(language=language).update(language=language)
