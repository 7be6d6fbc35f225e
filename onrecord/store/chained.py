"""The chain of the intake log as SQL: columns, links, what it refuses. Never edited again."""

from __future__ import annotations

from onrecord.store.first import refuse

CHAIN_OPENS = """
ALTER TABLE intake ADD COLUMN kept BOOLEAN NOT NULL DEFAULT FALSE CHECK (kept IN (FALSE, TRUE))

ALTER TABLE intake ADD COLUMN previous TEXT NOT NULL DEFAULT ''

ALTER TABLE intake ADD COLUMN hash TEXT NOT NULL DEFAULT ''

"""

CHAIN_ENTRIES = """
SELECT number, path, digest, size, added, reader_version, reason,
    digest IN (SELECT digest FROM files) AS kept
FROM intake WHERE number > :number ORDER BY number LIMIT 1000
"""

CHAIN_LINK = """
UPDATE intake SET kept = :kept, previous = :previous, hash = :hash WHERE number = :number
"""

# One entry follows another, so the chain cannot fork, whoever writes.
CHAIN_CLOSES = """
CREATE UNIQUE INDEX intake_by_previous ON intake (previous)

"""

# INSERT OR REPLACE would take an entry away without a DELETE for a trigger to refuse.
CHAIN_REFUSES = (
    refuse("intake", "UPDATE")
    + """
CREATE TRIGGER intake_refuse_insert BEFORE INSERT ON intake
WHEN new.number <= (SELECT coalesce(max(number), 0) FROM intake)
    OR new.previous <> coalesce((SELECT value FROM meta WHERE name = 'intake_head'), '')
BEGIN SELECT RAISE(ABORT, 'an intake entry comes after the last one'); END
"""
)

CHAIN_REFUSES_POSTGRES = """
ALTER TABLE intake ENABLE TRIGGER USER

CREATE FUNCTION onrecord_refuse_out_of_turn() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF new.number <= (SELECT coalesce(max(number), 0) FROM intake)
        OR new.previous <> coalesce((SELECT value FROM meta WHERE name = 'intake_head'), '')
    THEN RAISE EXCEPTION 'an intake entry comes after the last one'; END IF;
    RETURN new; END $$

CREATE TRIGGER intake_refuse_insert BEFORE INSERT ON intake
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse_out_of_turn()

CREATE TRIGGER intake_refuse_truncate BEFORE TRUNCATE ON intake
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse_change()

CREATE TRIGGER files_refuse_truncate BEFORE TRUNCATE ON files
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse_change()
"""
