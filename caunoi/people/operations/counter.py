"""The person who stands before an officer: known by the personal identification number, or registered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core import journal
from caunoi.core.actor import Actor
from caunoi.core.once import whole
from caunoi.people import policies, queries
from caunoi.people.errors import PersonDiffers
from caunoi.people.events import AccountCreated, AccountLookedUp, AccountUpdated
from caunoi.people.models import Account
from caunoi.people.operations.accounts import check_details
from caunoi.people.queries import AccountView
from caunoi.people.rules import Role
from caunoi.units.rules.text import fold

COUNTER_ROLES = frozenset({Role.COUNTER_OFFICER, Role.CENTRE_MANAGER, Role.SUPPORT_STAFF})
"""Who may register and look up the person before them."""


@whole
def register_person(
    *, full_name: str, personal_id: str = "", phone: str = "", email: str = "", agency_id: UUID, actor: Actor,
    now: datetime,
) -> AccountView:  # fmt: skip
    """The account of the person before the officer of `agency_id`, made when there is none with that number.

    Nobody can sign in with a new one until the same person proves who they are to the national identity. What a counter
    registered is corrected by what is said now; what the national identity said is not touched. Without a number
    (foreigners) a new account is made. At most six statements. Raises RoleNotHeld, InvalidAccount, PersonDiffers.
    """
    policies.require_role(actor, agency_id=agency_id, roles=COUNTER_ROLES, now=now)
    said = {"full_name": " ".join(full_name.split()), "personal_id": personal_id, "phone": phone, "email": email}
    check_details(said, now=now)
    place = journal.Place(agency_id=agency_id)
    known = _known(personal_id)
    if known is None:
        row = Account(username="", created=now, from_counter=True, **said)
        row.username = f"quay-{row.pk.hex}"
        row.set_unusable_password()
        Account.objects.bulk_create([row], ignore_conflicts=True)  # another counter may register the same number now
        known = _known(personal_id) if personal_id else row
        assert known is not None
        if known.pk == row.pk:
            journal.append(AccountCreated(door="counter"), subject_id=row.pk, actor=actor, now=now, place=place)
            return queries.account_view(row)
    _require_same_name(known, said["full_name"])
    changed = [name for name in ("phone", "email") if known.from_counter and said[name] not in ("", _of(known, name))]
    if changed:
        for name in changed:
            setattr(known, name, said[name])
        known.save(update_fields=changed)
        journal.append(AccountUpdated(fields=changed), subject_id=known.pk, actor=actor, now=now, place=place)
    return queries.account_view(known)


@transaction.atomic
def look_up_person(*, personal_id: str, agency_id: UUID, actor: Actor, now: datetime) -> AccountView | None:
    """Who has this number, for an officer who has them before them, or None; the journal keeps who asked.

    Raises RoleNotHeld.
    """
    policies.require_role(actor, agency_id=agency_id, roles=COUNTER_ROLES, now=now)
    known = Account.objects.filter(personal_id=personal_id).first() if personal_id else None
    if known is None:
        return None
    journal.append(
        AccountLookedUp(), subject_id=known.pk, actor=actor, now=now, place=journal.Place(agency_id=agency_id)
    )
    return queries.account_view(known)


def _known(personal_id: str) -> Account | None:
    return Account.objects.select_for_update().filter(personal_id=personal_id).first() if personal_id else None


def _of(row: Account, name: str) -> str:
    return str(getattr(row, name))


def _require_same_name(known: Account, said: str) -> None:
    """The dossier would otherwise land in a stranger's hands when one digit is mistyped."""
    if known.full_name and fold(known.full_name) != fold(said):
        raise PersonDiffers
