"""Own rows of the routing table; what holds where an agency has none ships in data/voices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from caunoi.core.ids import new_id


class Route(models.Model):
    """Who answers a topic in the territory of `keeper_id` (a ministry: everywhere), in `[valid_from, valid_to)`."""

    personal_data: ClassVar[dict[str, str]] = {
        "contact_id": "whom localities ask; kept as long as the row is.",
        "stand_in_id": "whom localities ask when the contact is away; kept as long as the row is.",
        "set_by": "who answers for the row; kept as long as the row is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    keeper_id = models.UUIDField(help_text="The committee, office or ministry whose table it is in.")
    level = models.CharField(max_length=12)
    province = models.CharField(max_length=40, blank=True)
    unit_id = models.UUIDField(null=True)
    topic = models.CharField(max_length=40)
    agency_id = models.UUIDField(help_text="Who answers.")
    contact_id = models.UUIDField(null=True)
    stand_in_id = models.UUIDField(null=True)
    way = models.CharField(max_length=10, default="step")
    days = models.PositiveSmallIntegerField(help_text="Working days.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reference = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["topic", "level", "province"], name="voices_route_topic"),
            models.Index(fields=["keeper_id", "topic", "valid_from"], name="voices_route_keeper"),
            models.Index(fields=["agency_id"], name="voices_route_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="voices_route_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.valid_from}"
