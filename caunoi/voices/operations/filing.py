"""A citizen sends a petition: looked at, placed, routed to the agency that answers, kept with its photos."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.units.rules import fold
from caunoi.units.views import UnitView
from caunoi.voices import petition_photos, petition_secrets
from caunoi.voices.limits import require_few
from caunoi.voices.models import Petition, Step, Voice
from caunoi.voices.numbering import next_code
from caunoi.voices.petition_errors import UnfitPetition
from caunoi.voices.petition_events import PetitionFiled, PetitionReached
from caunoi.voices.petition_places import answerer, unit_of
from caunoi.voices.petition_rows import note, place_of
from caunoi.voices.petition_shapes import Filed, PetitionDraft
from caunoi.voices.petition_texts import fault_of
from caunoi.voices.routing import Destination
from caunoi.voices.rules.services import Service, checked
from caunoi.voices.services import service

MIN_TEXT, MAX_TEXT, MAX_TITLE, MAX_ADDRESS = 10, 4000, 200, 300


@transaction.atomic
def file_petition(draft: PetitionDraft, *, actor: Actor, now: datetime) -> Filed:
    """Take a petition and say its code, its secret for following, and who answers by when.

    Whoever sends it: a citizen, nobody known, or a machine for somebody. Nothing of it is public before a check, but
    that there is one, for categories that are shown at once. Without an agency that answers it waits for who keeps the
    routing table. Raises UnknownService, UnfitPetition, NotOnMap, OutsideCountry, NeedsPlace, TooManyPetitions,
    TooManyPhotos, PhotoTooLarge, NotAPhoto and what `documents.store` raises about a photo.
    """
    wanted, today = service(draft.service), local_date(now)
    petition_photos.require_small(draft.photos)
    answers = _answers(draft, wanted)
    unit = unit_of(draft, wanted, on=today)
    person_id = _author(draft, actor)
    sender = petition_secrets.sender(draft.sender, today)
    require_few(sender=sender, person_id=person_id, phone=_contact(draft)["phone"], now=now)
    to = answerer(wanted, unit, on=today)
    voice = _voice(draft, wanted, unit, to, today, now)
    token = petition_secrets.new_token()
    petition = Petition.objects.create(
        voice=voice, lat=draft.lat, lon=draft.lon, address=draft.address.strip(), anonymous=draft.anonymous,
        **_contact(draft), person_id=person_id, token_digest=petition_secrets.digest(token), language=draft.language,
        agrees_to_publish=draft.agrees_to_publish, attributes=answers, sender_digest=sender, channel=draft.channel,
        at_once=wanted.at_once,
        public_key=fold(f"{voice.code} {' '.join(wanted.names.values())} {unit.full_name} {unit.province_name}"),
    )  # fmt: skip
    petition_photos.keep(draft.photos, petition, place_of(voice), actor=actor, now=now)
    Step.objects.create(voice=voice, kind="raised", at=now, to_agency=voice.holder_id, due_on=voice.due_on, seq=1)
    _journal(draft, voice, actor, now)
    return Filed(voice.id, voice.code, token, unit.full_name, to.agency.name if to.agency else "", voice.due_on)


def _voice(draft: PetitionDraft, wanted: Service, unit: UnitView, to: Destination, today: date, now: datetime) -> Voice:
    text = draft.text.strip()
    title = draft.title.strip() or text.split("\n")[0][:120]
    return Voice.objects.create(
        id=new_id(), code=next_code("petition", today), kind="petition", title=title, text=text,
        search_key=fold(f"{title} {text}"), topic=wanted.code, unit_id=unit.id, province=unit.province_code,
        raised_at=now, raised_on=today, holder_id=to.agency.id if to.agency else None, level=to.level, way="straight",
        route_id=to.route_id, person_id=to.contact_id, stand_in_id=to.stand_in_id, due_on=to.due_on, state="open",
    )  # fmt: skip


def _answers(draft: PetitionDraft, wanted: Service) -> dict[str, Any]:
    """The attributes as answered. Raises UnfitPetition with everything that is wrong."""
    problems = []
    if not MIN_TEXT <= len(draft.text.strip()) <= MAX_TEXT:
        problems.append(Problem(_("Hãy mô tả sự việc, từ 10 đến 4000 ký tự."), "text"))
    if len(draft.title.strip()) > MAX_TITLE or len(draft.address.strip()) > MAX_ADDRESS:
        problems.append(Problem(_("Tiêu đề tối đa 200 ký tự, địa chỉ tối đa 300 ký tự."), "address"))
    if "\0" in f"{draft.text}{draft.title}{draft.address}{draft.name}{draft.phone}{draft.email}":
        problems.append(Problem(_("Nội dung có ký tự không dùng được. Hãy gõ lại."), "text"))
    problems += _contact_problems(draft)
    answers, faults = checked(wanted, draft.attributes)
    problems += [fault_of(one, wanted) for one in faults]
    if problems:
        raise UnfitPetition(problems)
    return answers


def _contact_problems(draft: PetitionDraft) -> list[Problem]:
    problems = []
    said = _contact(draft)
    if said["phone"] and not (8 <= sum(c.isdigit() for c in said["phone"]) <= 15 and len(said["phone"]) <= 20):
        problems.append(Problem(_("Số điện thoại chưa đúng. Hãy ghi từ 8 đến 15 chữ số, hoặc để trống."), "phone"))
    if said["email"]:
        try:
            validate_email(said["email"])
        except ValidationError:
            problems.append(Problem(_("Địa chỉ thư điện tử chưa đúng. Hãy sửa lại, hoặc để trống."), "email"))
    if len(said["name"]) > 150:
        problems.append(Problem(_("Họ và tên tối đa 150 ký tự."), "name"))
    return problems


def _contact(draft: PetitionDraft) -> dict[str, str]:
    """What is kept of the sender: nothing when they wish to stay unknown."""
    if draft.anonymous:
        return {"name": "", "phone": "", "email": ""}
    return {"name": draft.name.strip(), "phone": draft.phone.strip(), "email": draft.email.strip()}


def _author(draft: PetitionDraft, actor: Actor) -> Any:
    """The signed-in citizen; nobody when they wish to stay unknown, nor a machine that sends it for somebody."""
    if draft.anonymous or not isinstance(actor, Person) or actor.membership_id is not None:
        return None
    return actor.person_id


def _journal(draft: PetitionDraft, voice: Voice, actor: Actor, now: datetime) -> None:
    note(
        PetitionFiled, voice, actor=actor, now=now, channel=draft.channel, anonymous=draft.anonymous,
        photos=len(draft.photos), with_place=draft.lat is not None,
    )  # fmt: skip
    if voice.holder_id is not None:
        note(PetitionReached, voice, actor=actor, now=now)
