"""Agencies and officers by what somebody types: a name or a code, without diacritics; needs no script.

A script that asks `suggest` fills in what is meant while it is typed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.desk.asking import agency_of, when
from caunoi.desk.tasks.words import PREPARERS
from caunoi.people import queries as people
from caunoi.tasks.importing import LACKING, Agency, Directory, Officer
from caunoi.tasks.rules.holding import may_assign
from caunoi.tasks.texts import NOT_BELOW
from caunoi.ui.access import role
from caunoi.ui.questions.places import PlaceInput
from caunoi.units import queries as units

SHOWN = 8
MOST = 60
"""So many agencies may be typed one after another."""


def label(agency: units.AgencyView) -> str:
    """An agency as a field shows it: its code first, which tells equal names apart."""
    return f"{agency.code} {agency.name}"


def label_of(agency_id: UUID) -> str:
    """The same by its identifier."""
    found = units.agencies([agency_id]).get(agency_id)
    return label(found) if found else ""


def labels_of(agency_ids: tuple[UUID, ...]) -> str:
    """Several, as the field for several shows them."""
    found = units.agencies(agency_ids)
    return "; ".join(label(found[one]) for one in agency_ids if one in found)


def find(typed: str, on: date) -> list[units.AgencyView]:
    """The one that is meant, or all that may be meant: by code, by exact name, else by the words of the name."""
    typed = " ".join(typed.split())[:200]
    head = typed.split(" ")[0] if typed else ""
    found = units.find_agencies(typed, on=on, limit=SHOWN)
    if "." in head:
        by_code = [
            one
            for one in units.find_agencies(head, on=on, limit=SHOWN)
            if head.upper() in (one.code, one.code_reversed)
        ]
        if by_code:
            return by_code
    exact = [one for one in found if Directory([Agency(one.id, one.code, one.name)], {}).agencies(typed)]
    return exact if len(exact) == 1 else found


class ChooseInput(PlaceInput):
    """One name as typed, which of those found by it is meant, and where a script may ask for suggestions."""

    def __init__(self, what: str) -> None:
        super().__init__(
            {"data-suggest": reverse_lazy("desk:task-suggest"), "data-suggest-what": what, "autocomplete": "off"}
        )


class AgencyField(forms.Field):
    """Gives an agency's identifier. `found`: what the page offers when one must be chosen."""

    default_error_messages = {"required": _("Hãy chọn cơ quan.")}

    def __init__(self, *, on: date, required: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Gõ tên hoặc mã định danh, không cần dấu."))
        super().__init__(required=required, widget=ChooseInput("agency"), **kwargs)
        self.on = on
        self.found: list[str] = []

    def clean(self, value: Any) -> UUID | None:
        """Raises ValidationError with what is offered when none or several are meant."""
        typed, pick = value if isinstance(value, list) else [str(value or ""), ""]
        if not str(typed).strip():
            super().clean("")
            return None
        found = find(pick or typed, self.on)
        if len(found) == 1:
            return found[0].id
        if not found:
            raise ValidationError(
                _("Không có cơ quan nào giống “%(typed)s”. Hãy xem lại tên."), params={"typed": typed}
            )
        self.found = [label(one) for one in found]
        raise ValidationError(_("Có nhiều cơ quan giống tên này. Hãy chọn một cơ quan bên dưới."))


class AgenciesField(forms.CharField):
    """Gives identifiers of several agencies, typed with semicolons between them."""

    def __init__(self, *, on: date, **kwargs: Any) -> None:
        attrs = {
            "data-suggest": reverse_lazy("desk:task-suggest"), "data-suggest-what": "agencies", "autocomplete": "off",
        }  # fmt: skip
        help_text = _("Nhiều cơ quan thì cách nhau bằng dấu chấm phẩy.")
        super().__init__(required=False, max_length=6000, help_text=help_text, widget=forms.TextInput(attrs), **kwargs)
        self.on = on

    def clean(self, value: Any) -> Any:
        """Raises ValidationError naming each that is not found, or that several are called."""
        text = super().clean(value)
        wrong: list[ValidationError] = []
        chosen: list[UUID] = []
        named = [one.strip() for one in text.split(";") if one.strip()]
        if len(named) > MOST:
            raise ValidationError(
                _("Ghi nhiều nhất %(most)s cơ quan; đang có %(n)s."), params={"most": MOST, "n": len(named)}
            )
        for typed in named:
            found = find(typed, self.on)
            if len(found) == 1:
                chosen.append(found[0].id)
            elif not found:
                wrong.append(ValidationError(_("Không có cơ quan nào giống “%(typed)s”."), params={"typed": typed}))
            else:
                text = _("“%(typed)s” có thể là nhiều cơ quan. Hãy ghi mã: %(codes)s.")
                codes = ", ".join(one.code for one in found)
                wrong.append(ValidationError(text, params={"typed": typed, "codes": codes}))
        if wrong:
            raise ValidationError(wrong)
        return tuple(dict.fromkeys(chosen))


class OfficerField(forms.Field):
    """Gives what was typed; `resolve` finds who is meant once the agency is known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Họ và tên hoặc tên đăng nhập của người công tác tại cơ quan chủ trì."))
        messages = {"required": LACKING["person_id"]}
        super().__init__(widget=ChooseInput("officer"), error_messages=messages, **kwargs)
        self.found: list[str] = []

    def clean(self, value: Any) -> str:
        """The pick, else what was typed."""
        typed, pick = value if isinstance(value, list) else [str(value or ""), ""]
        return str(super().clean(str(pick or typed).strip()[:200]) or "")

    def resolve(self, typed: str, agency_id: UUID, *, issuer_id: UUID, now: datetime) -> UUID:
        """Raises ValidationError: of code `not_below` when the issuer has nothing to tell the agency, and nobody of it
        is named; with who serves there, when none or several are called so."""
        known = units.agencies([issuer_id, agency_id])
        if not may_assign(known[issuer_id], known[agency_id]):
            raise ValidationError(NOT_BELOW, code="not_below")
        here = serving(agency_id, now)
        by_label = [one for one in here if _person_label(one) == typed]
        found = by_label or Directory([], {agency_id: here}).officers(agency_id, typed)
        if len(found) == 1:
            return found[0].id
        self.found = [_person_label(one) for one in (found or here)[: 2 * SHOWN]]
        if found:
            raise ValidationError(_("Có nhiều người tên như vậy. Hãy chọn một người bên dưới."))
        raise ValidationError(
            _("Không có ai tên “%(typed)s” công tác tại cơ quan chủ trì."), params={"typed": typed[:80]}
        )


def serving(agency_id: UUID, now: datetime) -> list[Officer]:
    """Who serves in the agency."""
    found = people.officers([agency_id], at=now).get(agency_id, [])
    return [Officer(one.id, one.username, one.full_name) for one in found]


def _person_label(one: Officer) -> str:
    return f"{one.full_name} ({one.username})" if one.username else one.full_name


@role(*PREPARERS)
@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """What may be meant: agencies by their words, or who of a chosen agency could be responsible."""
    now = when(request)
    text = request.GET.get("q", "").replace("\0", "")[:200]
    if request.GET.get("what") != "officer":
        found = units.find_agencies(text, on=local_date(now), limit=SHOWN)
        return JsonResponse({"found": [label(one) for one in found]})
    agencies = find(request.GET.get("agency", "").replace("\0", "")[:200], local_date(now))
    if len(agencies) != 1 or not may_assign(units.agency(agency_of(request)), agencies[0]):
        return JsonResponse({"found": []})
    return JsonResponse({"found": [_person_label(one) for one in serving(agencies[0].id, now)][: 4 * SHOWN]})


def directory(on: date) -> list[Agency]:
    """Every agency in force on a day, by name, code and province; a few statements for the whole country."""
    provinces = {one.code: one.full_name for one in units.units_at(on=on, level="province")}
    kinds: dict[str, set[str]] = {}
    for level, kind in units.agency_counts(on=on):
        kinds.setdefault(level, set()).add(kind)
    return [
        Agency(one.id, one.code, one.name, provinces.get(one.province_code, ""))
        for level, found in kinds.items()
        for one in units.agencies_at(level=level, kinds=found, on=on)
    ]
