"""What voices have on their pages: a difficulty at every step, one that nobody answers, a petition to be checked."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from caunoi.core.actor import Anonymous
from caunoi.core.clock import local_date
from caunoi.people import testing as people
from caunoi.units import queries as units
from caunoi.voices import operations, queries, testing
from caunoi.voices.petition_shapes import PetitionDraft, PhotoDraft
from caunoi.voices.shapes import CommitmentDraft, RouteDraft
from tests.journeys.scene_base import REASON, Scene, picture

WORDS = f"{REASON}. {REASON}"
"""Long enough for a difficulty; data, in Vietnamese whatever the page's language is."""


def raised(scene: Scene, now: datetime) -> None:
    """One that waits, one answered with a commitment, one published, one without an agency, a petition with a photo."""
    here = testing.scene(now)
    for name in ("head", "specialist", "province_leader", "commune_officer", "ministry_head"):
        scene.clients[f"voices_{name}"] = people.signed_in_officer(getattr(here, name).person_id)
    waiting, answered, published = (_difficulty(here, now) for _ in range(3))
    nowhere = _difficulty(here, now, topic="health")
    promise = CommitmentDraft(REASON, local_date(now) + timedelta(days=20), here.department, here.specialist.person_id)
    operations.answer(voice_id=answered, text=WORDS, commitments=[promise], actor=here.specialist, now=now)
    operations.answer(voice_id=published, text=WORDS, actor=here.specialist, now=now)
    operations.publish_answer(
        voice_id=published, public_title=REASON, public_text=WORDS, public_answer=WORDS, actor=here.head, now=now
    )
    row = RouteDraft(
        topic="portal", agency_id=here.province, contact_id=here.province_leader.person_id, stand_in_id=None,
        way="step", days=5, valid_from=local_date(now) + timedelta(days=30), valid_to=None, reference=REASON,
    )  # fmt: skip
    route = operations.set_route(keeper_id=here.province, draft=row, actor=here.province_leader, now=now)
    petition, file_id = _petition(scene, now)
    code = queries.voice(published, actor=here.head, now=now).row.code
    scene.values |= {
        "voice_id": [str(one) for one in (waiting, answered, published, nowhere, petition)], "route_id": [str(route)],
        "photo_id": [str(file_id)], "voice_code": [code],
    }  # fmt: skip


def _difficulty(here: testing.Scene, now: datetime, topic: str = "signature") -> UUID:
    return testing.difficulty(here, now=now, text=WORDS, topic=topic)


def _petition(scene: Scene, now: datetime) -> tuple[UUID, UUID]:
    """About conduct at the ward, which its committee answers: the voice and its picture."""
    ward = units.unit_at("00082", on=local_date(now), level="commune")
    photo = PhotoDraft("anh.png", len(picture()), picture)
    draft = PetitionDraft(
        service="conduct", text=WORDS, title=REASON, commune_code=ward.code, address=REASON, name=REASON,
        phone="0912345678", photos=(photo,),
    )  # fmt: skip
    sent = operations.file_petition(draft, actor=Anonymous(""), now=now)
    found = queries.petition_for_officer(sent.voice_id, actor=scene.office.specialist, now=now)
    return sent.voice_id, found.photos[0].file_id
