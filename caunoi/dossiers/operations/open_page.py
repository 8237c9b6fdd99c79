"""An officer opens a dossier: everything that its page shows, and the look remembered, in one."""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.record_look import remember
from caunoi.dossiers.policies import require_visible
from caunoi.dossiers.queries.page import DossierPage, DossierTold, page_from, told_from
from caunoi.dossiers.rules.codes import normal_code


def open_page(*, code: str, actor: Actor, now: datetime) -> DossierPage:
    """By its code in either notation; at most fifteen statements, the look among them. Raises DossierNotFound."""
    found, who = require_visible(Dossier.objects.filter(code=normal_code(code)).first(), actor, now=now)
    remember(found, who, actor, now)
    return page_from(found, who, actor, now)


def open_told(*, code: str, actor: Actor, now: datetime) -> DossierTold:
    """The same for another system, which has no buttons: at most ten statements. Raises DossierNotFound."""
    found, who = require_visible(Dossier.objects.filter(code=normal_code(code)).first(), actor, now=now)
    remember(found, who, actor, now)
    return told_from(found, actor, now)
