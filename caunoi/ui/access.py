"""Who may use a page. Every view carries one of these marks; a test refuses a URL without one.

The mark answers "may this kind of person open this page at all"; whether they may see *this* dossier is decided by
the operation or query that the view calls.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from caunoi.core.errors import NotPermitted

View = Callable[..., HttpResponseBase]
Marked = TypeVar("Marked", bound=Callable[..., Any])
MARK = "caunoi_access"


def _marked(view: View, who: str) -> View:
    setattr(view, MARK, who)
    return view


def public(view: Marked) -> Marked:
    """Everybody, signed in or not. Also marks operations of the API."""
    setattr(view, MARK, "public")
    return view


def citizen(view: View) -> View:
    """Anybody who has signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _marked(guarded, "citizen")


def officer(view: View) -> View:
    """A signed-in person who acts for an agency now."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if getattr(getattr(request, "actor", None), "membership_id", None) is None:
            raise NotPermitted
        return view(request, *args, **kwargs)

    return _marked(guarded, "officer")


def role(*roles: str) -> Callable[[View], View]:
    """An officer who acts in one of these roles now."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if getattr(getattr(request, "actor", None), "role", None) not in roles:
                raise NotPermitted
            return view(request, *args, **kwargs)

        return _marked(officer(guarded), f"role:{','.join(roles)}")

    return decorate
