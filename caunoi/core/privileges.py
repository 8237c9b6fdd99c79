"""What the program's database role may do: everything with every table, except changing the journal."""

from __future__ import annotations

from typing import Any

from django.db import connections

PROGRAM_ROLE = "caunoi_app"
_GRANTS = f"""
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {PROGRAM_ROLE};
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {PROGRAM_ROLE};
DO $$ DECLARE journal regclass; BEGIN
    FOR journal IN
        SELECT oid::regclass FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND (relname = 'core_journal' OR relname = 'core_journal_head' OR relname = 'core_journal_checkpoint'
               OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'core_journal'::regclass))
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM {PROGRAM_ROLE}', journal);
        EXECUTE format('GRANT SELECT ON %s TO {PROGRAM_ROLE}', journal);
    END LOOP;
END $$;
GRANT INSERT ON core_journal_checkpoint TO {PROGRAM_ROLE};
REVOKE USAGE, UPDATE ON core_journal_id FROM {PROGRAM_ROLE};
"""
_ROLE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PROGRAM_ROLE}') THEN
        CREATE ROLE {PROGRAM_ROLE} NOLOGIN;
    END IF;
    EXECUTE format('GRANT {PROGRAM_ROLE} TO %I', current_user);
END $$;
GRANT USAGE ON SCHEMA public TO {PROGRAM_ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {PROGRAM_ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {PROGRAM_ROLE};
"""


def make_role(using: str = "default") -> None:
    """The program's role, and its rights on tables that the current user will make; for a database that is restored.

    A dump of a database holds no roles, and speaks of the owner's default privileges by the old owner's name.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_ROLE)


def grant(using: str = "default", **kwargs: Any) -> None:
    """Give the role its rights on all tables there are; runs after every migration."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('core_journal') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute(_GRANTS)
