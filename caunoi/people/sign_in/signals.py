"""What happens at the door goes to the journal."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from caunoi.core import journal, watching
from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.people.events import SignedIn
from caunoi.people.models import Account

_RECORDS = "account_authentication_methods"  # where django-allauth keeps how this session was authenticated


@receiver(user_login_failed)
def tell_failed_sign_in(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A line for those who watch: marks of what was typed as name and of the sender, so that guessing is seen."""
    name = next((str(credentials[key]) for key in ("email", "login", "username") if credentials.get(key)), "")
    where = watching.mark(watching.sender(request)) if request else "-"
    watching.SECURITY.warning("sign-in failed name=%s from=%s", watching.mark(name.strip().lower()), where)


@receiver(user_logged_in)
def record_sign_in(sender: Any, request: HttpRequest, user: Account, **kwargs: Any) -> None:
    """Who signed in and how; never from where."""
    methods = sorted({record["method"] for record in request.session.get(_RECORDS, [])})
    with transaction.atomic():
        journal.append(SignedIn(methods=methods), subject_id=user.pk, actor=Person(user.pk), now=SystemClock().now())
