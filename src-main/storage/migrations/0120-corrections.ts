import type { Migration } from './migration'

/**
 * Corrections of attendance. A mark is never changed: one that no longer counts is named in `ended_marks`, one that
 * counts in its place is a mark of its own. Both tables are only ever added to. `reason` is sealed under the person's
 * key; `before` and `after` are JSON of time and direction.
 */
export const corrections: Migration = {
  version: 120,
  name: 'corrections',
  sql: `
ALTER TABLE marks ADD COLUMN source TEXT NOT NULL DEFAULT 'camera' CHECK (source IN ('camera', 'manual'));
ALTER TABLE marks ADD COLUMN corrects TEXT;
ALTER TABLE marks ADD COLUMN decided_at REAL;
UPDATE marks SET decided_at = (SELECT s.decided_at FROM sightings s WHERE s.id = marks.sighting_id);

CREATE TABLE corrections (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('add', 'change', 'void')),
  person_id TEXT NOT NULL REFERENCES people (id),
  mark_id TEXT NOT NULL REFERENCES marks (id),
  replacement_id TEXT REFERENCES marks (id),
  author TEXT NOT NULL,
  reason BLOB NOT NULL,
  at INTEGER NOT NULL,
  steady INTEGER NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX corrections_by_person ON corrections (person_id, seq);
CREATE INDEX corrections_by_mark ON corrections (mark_id, seq);
CREATE INDEX corrections_by_replacement ON corrections (replacement_id) WHERE replacement_id IS NOT NULL;

CREATE TABLE ended_marks (
  mark_seq INTEGER PRIMARY KEY REFERENCES marks (seq),
  correction_seq INTEGER NOT NULL REFERENCES corrections (seq)
) STRICT;

CREATE TRIGGER corrections_stay BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER corrections_remain BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER ended_marks_stay BEFORE UPDATE ON ended_marks
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER ended_marks_remain BEFORE DELETE ON ended_marks
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER marks_stay BEFORE UPDATE OF id, direction, captured_at, recorded_at, source, corrects ON marks
BEGIN SELECT RAISE(ABORT, 'a mark is corrected by another one'); END;
`
}
