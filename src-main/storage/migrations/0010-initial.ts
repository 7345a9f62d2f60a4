import type { Migration } from './migration'

/**
 * Every room of the first version. `*_at` is epoch milliseconds of the wall clock, `*_steady` milliseconds of the steady
 * clock, on which schedules run. BLOB columns are sealed envelopes. `seq` is the order of record.
 */
export const initial: Migration = {
  version: 10,
  name: 'initial',
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE steady_time (
  only INTEGER PRIMARY KEY CHECK (only = 1), steady_ms INTEGER NOT NULL, wall_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE site_settings (only INTEGER PRIMARY KEY CHECK (only = 1), json TEXT NOT NULL) STRICT;

CREATE TABLE sealing_probe (only INTEGER PRIMARY KEY CHECK (only = 1), key_id TEXT NOT NULL, sealed BLOB NOT NULL) STRICT;

-- A person's key carries the person's id, a site key the name of its scope. Destroying the row is the erasure.
CREATE TABLE data_keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE cameras (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'both')),
  enabled INTEGER NOT NULL,
  analysis_fps REAL NOT NULL,
  match_threshold REAL,
  liveness_required INTEGER NOT NULL,
  source TEXT NOT NULL,
  password BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- An erased person stays as a row without name: marks point here for the payroll retention period.
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  external_id TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  consent TEXT,
  photo_crop_id TEXT,
  last_seen_at REAL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  erased_at INTEGER
) STRICT;
CREATE INDEX people_by_name ON people (sort_name, id) WHERE erased_at IS NULL;
CREATE UNIQUE INDEX people_by_external_id ON people (external_id) WHERE external_id <> '';

CREATE TABLE person_references (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  model_id TEXT NOT NULL,
  model_version TEXT NOT NULL,
  template BLOB NOT NULL,
  quality TEXT NOT NULL,
  crop_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX references_by_person ON person_references (person_id);
CREATE INDEX references_by_model ON person_references (model_id, model_version, id);

-- One row per sealed file. person_id says whose key opens it; null is the key of strangers.
CREATE TABLE crops (id TEXT PRIMARY KEY, person_id TEXT REFERENCES people (id), created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX crops_by_person ON crops (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE sightings (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  camera_id TEXT NOT NULL,
  camera_name TEXT NOT NULL,
  track_id TEXT NOT NULL,
  verdict TEXT NOT NULL,
  person_id TEXT,
  score REAL,
  second_score REAL,
  threshold REAL NOT NULL,
  refusal TEXT,
  liveness TEXT NOT NULL,
  quality TEXT NOT NULL,
  model_id TEXT NOT NULL,
  model_version TEXT NOT NULL,
  gallery_version INTEGER NOT NULL,
  first_seen_at REAL NOT NULL,
  captured_at REAL NOT NULL,
  frame_pts_ms REAL NOT NULL,
  decided_at REAL NOT NULL,
  recorded_at INTEGER NOT NULL,
  box TEXT NOT NULL,
  frame_width INTEGER NOT NULL,
  frame_height INTEGER NOT NULL,
  decision TEXT NOT NULL,
  direction TEXT,
  crop_id TEXT
) STRICT;
CREATE INDEX sightings_by_person ON sightings (person_id, seq) WHERE person_id IS NOT NULL;
CREATE INDEX sightings_by_decision ON sightings (decision, seq);

CREATE TABLE marks (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id),
  camera_id TEXT NOT NULL,
  camera_name TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  captured_at REAL NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_steady INTEGER NOT NULL,
  score REAL,
  liveness_score REAL,
  sighting_id TEXT UNIQUE REFERENCES sightings (id),
  crop_id TEXT
) STRICT;
CREATE INDEX marks_by_person ON marks (person_id, captured_at, seq);
CREATE INDEX marks_by_capture ON marks (captured_at, seq);

CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  occurred_at REAL NOT NULL,
  person_id TEXT,
  camera_id TEXT,
  data BLOB NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_steady INTEGER NOT NULL
) STRICT;

-- A removed endpoint stays as a row, so that the log can still name it; its secrets do not.
CREATE TABLE endpoints (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  description TEXT NOT NULL,
  dialect TEXT NOT NULL,
  events TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  timeout_ms INTEGER NOT NULL,
  allow_loopback INTEGER NOT NULL,
  version INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  disabled_reason TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE endpoint_secrets (
  id TEXT PRIMARY KEY,
  endpoint_id TEXT NOT NULL REFERENCES endpoints (id),
  sealed BLOB NOT NULL,
  hint TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  retires_steady INTEGER
) STRICT;
CREATE INDEX secrets_by_endpoint ON endpoint_secrets (endpoint_id);

CREATE TABLE deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  endpoint_id TEXT NOT NULL REFERENCES endpoints (id),
  endpoint_version INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES events (id),
  event_type TEXT NOT NULL,
  person_id TEXT,
  sequence INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'dead', 'cancelled')),
  outcome TEXT,
  created_at INTEGER NOT NULL,
  due_steady INTEGER NOT NULL,
  finished_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  budget_start INTEGER NOT NULL DEFAULT 0,
  dialect TEXT,
  event_name TEXT,
  content_type TEXT,
  headers TEXT,
  body BLOB,
  lease_id TEXT,
  lease_ends_steady INTEGER,
  last_status INTEGER,
  last_error TEXT,
  UNIQUE (endpoint_id, sequence)
) STRICT;
CREATE INDEX deliveries_due ON deliveries (endpoint_id, due_steady, sequence) WHERE state = 'pending';
CREATE INDEX deliveries_leased ON deliveries (lease_ends_steady) WHERE state = 'sending';
CREATE INDEX deliveries_by_state ON deliveries (state, endpoint_id);
CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, seq);
CREATE INDEX deliveries_by_event ON deliveries (event_id);
CREATE INDEX deliveries_unfinished_by_person ON deliveries (person_id)
  WHERE person_id IS NOT NULL AND state IN ('pending', 'sending', 'dead');

CREATE TABLE attempts (
  delivery_id TEXT NOT NULL REFERENCES deliveries (id),
  number INTEGER NOT NULL,
  endpoint_id TEXT NOT NULL,
  lease_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  started_steady INTEGER NOT NULL,
  finished_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'success', 'retry', 'failed', 'unknown')),
  duration_ms REAL,
  request_headers TEXT NOT NULL DEFAULT '{}',
  status INTEGER,
  response_headers TEXT NOT NULL DEFAULT '{}',
  response_body BLOB,
  response_cut INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_outcome ON attempts (endpoint_id, outcome, finished_at);
`
}
