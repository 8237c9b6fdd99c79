"""Registers, unit versions, edges between them, mutations, disagreements of sources, agencies. Private to the room."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from caunoi.core.ids import new_id


def new_revision() -> int:
    """Random, not counted: a number that a rolled-back transaction used must not come back with other content."""
    return secrets.randbits(62)


class Register(models.Model):
    """One country's (or any territory's) register of units. `vn` is Việt Nam's; imports make others."""

    personal_data: ClassVar[dict[str, str]] = {}

    name = models.CharField(primary_key=True, max_length=40)
    starts_on = models.DateField(help_text="The first day that the register knows about.")
    last_change_on = models.DateField(null=True)
    revision = models.BigIntegerField(
        default=new_revision, help_text="Another random number with every write: a cache's key."
    )
    fingerprint = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the files it was loaded from.")
    loaded_at = models.DateTimeField()


class Mutation(models.Model):
    """One change made by law: what kind, when, by which decree. Its edges say what became of what."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    on = models.DateField()
    position = models.PositiveIntegerField(help_text="Order of application within the day.")
    decree = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["register", "on"], name="units_mutation_on")]


class UnitVersion(models.Model):
    """A unit as it was during `[valid_from, valid_to)`. The identity of a unit is its version; codes are reused."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=30)
    code = models.CharField(max_length=40)
    type = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200, help_text="Without its type: Cửa Nam.")
    full_name = models.CharField(max_length=260, help_text="With its type: Phường Cửa Nam.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    area_km2 = models.DecimalField(null=True, max_digits=14, decimal_places=4)
    population = models.BigIntegerField(null=True)
    agency_code = models.CharField(max_length=20, blank=True, help_text="Level-1 code of its authority (H26).")
    sources = models.CharField(max_length=20, blank=True)
    name_key = models.CharField(max_length=200, help_text="Name folded for search: no marks, lower case.")
    search_key = models.CharField(max_length=700, help_text="Full name and those of its ancestors, folded.")
    begun_by = models.ForeignKey(Mutation, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Mutation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "level", "code"], condition=Q(valid_to=None), name="units_code_now"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="units_validity"
            ),
        ]
        indexes = [
            models.Index(fields=["register", "code", "valid_from"], name="units_code_from"),
            models.Index(fields=["register", "level", "lat"], name="units_lat"),
            GinIndex(OpClass("search_key", name="gin_trgm_ops"), name="units_search"),
        ]


class Placement(models.Model):
    """A version's place in the hierarchy during a period; a parent's new version does not touch the child."""

    personal_data: ClassVar[dict[str, str]] = {}

    unit = models.ForeignKey(UnitVersion, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(UnitVersion, null=True, on_delete=models.PROTECT, related_name="+")
    top_code = models.CharField(max_length=40, help_text="Code of the topmost ancestor: the province.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class Edge(models.Model):
    """What became of a version: the exact share of it that went into another, on one basis."""

    personal_data: ClassVar[dict[str, str]] = {}

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    mutation = models.ForeignKey(Mutation, on_delete=models.PROTECT, related_name="edges")
    origin = models.ForeignKey(UnitVersion, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(UnitVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    basis = models.CharField(max_length=30, help_text="whole, equal (assumed), stated, population, area ...")
    numerator = models.DecimalField(max_digits=60, decimal_places=0)
    denominator = models.DecimalField(max_digits=60, decimal_places=0)
    sure = models.BooleanField(default=True, help_text="False when no source gives the share and it is assumed.")
    sources = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["register", "on"], name="units_edge_on")]


class Disagreement(models.Model):
    """Something that the sources of a register contradict or leave open. Listed, never hidden."""

    personal_data: ClassVar[dict[str, str]] = {}

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    origin = models.ForeignKey(UnitVersion, null=True, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(UnitVersion, null=True, on_delete=models.PROTECT, related_name="+")
    sources = models.CharField(max_length=20, blank=True)


class Agency(models.Model):
    """An authority, or a part of one, of a unit (or of the nation, when `unit` is empty)."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.CharField(max_length=20, help_text="Most specific group first: 000.00.05.H26.")
    code_provisional = models.BooleanField(default=True, help_text="Given by this program, not by the authority.")
    kind = models.CharField(max_length=30)
    level = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(UnitVersion, null=True, on_delete=models.PROTECT, related_name="+")
    province_code = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    certain = models.BooleanField(default=True, help_text="False when its existence has to be checked.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="units_agency_code_now")
        ]
        indexes = [models.Index(fields=["province_code", "level", "kind"], name="units_agency_place")]


class AgencySuccession(models.Model):
    """Who took over from an agency that ended, with the share of its unit; `position` 0 is the main heir."""

    personal_data: ClassVar[dict[str, str]] = {}

    origin = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    heir = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    numerator = models.DecimalField(max_digits=60, decimal_places=0)
    denominator = models.DecimalField(max_digits=60, decimal_places=0)
    sure = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "heir"], name="units_succession_once")]
