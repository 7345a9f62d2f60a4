import type { Migration } from './migration'

/** What days are judged by. `rules` is JSON; dates are calendar days of the site, `YYYY-MM-DD`. */
export const shifts: Migration = {
  version: 121,
  name: 'shifts',
  sql: `
CREATE TABLE shifts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rules TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Without a person: everybody who has none of their own. Without a shift: none from that day on.
CREATE TABLE shift_assignments (
  id TEXT PRIMARY KEY,
  person_id TEXT REFERENCES people (id),
  shift_id TEXT REFERENCES shifts (id),
  from_date TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX assignments_by_person ON shift_assignments (COALESCE(person_id, ''), from_date);
CREATE INDEX assignments_by_shift ON shift_assignments (shift_id);

CREATE TABLE holidays (date TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
`
}
