"""The applicant rates how they were served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.dossiers.errors import DossierNotFound, NotReturned, RatedBefore, WrongScores
from caunoi.dossiers.events import Rated
from caunoi.dossiers.models import DossierRating
from caunoi.dossiers.operations.acting import dimensions, locked, note
from caunoi.dossiers.policies import is_applicant
from caunoi.dossiers.rules.rating import OFFICER_INDICATORS
from caunoi.dossiers.shapes import Status


@transaction.atomic
def rate(
    *, dossier_id: UUID, scores: Mapping[int, int], actor: Actor, now: datetime, comment: str = ""
) -> dict[int, int]:
    """Its applicant's scores 0, 1 or 2 by indicator (1, 2, 3, 4, 7), once, after the result was returned.

    An indicator may be left out; at least one is scored. Returns the scores. Raises DossierNotFound, NotReturned,
    RatedBefore, WrongScores. Circular 01/2018/TT-VPCP art. 13.
    """
    dossier = locked(dossier_id)
    if not is_applicant(dossier, actor):
        raise DossierNotFound
    if dossier.status != Status.RETURNED:
        raise NotReturned
    given = {int(number): int(score) for number, score in scores.items()}
    if not given or not set(given) <= OFFICER_INDICATORS or not set(given.values()) <= {0, 1, 2}:
        raise WrongScores
    words = {str(number): score for number, score in sorted(given.items())}
    _, made = DossierRating.objects.get_or_create(
        dossier=dossier, defaults={"scores": words, "comment": comment.strip()[:2000], "rated_at": now}
    )
    if not made:
        raise RatedBefore
    event = Rated(
        **dimensions(dossier, "applicant"),
        scores=given,
        specialist=dossier.specialist_id,
        satisfied=min(given.values()) > 0,
    )
    note(event, dossier, actor=actor, now=now)
    return given
