"""How long it takes to hand 597 procedures to the committees of all communes, in one operation.

    .venv/bin/python bench/transfer_authority.py [procedures]

In a transaction that is rolled back: made-up procedures with a real body (the birth registration's), and one officer in
each role in each commune's committee and centre. Timed is the operation alone, preview and refusal beside it.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")


def main(count: int) -> None:
    import django

    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from caunoi.core.actor import System
    from caunoi.procedures.operations import load
    from caunoi.units.operations import load_country

    now = timezone.now()
    load_country(now=now, actor=System("bench"))
    load(now=now, actor=System("bench"))
    with transaction.atomic():
        _measure(count, now)
        transaction.set_rollback(True)


def _measure(count: int, now: datetime) -> None:
    from caunoi.core.clock import local_date
    from caunoi.people import testing as people
    from caunoi.procedures import operations
    from caunoi.procedures.errors import TransferRefused
    from caunoi.units import queries as units

    on = local_date(now) + timedelta(days=1)
    ministry = units.agencies_of(None, on=on, kind="ministry")[0]
    leader = people.actor(people.officer(ministry.id, "leader", second_factor=False).id, at=now)
    codes = _procedures(count, now)
    wanted: dict[str, Any] = {
        "codes": codes, "to_level": "commune", "to_kind": "peoples_committee", "decision_ref": "bench", "on": on,
        "actor": leader, "now": now,
    }  # fmt: skip
    began = time.perf_counter()
    try:
        operations.transfer_authority(**wanted)
    except TransferRefused as refused:
        print(f"refused with {len(refused.lacks):,} lacks in {time.perf_counter() - began:.2f} s")
    _staff(on, now)
    began = time.perf_counter()
    report = operations.transfer_authority(**wanted)
    took = time.perf_counter() - began
    print(f"{len(report.lines)} procedures transferred to {report.agencies:,} agencies in {took:.2f} s")


def _procedures(count: int, now: datetime) -> list[str]:
    from caunoi.core.ids import new_id
    from caunoi.procedures.models import Procedure, ProcedureVersion
    from caunoi.procedures.publishing import version_row

    body = ProcedureVersion.objects.filter(procedure__code="1.001193", superseded_at=None).latest("effective_from").body
    whole = {**body, "level": "province", "competent_kind": "department", "competent_name": "Sở Tư pháp"}
    codes = [f"8.{number:06d}" for number in range(count)]
    rows = Procedure.objects.bulk_create(Procedure(id=new_id(), code=code, name=code) for code in codes)
    start = date(2025, 7, 1)
    fresh = (version_row(row.id, whole, start=start, end=None, now=now, origin="files") for row in rows)
    ProcedureVersion.objects.bulk_create(fresh, batch_size=100)
    return codes


def _staff(on: date, now: datetime) -> None:
    """One invented person serves everywhere: what counts is how many memberships there are to look through."""
    from caunoi.people import testing as people
    from caunoi.people.models import Membership
    from caunoi.units import queries as units

    person = people.officer(second_factor=False)
    roles = {"peoples_committee": ("specialist", "head_of_unit", "leader"), "service_centre": ("counter_officer",)}
    agencies = units.agencies_at(level="commune", kinds=roles, on=on)
    Membership.objects.bulk_create(
        Membership(person_id=person.id, agency_id=agency.id, role=role, valid_from=now)
        for agency in agencies
        for role in roles[agency.kind]
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 597)
