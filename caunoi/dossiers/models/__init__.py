"""Dossiers and what hangs on them. Private to the room."""

from caunoi.dossiers.models.dossier import Counter, Dossier, DossierComponent
from caunoi.dossiers.models.requests import DossierRequest
from caunoi.dossiers.models.results import DossierRating, DossierResult
from caunoi.dossiers.models.work import DossierLook, WorkItem

__all__ = [
    "Counter",
    "Dossier",
    "DossierComponent",
    "DossierLook",
    "DossierRating",
    "DossierRequest",
    "DossierResult",
    "WorkItem",
]
