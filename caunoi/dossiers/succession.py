"""What of this room follows an agency that ends: dossiers under way, their open work, and who may read them."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.units import succession
from caunoi.units.succession import Rule, Succession

_READERS = """
UPDATE dossiers_dossier d SET reader_ids = d.reader_ids || ARRAY(
    SELECT DISTINCT s.heir FROM succeeding s WHERE s.origin = ANY(d.reader_ids) AND s.heir <> ALL(d.reader_ids))
WHERE d.reader_ids && ARRAY(SELECT origin FROM succeeding)"""
_WORDS = """
UPDATE {table} t SET agencies = (
    SELECT jsonb_object_agg(w.key, coalesce(to_jsonb(s.heir::text), w.value))
    FROM jsonb_each(t.agencies) w LEFT JOIN succeeding s ON to_jsonb(s.origin::text) = w.value)
WHERE {still} AND EXISTS (
    SELECT FROM jsonb_each_text(t.agencies) w JOIN succeeding s ON s.origin::text = w.value)"""


def start() -> None:
    """At start-up."""
    rules = [
        Rule("dossiers_dossier", "receiving_agency_id", "t.step <> ''", unit="unit_id", province="province"),
        Rule("dossiers_dossier", "competent_agency_id", "t.step <> ''"),
        Rule("dossiers_workitem", "agency_id", "t.closed_at IS NULL"),
        Rule("processes_taskrecord", "agency_id", "t.completed_at IS NULL"),
    ]
    succession.register("dossiers", rules, before=_readers)


def _readers(following: Succession, actor: Actor, now: datetime) -> int:
    """The heirs may read what the agency could read; running processes name the heir from now on."""
    with connection.cursor() as cursor:
        cursor.execute(_READERS)
        cursor.execute(_WORDS.format(table="dossiers_dossier", still="t.step <> ''"))
        cursor.execute(_WORDS.format(table="processes_processinstance", still="t.completed_at IS NULL"))
    return 0
