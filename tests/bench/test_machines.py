"""A machine's calls as they are measured: a hand-over's bare statements do to another dossier what the call did."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection

from bench import million
from bench.machines import Machines
from bench.replay import bare_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def machines(transactional_db: None, live_server: object) -> Machines:
    caches["local"].clear()
    return Machines(str(live_server), 1)


def handed_over() -> int:
    return int(apps.get_model("dossiers.Dossier")._default_manager.filter(returned_at__isnull=False).count())


def entries(code: str) -> list[tuple[int, str]]:
    """The journal of one dossier: places and kinds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j.seq, j.kind FROM core_journal j JOIN dossiers_dossier d ON d.id = j.subject_id "
            "WHERE d.code = %s ORDER BY j.seq",
            [code],
        )
        return [(seq, kind) for seq, kind in cursor.fetchall()]


def test_what_is_ready_is_handed_over_once_by_the_program_or_by_its_bare_statements(machines: Machines) -> None:
    machines.ready.make(6)
    first = machines.hand_over(0, 0)
    _count, send = machines.handed_over_bare()  # two more, made in this process
    assert handed_over() == 3
    bare = bare_connection()
    try:
        for number in range(3):
            send(bare, number)
    finally:
        bare.close()
    assert handed_over() == 6
    last = machines.ready.code(machines.ready.FIRST + 6)
    assert entries(last) == entries(first)
    assert entries(last)[-1][1] == "dossier.handed_over"


def test_a_copys_identifier_is_reckoned_as_the_database_does(machines: Machines) -> None:
    machines.ready.make(1)
    row = apps.get_model("dossiers.Dossier")._default_manager.get(code=machines.ready.code(machines.ready.FIRST + 1))
    signed = apps.get_model("dossiers.Dossier")._default_manager.exclude(id=row.id).get()
    assert isinstance(row.id, UUID)
    assert row.id == million.other(signed.id, machines.ready.FIRST + 1)
