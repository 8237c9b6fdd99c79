"""A backup is taken and restored by the commands themselves: entries, files, rights and keys are there again.

What happens while people work, or when somebody is killed meanwhile: tests/faults/test_backup.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.faults.own_data import OwnData, own_data

pytestmark = [pytest.mark.slow, pytest.mark.first]


def rights(data: OwnData) -> list[tuple[Any, ...]]:
    """Who may do what with every table, sequence, view and function, and with those that will be made."""
    return data.ask("""
        SELECT relname::text, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION SELECT oid::regprocedure::text, proacl::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION SELECT defaclobjtype::text, defaclacl::text FROM pg_default_acl
        UNION SELECT 'schema', nspacl::text FROM pg_namespace WHERE nspname = 'public'
        ORDER BY 1, 2
    """)


def test_what_was_backed_up_is_there_again_with_its_rights_and_keys(tmp_path: Path) -> None:
    with own_data(tmp_path / "working") as working:
        working.must("prepare")
        said = json.loads(working.must("backup", str(tmp_path / "one"), "--json"))
        with own_data(tmp_path / "restored") as restored:
            told = restored.must("restore", str(tmp_path / "one"))
            assert f"nhật ký đến mục {said['journal']['last_id']} " in told
            last = [(said["journal"]["last_id"], said["journal"]["entries"])]
            assert restored.ask("SELECT max(id), count(*) FROM core_journal") == last
            assert restored.ask("SELECT count(*) FROM documents_storedfile") == [(said["files"],)]
            assert said["files"] > 0
            assert rights(restored) == rights(working)
            for forbidden in (
                "UPDATE core_journal SET kind = 'x'",
                "DELETE FROM core_journal_head",
                "TRUNCATE core_journal",
            ):
                with (
                    pytest.raises(psycopg.errors.InsufficientPrivilege),
                    psycopg.connect(restored.url, options="-c role=caunoi_app") as program,
                ):
                    program.execute(forbidden.encode())
            kept, source = (data.folder / "keys" / "secret_key" for data in (restored, working))
            assert kept.read_text() == source.read_text()
