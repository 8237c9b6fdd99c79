"""What happens at the door goes to the journal."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from caunoi.core import journal
from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.people.events import SignedIn
from caunoi.people.models import Account

_RECORDS = "account_authentication_methods"  # where django-allauth keeps how this session was authenticated


@receiver(user_logged_in)
def record_sign_in(sender: Any, request: HttpRequest, user: Account, **kwargs: Any) -> None:
    """Who signed in and how; never from where."""
    methods = sorted({record["method"] for record in request.session.get(_RECORDS, [])})
    with transaction.atomic():
        journal.append(SignedIn(methods=methods), subject_id=user.pk, actor=Person(user.pk), now=SystemClock().now())
