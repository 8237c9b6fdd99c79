"""For tests of all rooms: officers made in one line, and signing in by client or through the identity provider.

person = testing.officer(agency_id, "counter_officer")           # an account with membership and second factor
testing.sign_in(client, person.id)                               # Django client, no pages walked
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client, override_settings

from caunoi.core.actor import Person, System
from caunoi.core.ids import new_id
from caunoi.people import operations, queries
from caunoi.people.demo import SINCE, password_hash
from caunoi.people.demo_people import TOTP_SECRET
from caunoi.people.identity_provider import running
from caunoi.people.models import Account
from caunoi.people.queries import AccountView
from caunoi.people.second_factor import current_code

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def officer(
    agency_id: UUID | None = None, role: str | None = None, *, username: str = "", full_name: str = "Nguyễn Văn Mẫu",
    since: datetime = SINCE, until: datetime | None = None, second_factor: bool = True,
) -> AccountView:  # fmt: skip
    """An officer's account with the demo password and TOTP secret, serving in `role` in the agency when given."""
    system = System("test")
    name = username or f"mau.{new_id().hex[-12:]}"
    view = operations.create_account(username=name, full_name=full_name, actor=system, now=since)
    Account.objects.filter(pk=view.id).update(password=password_hash())
    if second_factor:
        TOTP.activate(Account.objects.get(pk=view.id), TOTP_SECRET)
    if agency_id is not None and role is not None:
        operations.grant_membership(
            person_id=view.id, agency_id=agency_id, role=role, valid_from=since, valid_to=until, actor=system, now=since
        )
    return queries.account(view.id)


def citizen(*, full_name: str = "Nguyễn Thị Mẫu", personal_id: str = "", now: datetime = SINCE) -> AccountView:
    """A citizen's account, as the national identity makes it."""
    return operations.receive_citizen(
        person_id=None, full_name=full_name, personal_id=personal_id, phone="", email="", now=now
    )


def actor(person_id: UUID, *, at: datetime, membership_id: UUID | None = None) -> Person:
    """The actor that the person is at `at`: in the chosen or first role, or as a citizen."""
    return queries.actor_for(Account.objects.get(pk=person_id), membership_id, at=at)


def sign_in(client: Client, person_id: UUID) -> None:
    """Sign a person in on a Django test client without walking the pages."""
    client.force_login(Account.objects.get(pk=person_id), backend=_BACKEND)


def signed_in_officer(person_id: UUID) -> Client:
    """A client on which the person is signed in, with the second factor that officers must have."""
    account = Account.objects.get(pk=person_id)
    if not Authenticator.objects.filter(user=account).exists():
        TOTP.activate(account, TOTP_SECRET)
    client = Client()
    sign_in(client, person_id)
    return client


def totp_codes(secret: str = TOTP_SECRET) -> Iterator[str]:
    """Codes that are accepted now. Each is accepted once per officer, so a second sign-in takes the next one."""
    return (current_code(secret, steps=steps) for steps in (0, 1, -1))


@contextmanager
def identity_provider() -> Iterator[str]:
    """Run the identity provider in its own process on a free port, and let the settings point to it."""
    with running(port=0) as issuer:
        providers = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
        providers["openid_connect"]["APPS"][0]["settings"]["server_url"] = issuer
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"].append(issuer)
        with override_settings(
            SOCIALACCOUNT_PROVIDERS=providers, CONTENT_SECURITY_POLICY=policy, CAUNOI_OIDC_ISSUER=issuer
        ):
            yield issuer
