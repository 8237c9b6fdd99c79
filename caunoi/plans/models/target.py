"""Indicators of a version, the targets of their holders, and the values that were reported."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from caunoi.core.ids import new_id
from caunoi.plans.models.plan import Pillar, Plan, PlanVersion


class PlanIndicator(models.Model):
    """An indicator as a version says it. `code` is the same in every version of the plan."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="indicators")
    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="indicators")
    code = models.SlugField(max_length=60)
    order = models.PositiveIntegerField(default=0)
    name_vi = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    name_th = models.CharField(max_length=500, blank=True)
    unit_of_measure = models.CharField(max_length=60, help_text="%, xã, dịch vụ ...")
    direction = models.CharField(max_length=6, default="higher", help_text="higher | lower")
    source = models.CharField(max_length=8, default="reported", help_text="live | reported")
    measure_index = models.CharField(max_length=40, blank=True, help_text="Live: an index of `measures`.")
    measure_item = models.CharField(max_length=60, blank=True, help_text="Its indicator; empty: the total.")
    measure_part = models.CharField(
        max_length=12, blank=True, help_text="ratio (in %) | score | numerator | denominator | total"
    )
    combination = models.CharField(max_length=8, default="each", help_text="Of children: sum | mean | minimum | each")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="plans_indicator_code"),
            models.CheckConstraint(
                condition=~Q(source="live") | ~Q(measure_index=""), name="plans_indicator_live_measure"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Target(models.Model):
    """What a holder is to reach by a day. `parent`: the target of the level above that it was split from (cascade).

    Targets of the plan itself have no parent. Those of the cascade belong to the version in force; when the plan is
    revised they go on in the next version (same holder, same indicator code), with new rows.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.ForeignKey(PlanIndicator, on_delete=models.CASCADE, related_name="targets")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    holder_id = models.UUIDField(help_text="The agency that answers for it.")
    unit_id = models.UUIDField(null=True, help_text="The holder's unit version, as recorded.")
    province = models.CharField(max_length=40, blank=True, help_text="The holder's; empty for the nation's.")
    level = models.CharField(max_length=12, blank=True, help_text="The holder's: nation | province | commune")
    due_on = models.DateField(help_text="The last day of the period it is for.")
    baseline = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    baseline_on = models.DateField(null=True)
    value = models.DecimalField(max_digits=24, decimal_places=6)
    valid_from = models.DateField(help_text="Since when it binds.")
    valid_to = models.DateField(null=True, help_text="Exclusive.")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "holder_id", "due_on"], condition=Q(valid_to=None), name="plans_target_one"
            ),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_on=None) | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="plans_target_baseline",
            ),
        ]
        indexes = [
            models.Index(fields=["holder_id", "due_on"], name="plans_target_holder"),
            models.Index(fields=["indicator", "province"], name="plans_target_province"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.holder_id} {self.due_on}"


class Value(models.Model):
    """A fact reported with evidence: never changed. A correction is a later row for the same day; the latest counts."""

    personal_data: ClassVar[dict[str, str]] = {
        "reported_by": "who answers for the value; kept as long as the plan is.",
        "evidence": "the cited document; may by mistake name a person. Kept as long as the plan is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="values")
    indicator_code = models.SlugField(max_length=60)
    holder_id = models.UUIDField()
    on = models.DateField(help_text="The day that it says something of.")
    value = models.DecimalField(max_digits=24, decimal_places=6)
    part = models.DecimalField(max_digits=24, decimal_places=6, null=True, help_text="Of a share: 3,743 ...")
    whole = models.DecimalField(max_digits=24, decimal_places=6, null=True, help_text="... of 3,806.")
    evidence = models.CharField(max_length=500, help_text="Document: number, date, what it says.")
    file_id = models.UUIDField(null=True)
    is_sample = models.BooleanField(default=False)
    reported_by = models.UUIDField(null=True)
    reported_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["plan", "indicator_code", "holder_id", "-on"], name="plans_value_of")]

    def __str__(self) -> str:
        return f"{self.indicator_code} {self.on}"
