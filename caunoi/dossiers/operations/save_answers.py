"""Keep answers of a draft, or of what a supplement asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.once import whole
from caunoi.dossiers.answers import merged, problems_of
from caunoi.dossiers.errors import InvalidAnswers
from caunoi.dossiers.operations.acting import save
from caunoi.dossiers.operations.drafting import open_for_papers
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view, surroundings
from caunoi.procedures.rules import check_answers


@whole
def save_answers(
    *, dossier_id: UUID, answers: dict[str, Any], actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Merge `answers` into the draft; an empty answer takes the old one away, a list replaces the whole list.

    What is given must be right, what is absent is not yet required. While a supplement is waited for, the fields that
    were asked for may be answered anew. Raises InvalidAnswers naming each wrong field of those given (`field`, or
    `group.index.field`), and nothing is kept; NotAskedFor, DossierNotFound, AlreadySubmitted, StaleDossier.
    """
    dossier, role = open_for_papers(
        dossier_id, actor=actor, now=now, expected_version=expected_version, fields=frozenset(answers)
    )
    around = surroundings(dossier)
    form = around.procedure.form
    whole = merged(dossier.answers, answers)
    found = check_answers(form, whole, on=local_date(now), complete=False)
    wrong = [problem for problem in found if problem.field in answers]
    if wrong:
        raise InvalidAnswers(problems_of(wrong, form))
    dossier.answers = whole
    save(dossier, action="save_answers", role=role, now=now, fields=["answers"])
    return dossier_view(dossier, now=now, around=around)
