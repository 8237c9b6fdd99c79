"""Voices and what happened to them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from caunoi.core.ids import new_id

WORDS = "free text, may name a person; kept as long as the voice is."
KEPT = "who answers for it; kept as long as the voice is."


class Voice(models.Model):
    """A locality's difficulty or a citizen's petition. `holder_id` is the agency that must answer now; empty while no
    row of the routing table leads anywhere. What it was before is in its steps.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "title": WORDS,
        "text": WORDS,
        "search_key": WORDS,
        "author_person_id": f"who raised it; {KEPT}",
        "person_id": KEPT,
        "stand_in_id": KEPT,
        "public_title": "checked for personal data before it is published.",
        "public_text": "checked for personal data before it is published.",
        "public_answer": "checked for personal data before it is published.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=12, help_text="difficulty or petition")
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    search_key = models.TextField(help_text="Title, text and published answer, folded.")
    topic = models.CharField(max_length=40, help_text="A field (difficulty) or a service (petition), by code.")
    author_agency_id = models.UUIDField(null=True)
    author_person_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True, help_text="The unit version that it concerns.")
    province = models.CharField(max_length=40, blank=True)
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    holder_id = models.UUIDField(null=True)
    level = models.CharField(max_length=12, blank=True, help_text="Of the holder: commune, province or nation.")
    way = models.CharField(max_length=10, default="step")
    person_id = models.UUIDField(null=True, help_text="The contact at the holder.")
    stand_in_id = models.UUIDField(null=True)
    route_id = models.UUIDField(null=True, help_text="The own row of the routing table that led here.")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default="open")
    forwards = models.PositiveSmallIntegerField(default=0)
    escalated_on = models.DateField(null=True, help_text="When leaders were told that the holder is late.")
    same = models.PositiveIntegerField(default=0, help_text="How many others have it too.")
    answered_at = models.DateTimeField(null=True)
    answered_on_time = models.BooleanField(null=True)
    published_at = models.DateTimeField(null=True)
    public_title = models.CharField(max_length=200, blank=True)
    public_text = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["holder_id", "state", "due_on", "id"], name="voices_queue"),
            models.Index(
                fields=["author_agency_id", "-raised_at"], name="voices_author", condition=~Q(author_agency_id=None)
            ),
            models.Index(
                fields=["author_person_id", "-raised_at"], name="voices_person", condition=~Q(author_person_id=None)
            ),
            models.Index(fields=["due_on"], name="voices_late", condition=Q(state="open")),
            models.Index(fields=["province", "kind", "-raised_at"], name="voices_province"),
            models.Index(fields=["raised_at"], name="voices_unrouted", condition=Q(state="open", holder_id=None)),
            models.Index(fields=["kind", "-published_at"], name="voices_published", condition=~Q(published_at=None)),
            GinIndex(OpClass("search_key", name="gin_trgm_ops"), name="voices_search"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["difficulty", "petition"]), name="voices_kind"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "closed", "withdrawn"]), name="voices_state"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Step(models.Model):
    """Something that happened to a voice, in order."""

    personal_data: ClassVar[dict[str, str]] = {"by_person": KEPT, "words": WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="steps")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by_person = models.UUIDField(null=True)
    by_agency = models.UUIDField(null=True)
    to_agency = models.UUIDField(null=True, help_text="Who holds it from here on.")
    words = models.TextField(blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voice", "seq"], name="voices_step_once")]
        indexes = [models.Index(fields=["to_agency"], name="voices_step_to", condition=~Q(to_agency=None))]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Answer(models.Model):
    """What the holder answered; a reopened voice has several."""

    personal_data: ClassVar[dict[str, str]] = {"text": WORDS, "person_id": KEPT}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(max_length=8000)
    agency_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    on_time = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["voice", "at"], name="voices_answer_voice")]

    def __str__(self) -> str:
        return str(self.at)


class Commitment(models.Model):
    """What an answer promises by a day; it is a task from then on."""

    personal_data: ClassVar[dict[str, str]] = {"text": WORDS, "person_id": KEPT}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="commitments")
    text = models.CharField(max_length=1000)
    due_on = models.DateField()
    agency_id = models.UUIDField()
    person_id = models.UUIDField()
    task_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["task_id"], name="voices_commitment_task")]

    def __str__(self) -> str:
        return f"{self.due_on}"


class Same(models.Model):
    """An agency or a citizen that has it too; each once."""

    personal_data: ClassVar[dict[str, str]] = {"person_id": KEPT}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="sames")
    agency_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "agency_id"], condition=~Q(agency_id=None), name="voices_same_agency_once"
            ),
            models.UniqueConstraint(
                fields=["voice", "person_id"], condition=Q(agency_id=None), name="voices_same_person_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.at)


class Counter(models.Model):
    """The last number given to a kind of voices on a day; its row is locked by who takes one."""

    personal_data: ClassVar[dict[str, str]] = {}

    kind = models.CharField(max_length=12)
    on = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "on"], name="voices_counter_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
