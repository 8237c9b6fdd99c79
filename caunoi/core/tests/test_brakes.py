"""So many tries and no more, however they are sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from caunoi.core import brakes
from caunoi.core.brakes import Brake

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BRAKE = Brake("test", most=5, seconds=600)


@pytest.mark.django_db
def test_it_lets_so_many_pass_in_the_time_and_begins_anew_after_it() -> None:
    tries = [BRAKE.pressed("203.0.113.9", now=NOW + timedelta(seconds=n)) for n in range(7)]
    assert tries == [False] * 5 + [True] * 2
    assert not BRAKE.pressed("203.0.113.10", now=NOW)
    assert BRAKE.pressed("203.0.113.9", now=NOW + timedelta(seconds=599))
    assert not BRAKE.pressed("203.0.113.9", now=NOW + timedelta(seconds=600))


@pytest.mark.django_db
def test_a_good_try_does_not_count_and_does_not_open_what_is_closed() -> None:
    for _ in range(20):
        assert not BRAKE.pressed("a", now=NOW)
        BRAKE.forgive("a")
    for _ in range(6):
        BRAKE.pressed("a", now=NOW)
    BRAKE.forgive("a")
    assert BRAKE.pressed("a", now=NOW)


@pytest.mark.django_db
def test_it_keeps_no_address_and_forgets() -> None:
    brakes.forget(now=NOW + timedelta(days=36_500))
    BRAKE.pressed("203.0.113.9", now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM core_brake")
        ((key,),) = cursor.fetchall()
    assert key.startswith("test:")
    assert "203.0.113.9" not in key
    assert brakes.forget(now=NOW) == 0
    assert brakes.forget(now=NOW + timedelta(hours=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_tries_sent_all_at_once_are_all_counted() -> None:
    def press(_number: int) -> bool:
        try:
            return BRAKE.pressed("together", now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        tries = sorted(pool.map(press, range(40)))
    brakes.forget(now=NOW + timedelta(days=1))  # no model's table: nobody empties it after the test
    assert tries == [False] * 5 + [True] * 35
