"""Accounts, memberships, delegations. Private to the room: other rooms hold a person's id and ask `queries`."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.crypto import salted_hmac

from caunoi.core.ids import new_id
from caunoi.people.rules import Role


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """One person who signs in: a citizen through the national identity, an officer by name, password and second factor.

    Rights never hang on the account itself, only on memberships: there are no superusers.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "username": "the officer's sign-in name; for citizens a random word. Kept while the account exists.",
        "full_name": "shown to the person and to officers who handle their dossiers. Kept while the account exists.",
        "personal_id": "12-digit identification number, to recognise the applicant. Kept while the account exists.",
        "phone": "to reach the applicant about a dossier. Removed when the person asks.",
        "email": "to reach the applicant about a dossier. Removed when the person asks.",
        "password": "salted hash; unusable for citizens.",
        "last_login": "security: shown to the person. Overwritten at each sign-in.",
        "sessions_from": "security: sign-ins before it no longer count. Kept while the account exists.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200, blank=True, default="")
    personal_id = models.CharField(max_length=12, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=5, default="vi")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    from_counter = models.BooleanField(
        default=False, help_text="Registered at a counter; becomes the person's own when they first sign in."
    )
    created = models.DateTimeField()
    sessions_from = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["personal_id"], condition=~Q(personal_id=""), name="people_account_personal_id_once"
            ),
            models.CheckConstraint(
                condition=Q(personal_id="") | Q(personal_id__regex=r"^\d{12}$"),
                name="people_account_personal_id_digits",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session proves itself by: it changes with the password, and whenever all sessions are ended."""
        started = self.sessions_from.isoformat() if self.sessions_from else ""
        proof = f"{self.password}{started}"
        return salted_hmac("people.Account.sessions", proof, secret=secret, algorithm="sha256").hexdigest()


class _Period(Func):
    """`[valid_from, valid_to)` as PostgreSQL sees it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Membership(models.Model):
    """A person serves in a role in an agency for a half-open period."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "who served where and when; kept as long as the decisions that the person took are kept.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    agency_id = models.UUIDField()
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency_id", "role"], name="people_membership_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="people_membership_ends_after_start"
            ),
            ExclusionConstraint(
                name="people_membership_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("agency_id", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (_Period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.agency_id}"


class Delegation(models.Model):
    """A leader lets a colleague of the same agency act in their role for a half-open period."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "who acted for a leader and when; kept as long as the decisions that the person took are kept.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_received")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="people_delegation_ends_after_start"
            ),
            ExclusionConstraint(
                name="people_delegation_once_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (_Period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} to {self.person_id}"


class Absence(models.Model):
    """Somebody is away from an agency for a half-open period; meanwhile the deputy does what waits for them there."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "who was away and when, never why; kept as long as the decisions taken meanwhile are kept.",
        "deputy": "who answered for the work meanwhile; kept as long as the decisions taken meanwhile are kept.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="stands_in")
    agency_id = models.UUIDField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency_id", "valid_to"], name="people_absence_agency")]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="people_absence_ends_after_start"),
            ExclusionConstraint(
                name="people_absence_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("agency_id", RangeOperators.EQUAL),
                    (_Period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} away from {self.agency_id}"
