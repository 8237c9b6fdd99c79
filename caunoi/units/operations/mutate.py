"""Apply mutations of one day to a register: one decree, or several that take effect together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.journal import append_many
from caunoi.units import store
from caunoi.units.errors import MutationRefused, RegisterNotFound, problems
from caunoi.units.journalling import entries
from caunoi.units.models import Register
from caunoi.units.policies import require_system
from caunoi.units.rules import History, Mutation, Refused


def apply_mutations(*, register: str, mutations: Sequence[Mutation], actor: Actor, now: datetime) -> int:
    """Apply them in topological order, journal each, and return how many.

    Raises MutationRefused with the full list of reasons (nothing is changed), RegisterNotFound, OnlyTheSystemMay.
    """
    require_system(actor)
    with transaction.atomic():
        store.lock(register)
        if not Register.objects.filter(name=register).exists():
            known = ", ".join(Register.objects.order_by("name").values_list("name", flat=True)) or "—"
            raise RegisterNotFound(register=register, known=known)
        history, known_versions, placed = store.restore(register)
        _apply(history, mutations)
        store.save_changes(history, known_versions, placed, now)
        append_many(entries(history), actor=actor, now=now)
    return len(history.applied)


def _apply(history: History, mutations: Sequence[Mutation]) -> None:
    try:
        history.apply(mutations)
    except Refused as refused:
        raise MutationRefused(problems(refused.reasons)) from refused
