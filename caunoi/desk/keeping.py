"""What a person's page keeps for their next one, an hour at most, for all server processes and for nobody else.

It lies beside the session, which another page that is open would write over.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from caunoi.core.ids import new_id
from caunoi.desk.asking import who

AN_HOUR = 3600


def keep(request: HttpRequest, what: str, value: Any) -> str:
    """Keep a value (JSON's kinds) of the person who asks; the token by which their next page finds it."""
    token = str(new_id())
    cache.set(_key(request, what, token), value, AN_HOUR)
    return token


def kept(request: HttpRequest, what: str, token: str) -> Any:
    """The value; None when it is another's, forgotten, or older than an hour."""
    return cache.get(_key(request, what, token))


def forget(request: HttpRequest, what: str, token: str) -> None:
    """It was used."""
    cache.delete(_key(request, what, token))


def _key(request: HttpRequest, what: str, token: str) -> str:
    return f"{what}.{who(request).person_id}.{token[:40]}"
