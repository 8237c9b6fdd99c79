"""Puts the same text into every field of the database that people write freely."""

from __future__ import annotations

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import CharField, TextField

WRITTEN = frozenset({
    "name", "title", "text", "reason", "note", "notes", "words", "answer", "abstract", "remark", "comment", "purpose",
    "place", "topic", "what", "source", "who", "contact", "address", "full_name", "payer_name", "void_reason",
    "refusal_reason", "return_note", "cancel_reason", "applicant_name", "applicant_address", "return_address",
    "legal_basis", "change_note", "conclusion", "evidence", "closing_reason", "prepared_reason", "explanation",
    "file_name", "agency_name", "public_title", "public_text", "public_answer", "rating_words", "result",
    "responsibility", "authority", "assigned_by", "part", "holder", "received_by", "document", "name_vi", "name_en",
    "name_th", "unit_name", "status_reason", "exception_reason", "hidden_reason", "decision_ref", "reference",
    "agency_text", "limits_text", "results_text", "unsure_note",
})  # fmt: skip
FORMATS = frozenset({"processes.ProcessDefinition", "processes.ProcessVersion", "classification.Classing"})
"""Their `text` is a definition in a format of its own, read by the program."""


def every_text(payload: str) -> list[str]:
    """Write `payload` into each such field of each row; the fields that took it."""
    done = []
    for model in apps.get_models():
        if not model.__module__.startswith("caunoi.") or model._meta.label in FORMATS:
            continue
        for field in model._meta.concrete_fields:
            if _fits(field, payload) and _written(model, field.name, payload):
                done.append(f"{model._meta.label}.{field.name}")
    return done


def _fits(field: models.Field[object, object], payload: str) -> bool:
    free = isinstance(field, CharField | TextField) and not field.choices and field.name in WRITTEN
    return free and len(payload) <= (field.max_length or 10_000)


def _written(model: type[models.Model], name: str, payload: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            rows = model._default_manager.exclude(**{name: ""}).update(**{name: payload})
            cursor.execute("SET LOCAL session_replication_role = origin")
            return bool(rows)
    except DatabaseError:
        return False
