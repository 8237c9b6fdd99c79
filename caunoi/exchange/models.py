"""Other systems. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from caunoi.core.ids import new_id


class Machine(models.Model):
    """A system that calls us, for one agency and in one role: it acts as the service account `person_id`.

    `client_id` is its name with the authorization server; the secret is kept there, hashed.
    """

    personal_data: ClassVar[dict[str, str]] = {"contact": "whom to call when it misbehaves; while it is registered"}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    agency_id = models.UUIDField()
    role = models.CharField(max_length=30)
    person_id = models.UUIDField()
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    per_minute = models.PositiveIntegerField(default=120)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    minute_at = models.DateTimeField(null=True, help_text="The minute in which it called last.")
    minute_calls = models.PositiveIntegerField(default=0, help_text="How often in that minute.")


class Call(models.Model):
    """One call that a machine made, for the administrator who asks what it does; kept thirty days."""

    personal_data: ClassVar[dict[str, str]] = {}

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=200)
    status = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60, blank=True, help_text="Of the refusal, if it was one.")
    milliseconds = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["machine", "-id"], name="exchange_call_last"),
            models.Index(fields=["at"], name="exchange_call_age"),
        ]


class IdempotentRequest(models.Model):
    """What was answered to a request with an Idempotency-Key, kept a day: the same again gets the same answer."""

    personal_data: ClassVar[dict[str, str]] = {"answer": "what was answered, a day"}

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64, help_text="Of method, address and body.")
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["machine", "key"], name="idempotent_once")]
        indexes = [models.Index(fields=["made_at"], name="idempotent_age")]


class Subscription(models.Model):
    """Where a machine is told of events. `kinds` are journal kinds; `secret` signs what is sent."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="subscriptions")
    url = models.CharField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=60), default=list)
    secret = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True, help_text="The first failure since the last success.")
    paused_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)


class Change(models.Model):
    """The last thing that happened to a dossier, for each who may follow it: an agency, or the machine that filed it.

    Kept by a reader of the journal. `position` is the journal's: whoever goes on after it misses nothing.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    party_id = models.UUIDField(help_text="An agency, or a machine's service account.")
    dossier_id = models.UUIDField()
    position = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party_id", "dossier_id"], name="exchange_change_once")]
        indexes = [
            models.Index(fields=["party_id", "position"], name="exchange_change_order"),
            models.Index(fields=["dossier_id"], name="exchange_change_dossier"),
        ]


class HandOverProof(models.Model):
    """That a result was brought to its owner: when, who took it, the carrier's number, what was signed."""

    personal_data: ClassVar[dict[str, str]] = {
        "received_by": "who took the result; kept as long as the dossier by archive law",
        "file_id": "the signature or picture; kept as long as the dossier by archive law",
    }

    dossier_id = models.UUIDField(unique=True)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10)
    tracking_number = models.CharField(max_length=60, blank=True)
    received_by = models.CharField(max_length=200)
    delivered_at = models.DateTimeField()
    file_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()


class Delivery(models.Model):
    """One event on its way to one subscriber. `state`: `waiting`, `delivered`, `failed`."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    position = models.BigIntegerField(help_text="Of the journal entry.")
    kind = models.CharField(max_length=60)
    body = models.JSONField()
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "position"], name="exchange_delivery_once")]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="exchange_delivery_due"),
        ]
