"""What the counter's page shows beside what is typed: the person, earlier papers, helpers, agencies, the fee."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import local_date
from caunoi.core.errors import InvalidInput, Problem
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.counter.forms import ASKED, Choices, CounterForm
from caunoi.dossiers import queries
from caunoi.dossiers.queries import CounterKnown, Support
from caunoi.people import operations as people_operations
from caunoi.people import queries as people
from caunoi.people.queries import AccountView
from caunoi.procedures import queries as procedures
from caunoi.procedures.queries import ProcedureView
from caunoi.procedures.shapes import FeeView
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

OWN = ("full_name", "phone")
_SALT, HOURS = "desk.counter.known", 4 * 3600
"""The page carries who was looked up, sealed: nobody reads another's papers by writing an id into a form."""


def known(personal_id: str, request: HttpRequest) -> AccountView | None:
    """Who has this number, if it is a whole one; that somebody asked is journalled."""
    if len(personal_id) != 12 or not (personal_id.isascii() and personal_id.isdigit()):
        return None
    return people_operations.look_up_person(
        personal_id=personal_id, agency_id=agency_of(request), actor=who(request), now=when(request)
    )


def fill_in(data: QueryDict, person: AccountView | None, form: dict[str, Any]) -> None:
    """Put what is known of the person where nothing was typed: particulars, and questions that ask for them."""
    data["known"] = signing.dumps(str(person.id), salt=_SALT) if person else ""
    if person is None:
        return
    for name in OWN:
        if not data.get(name):
            data[name] = getattr(person, name)
    for name, spec in form["properties"].items():
        what = spec.get("x-prefill", "")
        if what in ("full_name", "personal_id", "phone", "email") and not data.get(ASKED + name):
            data[ASKED + name] = getattr(person, what)


def earlier(request: HttpRequest, procedure: ProcedureView, data: Any) -> CounterKnown | None:
    """What the person said and handed in before; only of somebody who was looked up on this page."""
    try:
        person_id = UUID(signing.loads((data or {}).get("known", ""), salt=_SALT, max_age=HOURS))
    except (signing.BadSignature, ValueError):
        return None
    return queries.known_at_counter(
        person_id, procedure_code=procedure.code, case_id=procedure.case(data.get("case_id", "")).id,
        channel=data.get("channel") or "direct", agency_id=agency_of(request), actor=who(request), now=when(request),
    )  # fmt: skip


def take_over(data: QueryDict, known_before: CounterKnown | None) -> None:
    """Put earlier plain answers where nothing was typed, or only the default stands."""
    if known_before is None:
        return
    if not data.get("address"):
        data["address"] = known_before.address
    for name, value in known_before.answers.items():
        if isinstance(value, str) and not data.get(ASKED + name):
            data[ASKED + name] = value


def supporters(request: HttpRequest) -> Choices:
    """The support staff of this centre."""
    members = people.members(agency_of(request), at=when(request), role="support_staff")
    return [(str(i), name) for i, name in people.names(m.person_id for m in members).items()]


def support(request: HttpRequest, person_id: UUID | None) -> Support | None:
    """Who helped, for this centre."""
    return Support(person_id=person_id, agency_id=agency_of(request)) if person_id else None


def competent(request: HttpRequest, procedure: ProcedureView) -> Choices:
    """Provincial agencies that may decide it; for a communal procedure the commune is typed instead."""
    if procedure.level == "commune":
        return []
    own = units.agency(agency_of(request))
    found = queries.competent_choices(procedure.code, province=own.province_code, on=local_date(when(request)))
    return [(str(choice.agency_id), choice.name) for choice in found]


def agency_in(commune: str, request: HttpRequest, procedure: ProcedureView) -> UUID | None:
    """The agency of a commune of the province that decides, by the commune's name; None when none was typed.

    Raises InvalidInput at `commune` when none, or more than one, fits.
    """
    if not commune:
        return None
    own = units.agency(agency_of(request))
    found = queries.competent_choices(procedure.code, commune, province=own.province_code, on=local_date(when(request)))
    words = set(fold(commune).split())
    fitting = [choice for choice in found if words <= set(fold(f"{choice.unit_name} {choice.province_name}").split())]
    if len(fitting) == 1:
        return fitting[0].agency_id
    names = "; ".join(choice.unit_name for choice in fitting or found)
    text = _("Chưa rõ nơi nào trong tỉnh: %(names)s.") if names else _("Trong tỉnh không có nơi nào tên như vậy.")
    raise InvalidInput([Problem(text, field="commune", params=(("names", names),) if names else ())])


def fee(form: CounterForm, province: str, now: datetime) -> FeeView | None:
    """What is to be paid by what was typed so far; None when that does not say it yet."""
    if form.is_bound:
        form.is_valid()
        answers = form.answers()
        reliefs = form.cleaned_data.get("reliefs") or []
        channel = form.cleaned_data.get("channel") or "direct"
    else:
        asked = form.procedure.form["properties"]
        answers = {name: spec["default"] for name, spec in asked.items() if "default" in spec}
        reliefs, channel = [], "direct"
    return procedures.fee(
        form.procedure.version_id, case_id=form.case.id, channel=channel, answers=answers, reliefs=reliefs,
        province=province or None, on=local_date(now),
    )  # fmt: skip
