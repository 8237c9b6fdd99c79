"""A target on its way down: who was offered what, who answered how, round by round."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from caunoi.core.ids import new_id
from caunoi.plans.models.target import PlanIndicator, Target

_LIVE = Q(state__in=["draft", "open", "fixed"])


class Cascade(models.Model):
    """One parent's target split among its units. `target` is the parent's; until that is fixed, `parent_offer` is."""

    personal_data: ClassVar[dict[str, str]] = {
        "drafted_by": "who prepared the split; kept as long as the plan is.",
        "proposed_by": "the leader who sent it out; kept as long as the plan is.",
        "closed_by": "the leader who fixed or withdrew it; kept as long as the plan is.",
        "closing_reason": "why it was fixed short or withdrawn; may by mistake name a person. Kept as the plan is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.ForeignKey(PlanIndicator, on_delete=models.PROTECT, related_name="cascades")
    target = models.ForeignKey(Target, null=True, on_delete=models.PROTECT, related_name="cascades")
    parent_offer = models.ForeignKey("Offer", null=True, on_delete=models.PROTECT, related_name="cascades")
    root = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="below", help_text="The one above it that it was proposed with, through two levels in one go.")  # fmt: skip  # noqa: E501
    agency_id = models.UUIDField(help_text="The parent: who splits.")
    unit_id = models.UUIDField(null=True, help_text="The parent's unit version, as recorded.")
    province = models.CharField(max_length=40, blank=True, help_text="The parent's; empty for the nation's.")
    level = models.CharField(max_length=12, help_text="Of the units: province | commune")
    due_on = models.DateField(help_text="The last day of the period.")
    answer_by = models.DateField(null=True, help_text="The units are asked to answer by.")
    value = models.DecimalField(max_digits=24, decimal_places=6, help_text="What the units are to carry together.")
    combination = models.CharField(max_length=8, help_text="sum | mean | minimum | each")
    direction = models.CharField(max_length=6, help_text="higher | lower")
    method = models.CharField(max_length=16, help_text="equal | by_population | by_last_value | by_hand")
    round = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="draft", help_text="draft | open | fixed | withdrawn")
    drafted_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=_LIVE & Q(target__isnull=False), name="plans_cascade_of_target"
            ),
            models.UniqueConstraint(
                fields=["parent_offer"], condition=_LIVE & Q(parent_offer__isnull=False), name="plans_cascade_of_offer"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | Q(parent_offer__isnull=False), name="plans_cascade_has_parent"
            ),
        ]
        indexes = [models.Index(fields=["agency_id", "state"], name="plans_cascade_agency")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.agency_id} {self.state}"


class Offer(models.Model):
    """What one unit is offered now. Every step is kept in `OfferMove`."""

    personal_data: ClassVar[dict[str, str]] = {
        "answered_by": "the leader who answered for the unit; kept as long as the plan is.",
        "reason": "why the unit asks for another value; may by mistake name a person. Kept as long as the plan is.",
        "prepared_by": "who prepared the unit's answer; kept as long as the plan is.",
        "prepared_reason": "the reason being prepared; may by mistake name a person. Gone when the answer is sent.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cascade = models.ForeignKey(Cascade, on_delete=models.CASCADE, related_name="offers")
    agency_id = models.UUIDField(help_text="The holder: who is to carry it.")
    unit_id = models.UUIDField(null=True, help_text="The holder's unit version, as recorded.")
    province = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, help_text="The unit's code, as recorded.")
    name = models.CharField(max_length=260, help_text="The unit's name, as recorded.")
    search_key = models.CharField(max_length=300, help_text="Name folded for search.")
    population = models.BigIntegerField(null=True)
    last_value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    last_on = models.DateField(null=True)
    value = models.DecimalField(max_digits=24, decimal_places=6)
    state = models.CharField(max_length=10, default="draft", help_text="draft | offered | accepted | countered | fixed | withdrawn")  # fmt: skip  # noqa: E501
    round = models.PositiveIntegerField(default=1, help_text="The round in which the value was offered.")
    counter = models.DecimalField(max_digits=24, decimal_places=6, null=True, help_text="What the unit asks for.")
    reason = models.CharField(max_length=1000, blank=True, help_text="Why it asks for that.")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    next_value = models.DecimalField(max_digits=24, decimal_places=6, null=True, help_text="The parent prepares this for the next round.")  # fmt: skip  # noqa: E501
    prepared_value = models.DecimalField(max_digits=24, decimal_places=6, null=True, help_text="The unit prepares to ask for this.")  # fmt: skip  # noqa: E501
    prepared_reason = models.CharField(max_length=1000, blank=True)
    prepared_by = models.UUIDField(null=True)
    target = models.ForeignKey(Target, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cascade", "agency_id"], name="plans_offer_one"),
            models.CheckConstraint(
                condition=~Q(state="countered") | Q(counter__isnull=False) & ~Q(reason=""), name="plans_offer_counter"
            ),
        ]
        indexes = [
            models.Index(fields=["agency_id", "state"], name="plans_offer_holder"),
            models.Index(fields=["cascade", "province", "code"], name="plans_offer_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class OfferMove(models.Model):
    """One step of an offer: the rounds as they were. Never changed."""

    personal_data: ClassVar[dict[str, str]] = {
        "person_id": "who took the step; kept as long as the plan is.",
        "reason": "what was said with it; may by mistake name a person. Kept as long as the plan is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="moves")
    round = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, help_text="offered | accepted | countered | agreed | fixed | withdrawn")
    value = models.DecimalField(max_digits=24, decimal_places=6)
    reason = models.CharField(max_length=1000, blank=True)
    agency_id = models.UUIDField(help_text="On whose side.")
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["offer", "-at", "-id"], name="plans_move_order")]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.kind}"
