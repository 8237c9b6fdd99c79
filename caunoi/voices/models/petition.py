"""What a citizen's petition has beside the voice that it is."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from caunoi.core.ids import new_id
from caunoi.voices.models.voice import WORDS, Voice

CONTACT = "how the author is reached; empty when the author stays anonymous. Removed two years after the end."


class Petition(models.Model):
    """Place, author, what the public sees, rating. The follow-up secret is kept as a digest only."""

    personal_data: ClassVar[dict[str, str]] = {
        "lat": "where it is, may be somebody's home; shown to the public as the category allows.",
        "lon": "where it is, may be somebody's home; shown to the public as the category allows.",
        "address": f"where it is; {WORDS}",
        "name": CONTACT,
        "phone": CONTACT,
        "email": CONTACT,
        "person_id": "the signed-in author; empty when the author stays anonymous.",
        "token_digest": "proves who filed it without naming them.",
        "sender_digest": "tells one day's petitions of one sender together; a keyed digest, of no use on another day.",
        "rating_words": WORDS,
        "hidden_reason": WORDS,
        "attributes": WORDS,
    }

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, primary_key=True, related_name="petition")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    address = models.CharField(max_length=300, blank=True)
    anonymous = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    person_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=12, default="portal", help_text="portal or open311")
    token_digest = models.CharField(max_length=64, unique=True)
    sender_digest = models.CharField(max_length=64, blank=True)
    public_key = models.TextField(blank=True, help_text="What the public may search in, folded.")
    language = models.CharField(max_length=5, default="vi")
    checked = models.CharField(max_length=10, default="waiting", help_text="waiting, shown or hidden")
    at_once = models.BooleanField(default=False, help_text="Service, place and state are public before a check.")
    hidden_reason = models.CharField(max_length=500, blank=True)
    agrees_to_publish = models.BooleanField(default=True)
    rating = models.PositiveSmallIntegerField(null=True)
    satisfied = models.BooleanField(null=True)
    rating_words = models.CharField(max_length=1000, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    attributes = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["lat", "lon"], name="voices_petition_place", condition=~Q(lat=None)),
            models.Index(fields=["person_id"], name="voices_petition_person", condition=~Q(person_id=None)),
            models.Index(fields=["sender_digest"], name="voices_petition_sender", condition=~Q(sender_digest="")),
            models.Index(fields=["phone"], name="voices_petition_phone", condition=~Q(phone="")),
            GinIndex(OpClass("public_key", name="gin_trgm_ops"), name="voices_petition_search"),
            models.Index(fields=["checked"], name="voices_petition_waiting", condition=Q(checked="waiting")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="voices_petition_rating"
            )
        ]

    def __str__(self) -> str:
        return str(self.voice_id)


class Photo(models.Model):
    """A picture that came with a petition; the public sees it once somebody has looked at it."""

    personal_data: ClassVar[dict[str, str]] = {"file_id": "may show people; public only after a check."}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="photos")
    file_id = models.UUIDField()
    position = models.PositiveSmallIntegerField(default=0)
    shown = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["petition", "position"], name="voices_photo_petition")]

    def __str__(self) -> str:
        return str(self.file_id)
