"""A plan, its versions, and what a version says apart from its indicators."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from caunoi.core.ids import new_id


class Plan(models.Model):
    """A plan through all of its versions. What it says stands in them; reported values and tasks belong to the plan."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    agency_id = models.UUIDField(help_text="The issuer.")
    unit_id = models.UUIDField(null=True, help_text="The issuer's unit version, as recorded.")
    province = models.CharField(max_length=40, blank=True)
    is_sample = models.BooleanField(default=False, help_text="Loaded as an example; no agency answers for it.")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency_id"], name="plans_plan_agency")]

    def __str__(self) -> str:
        return self.code


class PlanVersion(models.Model):
    """What a plan says from `valid_from` on: a whole document. One version at most is being drafted at a time."""

    personal_data: ClassVar[dict[str, str]] = {
        "drafted_by": "who answers for the draft; kept as long as the plan is.",
        "submitted_by": "who handed it in for approval; kept as long as the plan is.",
        "approved_by": "the leader who approved it; kept as long as the plan is.",
        "remark": "why a draft was returned; may by mistake name a person. Kept as long as the plan is.",
        "change_note": "why the plan was revised; may by mistake name a person. Kept as long as the plan is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="1, 2, 3 ...")
    status = models.CharField(max_length=12, default="draft", help_text="draft | submitted | approved | issued")
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=12, help_text="five_year | yearly | other")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day.")
    legal_basis = models.TextField(blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True, help_text="In force from; None until it is issued.")
    valid_to = models.DateField(null=True, help_text="Exclusive; when the next version took over.")
    change_note = models.TextField(blank=True, help_text="What was changed and why, in words; of a revision.")
    remark = models.CharField(max_length=1000, blank=True)
    drafted_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    send_due_on = models.DateField(null=True, help_text="5 working days after issue (Decree 224/2026 art. 7.3d).")
    sent_on = models.DateField(null=True)
    sent_number = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_number"),
            models.UniqueConstraint(fields=["plan"], condition=~Q(status="issued"), name="plans_version_one_draft"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plans_version_period"),
            models.CheckConstraint(
                condition=~Q(status="issued") | Q(issued_on__isnull=False, valid_from__isnull=False),
                name="plans_version_issued",
            ),
        ]
        indexes = [models.Index(fields=["status", "send_due_on"], name="plans_version_sending")]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class Pillar(models.Model):
    """A part of a version: digital government, digital economy, information security ..."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="pillars")
    code = models.SlugField(max_length=60, help_text="The same in every version; also the part of its tasks.")
    order = models.PositiveIntegerField(default=0)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    name_th = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="plans_pillar_code")]

    def __str__(self) -> str:
        return self.code


class Objective(models.Model):
    """What a pillar wants to reach, in words."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="objectives")
    order = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=1000)

    def __str__(self) -> str:
        return self.text[:60]


class Resource(models.Model):
    """Money for a version, and where it comes from."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="resources")
    order = models.PositiveIntegerField(default=0)
    what = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=18, decimal_places=0, help_text="Đồng.")
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.what


class Review(models.Model):
    """That a plan was reviewed as it stood on a day. The states are not stored: dated facts give them again."""

    personal_data: ClassVar[dict[str, str]] = {
        "made_by": "who reviewed; kept as long as the plan is.",
        "conclusion": "what was concluded; may by mistake name a person. Kept as long as the plan is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField()
    conclusion = models.TextField(blank=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "on"], name="plans_review_day")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.on}"
