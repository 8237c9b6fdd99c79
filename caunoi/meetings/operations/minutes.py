"""The minutes: made as PDF when the meeting has ended, signed by a leader of the host."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.documents import queries as files
from caunoi.documents import signing
from caunoi.documents.papers import PAPER_SEAL, paper_pdf
from caunoi.documents.queries import FileView
from caunoi.meetings.errors import MinutesNeeded
from caunoi.meetings.events import MinutesMade, MinutesSigned
from caunoi.meetings.models import Meeting
from caunoi.meetings.paper import minutes_paper
from caunoi.meetings.policies import require_chair, require_preparer
from caunoi.meetings.rows import locked, note, require_state, touch, where
from caunoi.meetings.rules.states import HOST
from caunoi.people import queries as people
from caunoi.units import queries as units


@transaction.atomic
def make_minutes(*, meeting_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Make the minutes from what was written down; made again they replace those before. The file's id.

    Any later answer or conclusion makes them stale, so that what is signed is whole. Raises MeetingNotFound,
    NotThePreparer, WrongState, FormFailed.
    """
    row = locked(meeting_id)
    require_preparer(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["make_minutes"])
    file = _keep(row, paper_pdf(minutes_paper(row, now=now)), "bien-ban", actor, now)
    touch(row, minutes_file_id=file.id, minutes_at=now)
    note(MinutesMade(code=row.code, file=file.id, sha256=file.sha256), row, actor=actor, now=now)
    return file.id


@transaction.atomic
def sign_minutes(*, meeting_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Sign the minutes for the host (PAdES), after which nothing in the meeting changes; the signed file's id.

    Raises MeetingNotFound, NotTheChair, WrongState, MinutesNeeded, SigningUnavailable.
    """
    row = locked(meeting_id)
    person_id = require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["sign_minutes"])
    if row.minutes_file_id is None:
        raise MinutesNeeded
    host = units.agency(row.agency_id)
    signed = signing.sign(
        files.content(row.minutes_file_id), signer_name=people.names([person_id]).get(person_id, ""),
        reason=f"Ký biên bản cuộc họp {row.code}", agency_name=host.name, agency_code=host.code, now=now,
        box=signing.SealBox(*PAPER_SEAL),
    )  # fmt: skip
    file = _keep(row, signed, "bien-ban-da-ky", actor, now)
    touch(row, state="concluded", minutes_file_id=file.id, signed_at=now, signed_by=person_id)
    note(MinutesSigned(code=row.code, file=file.id, sha256=file.sha256), row, actor=actor, now=now)
    return file.id


def _keep(row: Meeting, content: bytes, name: str, actor: Actor, now: datetime) -> FileView:
    about = SubjectRef("meeting", row.pk)
    return documents.keep(
        content=content, name=f"{name}-{row.code}.pdf", subject=about, actor=actor, now=now, place=where(row)
    )
