"""Officers without a second factor are sent to set one up before they reach anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from caunoi.people.sign_in.adapters import FACTORS

_SEEN = "people.second_factor"
_OPEN = ("/accounts/", "/ui/", "/language/", "/healthz")


class SecondFactorRequired:
    """Stands after the middleware that sets `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_officer(request) and not _is_open(request.path) and not _has_factor(request):
            return redirect("mfa_index")
        return self.get_response(request)


def _is_open(path: str) -> bool:
    # Choosing for whom to act is an officer's page; the rest under /accounts/ is what sets the factor up or signs out.
    return path.startswith((*_OPEN, f"/{settings.STATIC_URL.strip('/')}/")) and path != "/accounts/act-as/"


def _is_officer(request: HttpRequest) -> bool:
    """Whoever enters by password or serves in an agency. Costs no query."""
    if not request.user.is_authenticated:
        return False
    return request.user.has_usable_password() or getattr(request.actor, "membership_id", None) is not None  # type: ignore[attr-defined]


def _has_factor(request: HttpRequest) -> bool:
    """Asked of the database until it is so, then remembered for the session: the last factor cannot be removed."""
    key = str(request.user.pk)
    if request.session.get(_SEEN) == key:
        return True
    if get_adapter().is_mfa_enabled(request.user, types=FACTORS):
        request.session[_SEEN] = key
        return True
    return False
