"""What happens on the day on which a version that waited begins."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from caunoi.procedures.models import Procedure, ProcedureVersion
from caunoi.procedures.publishing import ENTRY_FIELDS, OFFICE, fill_office_entry

_LOOK_BACK = timedelta(days=31)
"""A program that stood still for a month still finds what began meanwhile."""


def begin_versions(*, on: date) -> int:
    """Let the published list say what the office's versions say that have begun by `on`; how many procedures.

    What can be filed never waits for this: queries compare dates. Repeatable.
    """
    rows = ProcedureVersion.objects.filter(
        origin=OFFICE, superseded_at=None, effective_from__lte=on, effective_from__gt=on - _LOOK_BACK
    )
    begun = rows.order_by("procedure_id", "-effective_from").distinct("procedure_id").select_related("procedure")
    with transaction.atomic():
        entries = [fill_office_entry(row.procedure, row.body) for row in begun]
        Procedure.objects.bulk_update(entries, ENTRY_FIELDS, batch_size=200)
    return len(entries)
