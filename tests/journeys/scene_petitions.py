"""Petitions for every page of the portal: a citizen's own that waits, one in public that was answered, its picture."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from caunoi.core.actor import Anonymous
from caunoi.voices import operations, queries
from caunoi.voices.petition_shapes import Filed, PetitionDraft, PhotoDraft
from tests.journeys.scene_base import REASON, Scene, picture

WORDS = f"{REASON}. {REASON}"
"""Long enough for a petition; data, in Vietnamese whatever the page's language is."""
WARD = "00082"
SENT = "portal.voice.sent"


def told(scene: Scene, now: datetime) -> None:
    """Fills in the places of the portal's addresses of petitions."""
    shown, photo = _shown(scene, now)
    waiting = _sent_on_the_page(scene)
    citizens = queries.my_petitions(actor=scene.office.citizen)
    scene.values |= {
        "petition": [shown.code], "secret": [shown.token, waiting], "service": ["pothole"],
        "voice_id": [*scene.values.get("voice_id", []), str(citizens[0][0])],
        "file_id": [*scene.values["file_id"], photo],
    }  # fmt: skip


def _shown(scene: Scene, now: datetime) -> tuple[Filed, str]:
    """Checked, answered and published, with a picture."""
    photo = PhotoDraft("anh.png", len(picture()), picture)
    draft = PetitionDraft(
        service="conduct", text=WORDS, title=REASON, commune_code=WARD, address=REASON, photos=(photo,), anonymous=True
    )
    sent = operations.file_petition(draft, actor=Anonymous(""), now=now)
    officer = scene.office.specialist
    file_id = queries.petition_for_officer(sent.voice_id, actor=officer, now=now).photos[0].file_id
    operations.check_petition(
        voice_id=sent.voice_id, outcome="shown", public_title=REASON, public_text=WORDS, photos=[file_id],
        actor=officer, now=now,
    )  # fmt: skip
    operations.answer(voice_id=sent.voice_id, text=WORDS, actor=officer, now=now)
    return sent, str(file_id)


def _sent_on_the_page(scene: Scene) -> str:
    """As a citizen does it, so that the confirmation can be opened: the secret."""
    client = scene.clients["citizen"]
    photo = SimpleUploadedFile("anh.png", picture(), "image/png")
    given = {"text": WORDS, "commune": "cua nam", "address": REASON, "photos": [photo], "agrees": "on"}
    answer = client.post("/voices/new/conduct/", given)
    assert answer.status_code == 302, answer.content.decode()
    return str(client.session[SENT]["token"])
