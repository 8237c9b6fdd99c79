"""What of this room follows an agency that ends: dossiers under way, their open work, and who may read them."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.units import succession
from caunoi.units.succession import Rule, Succession

_WORDS = """(
    SELECT jsonb_object_agg(w.key, coalesce(s.heir::text, w.value))
    FROM jsonb_each_text({0}.agencies) w LEFT JOIN succeeding s ON s.origin = w.value::uuid)"""
_CONCERNED = """
CREATE TEMP TABLE succeeding_dossier ON COMMIT DROP AS
SELECT o.id, o.step <> '' AS open, r.heir AS receiving, a.unit_id, a.province_code, c.heir AS competent
FROM dossiers_dossier o
LEFT JOIN succeeding r ON r.origin = o.receiving_agency_id AND o.step <> ''
LEFT JOIN units_agency a ON a.id = r.heir
LEFT JOIN succeeding c ON c.origin = o.competent_agency_id AND o.step <> ''
WHERE o.id IN (
    SELECT t.id FROM dossiers_dossier t WHERE t.reader_ids && ARRAY(SELECT origin FROM succeeding)
    UNION SELECT t.id FROM dossiers_dossier t WHERE t.step <> '' AND EXISTS (
        SELECT 1 FROM succeeding s WHERE s.origin IN (t.receiving_agency_id, t.competent_agency_id)
        UNION ALL SELECT 1 FROM jsonb_each_text(t.agencies) w JOIN succeeding s ON s.origin = w.value::uuid))"""
_DOSSIERS = f"""
UPDATE dossiers_dossier d SET
    reader_ids = d.reader_ids || ARRAY(
        SELECT DISTINCT s.heir FROM succeeding s WHERE s.origin = ANY(d.reader_ids) AND s.heir <> ALL(d.reader_ids)),
    agencies = CASE WHEN n.open AND d.agencies <> '{{}}' THEN {_WORDS.format("d")} ELSE d.agencies END,
    receiving_agency_id = coalesce(n.receiving, d.receiving_agency_id),
    unit_id = CASE WHEN n.receiving IS NULL THEN d.unit_id ELSE n.unit_id END,
    province = CASE WHEN n.receiving IS NULL THEN d.province ELSE n.province_code END,
    competent_agency_id = coalesce(n.competent, d.competent_agency_id)
FROM succeeding_dossier n WHERE d.id = n.id"""
_MOVED = "SELECT count(*) FROM succeeding_dossier WHERE receiving IS NOT NULL OR competent IS NOT NULL"
_RUNS = f"""
UPDATE processes_processinstance t SET agencies = {_WORDS.format("t")}
WHERE t.completed_at IS NULL AND EXISTS (
    SELECT FROM jsonb_each_text(t.agencies) w JOIN succeeding s ON s.origin = w.value::uuid)"""


def start() -> None:
    """At start-up."""
    dossiers = [
        Rule("dossiers_dossier", "receiving_agency_id", "t.step <> ''"),
        Rule("dossiers_dossier", "competent_agency_id", "t.step <> ''"),
    ]
    rules = [
        Rule("dossiers_workitem", "agency_id", "t.closed_at IS NULL"),
        Rule("processes_taskrecord", "agency_id", "t.completed_at IS NULL"),
    ]
    succession.register("dossiers", rules, counted=dossiers, before=_dossiers)


def _dossiers(following: Succession, actor: Actor, now: datetime) -> int:
    """Each dossier's row is written once, with all that changes; running processes name the heir from now on.

    The heirs may read what the agency could read, of what is closed too. Six statements.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS succeeding_dossier")
        cursor.execute(_CONCERNED)
        cursor.execute("ANALYZE succeeding_dossier")
        cursor.execute(_DOSSIERS)
        cursor.execute(_RUNS)
        cursor.execute(_MOVED)
        return int(cursor.fetchone()[0])
