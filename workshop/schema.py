"""The tables of one workshop's database, as named migrations.

Every entity row carries `rev`, the revision that last touched it; removal is a flag.
No row points outside its workshop and all ids are random, so a file can move or be copied.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("workshop")
KNOWN = frozenset(
    {"0001_the_room", "0002_the_plan", "0003_quick_answers", "0004_erasing", "0005_tellings"}
)

TABLES = """
CREATE TABLE workshop (
  id TEXT PRIMARY KEY, code TEXT NOT NULL, title TEXT NOT NULL, school TEXT NOT NULL,
  partnership TEXT NOT NULL, focus TEXT NOT NULL, question TEXT NOT NULL, label TEXT NOT NULL,
  pack TEXT NOT NULL, held_on TEXT NOT NULL, review_on TEXT NOT NULL, minutes INTEGER NOT NULL,
  is_rehearsal INTEGER NOT NULL DEFAULT 0, is_closed INTEGER NOT NULL DEFAULT 0,
  is_sealed INTEGER NOT NULL DEFAULT 0, took_part INTEGER,
  groups_open INTEGER NOT NULL DEFAULT 1, screen TEXT, activity TEXT, begun_at INTEGER,
  clock_seen_at INTEGER NOT NULL DEFAULT 0,
  epoch TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 0, rev INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE sittings (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, held_on TEXT NOT NULL,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE activities (
  id TEXT PRIMARY KEY, sitting TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL, say TEXT NOT NULL, minutes INTEGER NOT NULL,
  settings TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'ahead', phase TEXT, round INTEGER NOT NULL DEFAULT 0,
  rounds INTEGER NOT NULL DEFAULT 0, paths TEXT NOT NULL DEFAULT '{}',
  veils TEXT NOT NULL DEFAULT '{}', is_shown INTEGER NOT NULL DEFAULT 0,
  prompts TEXT NOT NULL DEFAULT '{}', page INTEGER NOT NULL DEFAULT 0,
  timer_runs INTEGER NOT NULL DEFAULT 0, timer_ends_at INTEGER, timer_left_ms INTEGER,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE slots (
  id TEXT PRIMARY KEY, activity TEXT NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL,
  text TEXT NOT NULL, source TEXT NOT NULL, prompts TEXT NOT NULL DEFAULT '[]',
  is_skipped INTEGER NOT NULL DEFAULT 0, rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE groups (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL, letter TEXT NOT NULL, merged_into TEXT,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE participants (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, code_hash TEXT NOT NULL,
  role TEXT NOT NULL, grp TEXT, past_groups TEXT NOT NULL DEFAULT '[]',
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE notes (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, activity TEXT NOT NULL,
  phase TEXT NOT NULL, round INTEGER NOT NULL DEFAULT 0, slot TEXT, grp TEXT,
  text TEXT NOT NULL, parent TEXT, stance TEXT, evidence_tag TEXT,
  fields TEXT NOT NULL DEFAULT '{}', key_hash TEXT, look TEXT,
  is_withdrawn INTEGER NOT NULL DEFAULT 0, is_hidden INTEGER NOT NULL DEFAULT 0,
  is_erased INTEGER NOT NULL DEFAULT 0, is_late INTEGER NOT NULL DEFAULT 0,
  is_carried INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX notes_by_place ON notes (activity, slot);
CREATE TABLE marks (
  id TEXT PRIMARY KEY, activity TEXT NOT NULL, phase TEXT NOT NULL, kind TEXT NOT NULL,
  owner TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX one_mark ON marks (activity, kind, owner, subject);
CREATE INDEX marks_by_subject ON marks (subject, kind);
CREATE TABLE actions (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL, fields TEXT NOT NULL DEFAULT '{}',
  status TEXT NOT NULL DEFAULT 'draft',
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE links (
  id TEXT PRIMARY KEY, from_id TEXT NOT NULL, to_id TEXT NOT NULL, kind TEXT NOT NULL,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX links_from ON links (from_id, kind);
CREATE INDEX links_to ON links (to_id, kind);
CREATE TABLE evidence (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  tag TEXT NOT NULL, source TEXT NOT NULL,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE documents (
  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, made_on TEXT NOT NULL, content BLOB NOT NULL,
  sha256 TEXT NOT NULL, rev INTEGER NOT NULL
);
CREATE TRIGGER documents_are_final BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'an agreed document is never changed'); END;
CREATE TRIGGER documents_stay BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'an agreed document is never deleted'); END;
CREATE TABLE log (
  n INTEGER PRIMARY KEY AUTOINCREMENT, op TEXT NOT NULL UNIQUE, seat TEXT, role TEXT NOT NULL,
  name TEXT NOT NULL, body_hash TEXT, body TEXT, answer TEXT NOT NULL, rev INTEGER NOT NULL,
  inverse TEXT, is_undone INTEGER NOT NULL DEFAULT 0
);
"""

# A goal belongs to the staff; `scope` and `owner` are there for groups and pairs. A test is one
# asking of one action: tallies alone, never who answered what.
THE_PLAN = """
ALTER TABLE workshop ADD COLUMN plan TEXT NOT NULL DEFAULT '{}';
ALTER TABLE workshop ADD COLUMN screen_of TEXT;
ALTER TABLE activities ADD COLUMN begun_at INTEGER;
ALTER TABLE activities ADD COLUMN ended_at INTEGER;
ALTER TABLE slots ADD COLUMN stance TEXT;
ALTER TABLE notes ADD COLUMN merged_into TEXT;
CREATE INDEX notes_merged ON notes (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE notes ADD COLUMN is_chosen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actions ADD COLUMN grp TEXT;
CREATE TABLE goals (
  id TEXT PRIMARY KEY, scope TEXT NOT NULL DEFAULT 'staff', owner TEXT,
  fields TEXT NOT NULL DEFAULT '{}',
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE parts (
  id TEXT PRIMARY KEY, action TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,
  fields TEXT NOT NULL DEFAULT '{}',
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX parts_by_action ON parts (action, kind, position);
CREATE TABLE tests (
  id TEXT PRIMARY KEY, activity TEXT NOT NULL, action TEXT NOT NULL, round INTEGER NOT NULL,
  held_on TEXT NOT NULL, tallies TEXT NOT NULL DEFAULT '[]', fields TEXT NOT NULL DEFAULT '{}',
  is_talked INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX tests_by_action ON tests (action, round);
"""


# So that what is asked with every note takes no longer when there are many.
QUICK_ANSWERS = """
CREATE INDEX notes_by_group ON notes (activity, grp, phase, round);
CREATE INDEX notes_by_parent ON notes (parent) WHERE parent IS NOT NULL;
CREATE INDEX marks_by_kind ON marks (kind);
CREATE INDEX log_undoable ON log (n) WHERE inverse IS NOT NULL AND is_undone = 0;
"""


# What names a child goes from an agreed document too; nothing else ever changes one.
ERASING = """
CREATE INDEX notes_hidden ON notes (id) WHERE is_hidden = 1;
ALTER TABLE documents ADD COLUMN erasures INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER documents_are_final;
CREATE TRIGGER documents_are_final BEFORE UPDATE ON documents
WHEN NEW.erasures <> OLD.erasures + 1 OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind
  OR NEW.made_on <> OLD.made_on
BEGIN SELECT RAISE(ABORT, 'an agreed document is never changed'); END;
"""


# Where a note's words stand as somebody's own text: on an action or a part of one (by its id), in
# where we are (`goal`), in what we now understand (`plan`). Off: taken off with a hidden note.
TELLINGS = """
CREATE TABLE tellings (
  note TEXT NOT NULL, place TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,
  is_off INTEGER NOT NULL DEFAULT 0,
  UNIQUE (note, place, field, text)
);
CREATE INDEX tellings_by_place ON tellings (place, field, text);
INSERT INTO tellings (note, place, field, text)
SELECT DISTINCT notes.id, actions.id, said.key, said.value
FROM links JOIN actions ON actions.id = links.from_id JOIN notes ON notes.id = links.to_id
JOIN json_each(actions.fields) AS said
WHERE links.kind = 'grew_from' AND said.value <> ''
  AND (said.value = substr(notes.text, 1, 120) OR EXISTS (
    SELECT 1 FROM links AS carried JOIN notes AS sheets ON sheets.id = carried.from_id
    JOIN json_each(sheets.fields) AS filled
    WHERE carried.to_id = notes.id AND carried.kind = 'carried'
      AND filled.key = said.key AND filled.value = said.value
  ));
"""


@migrations(name="0001_the_room")
def the_room(db: Database) -> None:
    """Tables of the first version."""
    for statement in split(TABLES):
        db.conn.execute(statement)


@migrations(name="0002_the_plan")
def the_plan(db: Database) -> None:
    """From station to agreed plan: goals, parts of actions, tests of agreement."""
    for statement in split(THE_PLAN):
        db.conn.execute(statement)


@migrations(name="0003_quick_answers")
def quick_answers(db: Database) -> None:
    """Indexes for what is asked with every note."""
    for statement in split(QUICK_ANSWERS):
        db.conn.execute(statement)


@migrations(name="0004_erasing")
def erasing(db: Database) -> None:
    """Words can be erased from agreed documents."""
    for statement in split(ERASING):
        db.conn.execute(statement)


@migrations(name="0005_tellings")
def tellings(db: Database) -> None:
    """Where notes were told again; of older workshops, what their actions say."""
    for statement in split(TELLINGS):
        db.conn.execute(statement)


def split(script: str) -> list[str]:
    """Statements of a script, one by one, so that they share one transaction."""
    statements, current = [], ""
    for line in script.strip().splitlines():
        current += line + "\n"
        is_trigger = current.lstrip().startswith("CREATE TRIGGER")
        if line.endswith(";") and (not is_trigger or line.endswith("END;")):
            statements.append(current)
            current = ""
    return statements


def is_newer(db: Database) -> bool:
    """Whether a newer version of Drumbeat has written this database."""
    return any(m.name not in KNOWN for m in migrations.applied(db))
