"""Refusals are told to whoever watches over the program."""

from __future__ import annotations

from django.http import HttpRequest

from caunoi.core.actor import Person
from caunoi.core.watching import SECURITY, mark, route, sender

REFUSALS = frozenset({401, 403, 429})


def refused(request: HttpRequest, status: int) -> None:
    """A line: status, method, the address' pattern (not what stood in it), the account's number, the sender's mark."""
    actor = getattr(request, "actor", None)
    who = actor.person_id if isinstance(actor, Person) else "-"
    where, origin = route(request), mark(sender(request))
    SECURITY.warning("refused %s %s %s account=%s from=%s", status, request.method, where, who, origin)
