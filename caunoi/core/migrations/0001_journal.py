"""The journal: one insert-only table, partitioned by month of recording, with a SHA-256 chain per subject.

Writers call core_journal_append() and nothing else. It runs with its owner's rights, so that the program's role
needs no INSERT on the table, and neither UPDATE nor DELETE exist for anybody: a trigger refuses both, and TRUNCATE.
"""

from django.db import migrations

TABLES = """
CREATE SEQUENCE core_journal_id AS bigint CACHE 1;

CREATE TABLE core_journal (
    id bigint NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    kind text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    unit_id uuid,
    agency_id uuid,
    province text NOT NULL DEFAULT '',
    actor_ref text NOT NULL,
    data jsonb NOT NULL,
    prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (id, recorded_at),
    UNIQUE (subject_kind, subject_id, seq, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX core_journal_kind ON core_journal (kind, occurred_at);

CREATE TABLE core_journal_default PARTITION OF core_journal DEFAULT;

CREATE TABLE core_journal_head (
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    seq integer NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (subject_kind, subject_id)
) WITH (fillfactor = 70);

CREATE TABLE core_journal_checkpoint (
    number integer PRIMARY KEY,
    first_id bigint NOT NULL,
    last_id bigint NOT NULL,
    entries bigint NOT NULL,
    made_at timestamptz NOT NULL,
    merkle_root bytea NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    signature bytea NOT NULL
);

CREATE TABLE core_journal_reader (
    name text PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    moved_at timestamptz
);
"""

FUNCTIONS = """
-- The bytes that an entry's hash covers. caunoi/core/journal/chain.py computes the same in Python; a test compares them.
CREATE FUNCTION core_journal_digest(
    prev_hash bytea, id bigint, occurred_at timestamptz, recorded_at timestamptz, kind text, subject_kind text,
    subject_id uuid, seq integer, unit_id uuid, agency_id uuid, province text, actor_ref text, data jsonb
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(prev_hash || convert_to(
        id::text || E'\\x1f' || (extract(epoch FROM occurred_at) * 1000000)::bigint::text
        || E'\\x1f' || (extract(epoch FROM recorded_at) * 1000000)::bigint::text
        || E'\\x1f' || kind || E'\\x1f' || subject_kind || E'\\x1f' || subject_id::text || E'\\x1f' || seq::text
        || E'\\x1f' || coalesce(unit_id::text, '') || E'\\x1f' || coalesce(agency_id::text, '')
        || E'\\x1f' || province || E'\\x1f' || actor_ref || E'\\x1f' || data::text, 'UTF8'))
$$;

-- Appends one entry to its subject's chain; the row lock on the head serialises writers of one subject only.
-- The transaction number is taken before the position: readers rely on it (see core_journal_fence).
CREATE FUNCTION core_journal_append(
    p_occurred_at timestamptz, p_kind text, p_subject_kind text, p_subject_id uuid, p_unit_id uuid,
    p_agency_id uuid, p_province text, p_actor_ref text, p_data jsonb
) RETURNS TABLE (o_id bigint, o_seq integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_seq integer;
    v_prev bytea;
    v_hash bytea;
    v_id bigint;
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM pg_current_xact_id();
    INSERT INTO core_journal_head AS h (subject_kind, subject_id, seq, hash)
        VALUES (p_subject_kind, p_subject_id, 0, decode(repeat('00', 32), 'hex'))
        ON CONFLICT (subject_kind, subject_id) DO UPDATE SET seq = h.seq
        RETURNING h.seq + 1, h.hash INTO v_seq, v_prev;
    v_id := nextval('core_journal_id');
    v_hash := core_journal_digest(v_prev, v_id, p_occurred_at, v_now, p_kind, p_subject_kind, p_subject_id, v_seq,
        p_unit_id, p_agency_id, p_province, p_actor_ref, p_data);
    INSERT INTO core_journal VALUES (v_id, p_occurred_at, v_now, p_kind, p_subject_kind, p_subject_id, v_seq,
        p_unit_id, p_agency_id, p_province, p_actor_ref, p_data, v_prev, v_hash);
    UPDATE core_journal_head SET seq = v_seq, hash = v_hash
        WHERE subject_kind = p_subject_kind AND subject_id = p_subject_id;
    RETURN QUERY SELECT v_id, v_seq;
END $$;

-- Makes the partitions of `months` months from now on; safe to repeat.
CREATE FUNCTION core_journal_partitions(months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    v_from timestamptz;
    v_name text;
    v_made integer := 0;
BEGIN
    FOR i IN 0..months - 1 LOOP
        v_from := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i)) AT TIME ZONE 'UTC';
        v_name := 'core_journal_' || to_char(v_from AT TIME ZONE 'UTC', 'YYYY_MM');
        IF to_regclass(v_name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF core_journal FOR VALUES FROM (%L) TO (%L)', v_name, v_from,
                ((v_from AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC');
            EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I '
                'EXECUTE FUNCTION core_journal_refuse()', v_name);
            v_made := v_made + 1;
        END IF;
    END LOOP;
    RETURN v_made;
END $$;

CREATE FUNCTION core_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_journal
    FOR EACH ROW EXECUTE FUNCTION core_journal_refuse();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core_journal EXECUTE FUNCTION core_journal_refuse();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core_journal_default EXECUTE FUNCTION core_journal_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_journal_checkpoint
    FOR EACH ROW EXECUTE FUNCTION core_journal_refuse();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core_journal_checkpoint
    EXECUTE FUNCTION core_journal_refuse();

SELECT core_journal_partitions(13);
"""

ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'caunoi_app') THEN
        BEGIN
            CREATE ROLE caunoi_app NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- made meanwhile by another database's migration
        END;
    END IF;
    EXECUTE format('GRANT caunoi_app TO %I', current_user);
EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE NOT IN ('XX000', '0LP01') THEN RAISE; END IF;
END $$;
GRANT USAGE ON SCHEMA public TO caunoi_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO caunoi_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO caunoi_app;
GRANT SELECT ON core_journal, core_journal_head, core_journal_checkpoint TO caunoi_app;
GRANT INSERT ON core_journal_checkpoint TO caunoi_app;
GRANT SELECT ON core_journal_id TO caunoi_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON core_journal_reader TO caunoi_app;
REVOKE ALL ON FUNCTION core_journal_partitions(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core_journal_partitions(integer) TO caunoi_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("contenttypes", "0001_initial"), ("procrastinate", "0001_initial")]
    operations = [
        migrations.RunSQL(TABLES, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
    ]
