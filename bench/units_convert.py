"""How many (code, date) pairs a second are converted to today's geography, from the register in the database.

    .venv/bin/python bench/units_convert.py [pairs]

Pairs are drawn from the codes of Việt Nam's register and dates before and after the reform. Everything is timed but
drawing them: the first answer for each version composes its shares, later ones are looked up.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")


def main(pairs: int) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from caunoi.core.actor import System
    from caunoi.units.graphs import graph
    from caunoi.units.operations import load_country

    load_country(now=timezone.now(), actor=System("bench"))
    began = time.perf_counter()
    register = graph("vn")
    built = time.perf_counter()
    drawn = _drawn(register.versions.values(), pairs)
    started = time.perf_counter()
    answers = register.convert_pairs(drawn, date(2026, 12, 31))
    took = time.perf_counter() - started
    found = sum(1 for answer in answers if answer)
    print(f"graph of {len(register.versions):,} versions read in {built - began:.2f} s")
    print(f"{pairs:,} (code, date) pairs converted in {took:.2f} s: {pairs / took:,.0f} pairs/s ({found:,} found)")


def _drawn(versions: object, pairs: int) -> list[tuple[str, date]]:
    rng = random.Random(1)
    known = [(v.code, v.valid_from, 0 if v.valid_to else 400) for v in versions]  # type: ignore[attr-defined]
    return [(code, start + timedelta(days=rng.randint(0, last))) for code, start, last in rng.choices(known, k=pairs)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
