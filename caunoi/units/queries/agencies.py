"""Agencies by identifier, by code (both notations) and by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import CharField, Func, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, Lower

from caunoi.core.once import once_each
from caunoi.units.errors import AgencyNotFound
from caunoi.units.models import Agency
from caunoi.units.queries.units import VN, unit_at
from caunoi.units.rules.codes import reversed_code, specific_first
from caunoi.units.rules.text import fold
from caunoi.units.views import AgencyView

_TONED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_PLAIN = "".join(fold(letter) for letter in _TONED)


def _views(found: QuerySet[Agency]) -> list[AgencyView]:
    return [
        AgencyView(
            id=a.id, code=a.code, code_reversed=reversed_code(a.code), code_provisional=a.code_provisional,
            kind=a.kind, level=a.level, name=a.name, name_en=a.name_en, unit_id=a.unit_id,
            unit_code=a.unit.code if a.unit else "", province_code=a.province_code, certain=a.certain,
            valid_from=a.valid_from, valid_to=a.valid_to,
        )
        for a in found.select_related("unit")
    ]  # fmt: skip


def agency(agency_id: UUID) -> AgencyView:
    """An agency by its identifier. Raises AgencyNotFound."""
    found = agencies([agency_id]).get(agency_id)
    if found is None:
        raise AgencyNotFound(agency=str(agency_id))
    return found


def agencies(ids: Iterable[UUID]) -> dict[UUID, AgencyView]:
    """Agencies by identifier; one statement. Unknown identifiers are left out."""
    return once_each("agency", ids, lambda wanted: {a.id: a for a in _views(Agency.objects.filter(id__in=wanted))})


def agency_by_code(code: str) -> AgencyView:
    """An agency by its code: 000.00.05.H26 or H26.05.00.000. Raises AgencyNotFound."""
    found = _views(Agency.objects.filter(code=specific_first(code)).order_by("-valid_from")[:1])
    if not found:
        raise AgencyNotFound(agency=code)
    return found[0]


def find_agencies(text: str, *, on: date, limit: int = 20) -> list[AgencyView]:
    """Agencies in force on a date whose name with its place, or code, has every word of the text; no diacritics needed.

    Who bears the very code or name comes first, then by level. Empty for an empty text.
    """
    words = fold(text).split()[:12]
    if not words:
        return []
    plain = Func(Lower("name"), Value(_TONED), Value(_PLAIN), function="translate", output_field=CharField())
    said = Concat(plain, Value(" "), Coalesce("unit__search_key", Value("")), Value(" "), Lower("code"))
    found = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    found = found.annotate(plain=plain, said=said)
    for word in words:
        found = found.filter(said__contains=word)
    exact = Func(
        Value(" ".join(words)), "plain", template="CASE WHEN %(expressions)s THEN 0 ELSE 1 END", arg_joiner=" = "
    )
    level = Func("level", template="CASE %(expressions)s WHEN 'nation' THEN 0 WHEN 'province' THEN 1 ELSE 2 END")
    return _views(found.order_by(exact, level, "province_code", "position", "code")[:limit])


def agencies_of(unit_code: str | None, *, on: date, kind: str | None = None) -> list[AgencyView]:
    """The agencies of a unit on a date, the committee first; None gives the ministries. Raises UnitNotFound."""
    found = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    found = found.filter(unit_id=unit_at(unit_code, on=on, register=VN).id if unit_code else None)
    if kind is not None:
        found = found.filter(kind=kind)
    return _views(found.order_by("position", "code"))


def agencies_of_units(unit_ids: Iterable[UUID], *, on: date, kinds: Iterable[str]) -> dict[UUID, list[AgencyView]]:
    """The agencies of some kinds of many units (by version) on a date, the committee first; one statement."""
    found = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, kind__in=list(kinds))
    of: dict[UUID, list[AgencyView]] = {}
    for view in _views(found.filter(unit_id__in=list(unit_ids)).order_by("position", "code")):
        if view.unit_id is not None:
            of.setdefault(view.unit_id, []).append(view)
    return of


def agency_counts(*, on: date) -> Counter[tuple[str, str]]:
    """How many agencies of each (level, kind) on a date."""
    found = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    return Counter(found.values_list("level", "kind"))


def agencies_at(
    *, level: str, kinds: Iterable[str], on: date, provinces: Iterable[str] | None = None
) -> list[AgencyView]:
    """Every agency of a level and of some kinds on a date, by province and code; one statement.

    `provinces` (codes) narrows it to some.
    """
    found = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, kind__in=list(kinds))
    if provinces is not None:
        found = found.filter(province_code__in=list(provinces))
    ordered = found.filter(level=level).order_by("province_code", "position", "code")
    # Thousands of rows: no model instances are made of them.
    rows = ordered.values_list(
        "id", "code", "code_provisional", "kind", "level", "name", "name_en", "unit_id", "unit__code", "province_code",
        "certain", "valid_from", "valid_to",
    )  # fmt: skip
    return [
        AgencyView(
            id=id_, code=code, code_reversed=reversed_code(code), code_provisional=provisional, kind=kind, level=at,
            name=name, name_en=name_en, unit_id=unit_id, unit_code=unit_code or "", province_code=province,
            certain=certain, valid_from=start, valid_to=end,
        )
        for id_, code, provisional, kind, at, name, name_en, unit_id, unit_code, province, certain, start, end in rows
    ]  # fmt: skip
