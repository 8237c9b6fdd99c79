"""How long a target takes from a ministry to 34 provinces and 3,321 communes in one go, beside the bare inserts.

Loads the country when it is not there, makes a plan of one indicator, proposes it through two levels, and takes it all
back. Beside it, on the same server: as many bare rows into tables of the same shape. Usage:
python bench/cascade.py
"""

from __future__ import annotations

import contextlib
import os
import time
from datetime import UTC, date, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
os.environ["CAUNOI_DB_OWNER"] = "1"

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from caunoi.core.actor import System  # noqa: E402
from caunoi.core.ids import new_id  # noqa: E402
from caunoi.people import testing as people  # noqa: E402
from caunoi.plans.models import Cascade, Offer, OfferMove  # noqa: E402
from caunoi.plans.operations import cascade as operations  # noqa: E402
from caunoi.plans.tests.cascading import target  # noqa: E402
from caunoi.units import queries as units  # noqa: E402
from caunoi.units.errors import RegisterExists  # noqa: E402
from caunoi.units.operations import load_country  # noqa: E402

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)


def bare() -> float:
    """Seconds that the same rows take without rules, journal and objects: `INSERT ... SELECT` into bare copies."""
    tables = [model._meta.db_table for model in (Cascade, Offer, OfferMove)]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TEMP TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
        began = time.perf_counter()
        for table in tables:
            cursor.execute(f"INSERT INTO bare_{table} SELECT * FROM {table}")
        return time.perf_counter() - began


def main() -> None:
    """Measure once, and undo."""
    with transaction.atomic():
        with contextlib.suppress(RegisterExists):
            load_country(now=NOW, actor=System("units"))
        ministry = next(a.id for a in units.agencies_of(None, on=date(2026, 9, 22)) if "Khoa học" in a.name)
        leader = people.actor(people.officer(ministry, "leader", second_factor=False).id, at=NOW)
        whole = target(ministry, 10_000_000, code=f"do-{new_id().hex[:8]}")
        seen: list[str] = []

        def count(execute: Any, sql: str, *rest: Any) -> Any:
            seen.append(sql[:80])
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            began, worked = time.perf_counter(), time.process_time()
            operations.propose(target_id=whole.id, methods=("by_population", "equal"), actor=leader, now=NOW)
            took, own = time.perf_counter() - began, time.process_time() - worked
        offers = Offer.objects.filter(cascade__indicator=whole.indicator).count()
        cascades = Cascade.objects.filter(indicator=whole.indicator).count()
        plain = bare()
        print(f"{cascades} cascades, {offers} offers, {len(seen)} statements")
        print(f"proposed in {took:.2f} s, {own:.2f} s of it in Python")
        print(f"the bare rows {plain:.2f} s: {took / plain:.1f} times")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
