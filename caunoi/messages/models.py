"""Notices and their deliveries. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from caunoi.core.ids import new_id

_KEEP = "to tell the person what happens to their matters; removed a year after it was read"


class Notice(models.Model):
    """One thing told to one person. `key` makes it once only; `params` fill the template's texts."""

    personal_data: ClassVar[dict[str, str]] = {
        "person_id": _KEEP,
        "params": f"codes, dates and names of procedures, no contact data; {_KEEP}",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    template = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-made_at"], name="notice_person"),
            models.Index(fields=["person_id"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
        ]


class Delivery(models.Model):
    """A notice on its way over one channel. `state`: `waiting`, `sent`, or `failed` (given up, or not possible)."""

    personal_data: ClassVar[dict[str, str]] = {"error": "the carrier's answer, may name the address; a year"}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="delivery_waiting")]
