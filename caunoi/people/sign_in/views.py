"""The few pages of sign-in that django-allauth does not have."""

from __future__ import annotations

from collections.abc import Callable

import segno
from allauth.account import views as allauth_account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect import views as identity
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from requests import RequestException

from caunoi.core.clock import SystemClock
from caunoi.core.errors import NotFound, NotPermitted
from caunoi.people import demo, queries, second_factor
from caunoi.people.demo_people import PASSWORD, TOTP_SECRET
from caunoi.people.models import Account


@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """What the program knows of the person, where they serve, and how they sign in."""
    account = _signed_in(request)
    person = queries.account(account.pk)
    context = {
        "person": person,
        "places": queries.places(person.id, at=SystemClock().now()),
        "by_password": account.has_usable_password(),
        "factors": Authenticator.objects.filter(user_id=person.id).count(),
    }
    return render(request, "people/account.html", context)


@login_required
def choose_membership(request: HttpRequest) -> HttpResponse:
    """For which agency does this officer act now? The header's form answers; this page asks after sign-in."""
    places = queries.places(_signed_in(request).pk, at=SystemClock().now())
    if not places:
        raise NotPermitted
    return render(request, "people/act_as.html", {"places": places, "actor": getattr(request, "actor", None)})


@login_required
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Officers only: citizens have no password here."""
    if not _signed_in(request).has_usable_password():
        raise NotPermitted
    answer: HttpResponseBase = allauth_account.password_change(request)
    return answer


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up here: whoever comes is shown the door that is open."""
    return redirect("account_login")


def identity_login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the identity provider; a page that says so when it does not answer."""
    return _asked(identity.login, request, provider_id)


def identity_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the identity provider, who may have gone away meanwhile."""
    return _asked(identity.callback, request, provider_id)


def _asked(view: Callable[..., HttpResponseBase], request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        return view(request, provider_id)
    except RequestException:
        page = render(request, "socialaccount/authentication_error.html", status=503)
        page["Retry-After"] = "60"
        return page


@never_cache
def demo_accounts(request: HttpRequest) -> HttpResponse:
    """How to try the demonstration: names, password, and the code of now. In development only."""
    if not settings.DEVELOPMENT:
        raise NotFound
    context = {
        "accounts": [a for a in demo.show(SystemClock().now()) if a.door == "password"],
        "password": PASSWORD,
        "secret": TOTP_SECRET,
        "code": second_factor.current_code(TOTP_SECRET),
        "qr": _qr(get_adapter().build_totp_url(Account(username="demo"), TOTP_SECRET)),
    }
    return render(request, "people/demo.html", context)


def _signed_in(request: HttpRequest) -> Account:
    """The account behind `login_required`."""
    assert isinstance(request.user, Account)
    return request.user


def _qr(text: str) -> str:
    """A QR code as the address of an image."""
    return str(segno.make(text).svg_data_uri(scale=5, border=2))
