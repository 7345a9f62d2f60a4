import type { Migration } from './migration'

/**
 * What the durable sender works with. A body lies apart from its delivery, which changes state often; a batch has one,
 * under its first delivery. `endpoint_states` is what an endpoint's answers brought about, `endpoints` what an operator
 * chose. Deliveries in a sealed batch but the first never fall due by themselves.
 */
export const webhookEngine: Migration = {
  version: 100,
  name: 'webhook-engine',
  sql: `
ALTER TABLE endpoints ADD COLUMN alias TEXT NOT NULL DEFAULT '';
ALTER TABLE endpoints ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE endpoints ADD COLUMN header_names TEXT NOT NULL DEFAULT '[]';
ALTER TABLE endpoints ADD COLUMN headers BLOB;
ALTER TABLE endpoints ADD COLUMN client_key BLOB;
ALTER TABLE endpoints ADD COLUMN proxy_password BLOB;
-- Of a removed one: 1, its last delivery is still on its way; 2, its queue is still being cancelled.
ALTER TABLE endpoints ADD COLUMN closing INTEGER NOT NULL DEFAULT 0;

CREATE TABLE endpoint_states (
  endpoint_id TEXT PRIMARY KEY REFERENCES endpoints (id),
  -- The number of its newest delivery; it counts here and no longer in the endpoint's own, longer row.
  last_sequence INTEGER NOT NULL DEFAULT 0,
  -- Charged failures in a row, and since when.
  failures INTEGER NOT NULL DEFAULT 0,
  failing_steady INTEGER,
  -- Null while the circuit is closed.
  probe_steady INTEGER,
  probes INTEGER NOT NULL DEFAULT 0,
  -- seq of the dead delivery that stops the lane.
  blocked_by INTEGER,
  pinned_format TEXT,
  reached_steady INTEGER,
  unreachable_steady INTEGER,
  -- Up to this sequence a delivery is backlog; what comes after is live.
  backlog_to INTEGER NOT NULL DEFAULT 0,
  next_backlog_to INTEGER NOT NULL DEFAULT 0,
  next_backlog_steady INTEGER NOT NULL DEFAULT 0,
  -- Of a removed one: deliveries cancelled so far.
  cancelled INTEGER NOT NULL DEFAULT 0,
  -- webhook.failing was told.
  warned INTEGER NOT NULL DEFAULT 0,
  last_success_at INTEGER,
  last_failure_at INTEGER,
  last_error TEXT,
  clock_skew_ms INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO endpoint_states (endpoint_id, last_sequence, backlog_to, next_backlog_to, last_success_at, last_failure_at)
  SELECT id, last_sequence, last_sequence, last_sequence,
    (SELECT MAX(finished_at) FROM attempts WHERE endpoint_id = endpoints.id AND outcome = 'success'),
    (SELECT MAX(finished_at) FROM attempts WHERE endpoint_id = endpoints.id AND outcome IN ('retry', 'failed', 'unknown'))
  FROM endpoints;

-- Attempts that ended, by endpoint and minute of the wall clock. latency: counts by power of the square root of two, ms.
CREATE TABLE endpoint_minutes (
  endpoint_id TEXT NOT NULL,
  minute INTEGER NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  latency TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (endpoint_id, minute)
) STRICT, WITHOUT ROWID;
INSERT INTO endpoint_minutes (endpoint_id, minute, delivered, failed)
  SELECT endpoint_id, finished_at / 60000, SUM(outcome = 'success'), SUM(outcome <> 'success')
  FROM attempts WHERE outcome <> 'open' AND finished_at IS NOT NULL GROUP BY 1, 2;

-- Requests of the running window, of endpoints that have a rate.
CREATE TABLE rate_marks (endpoint_id TEXT NOT NULL, steady INTEGER NOT NULL, requests INTEGER NOT NULL) STRICT;
CREATE INDEX rate_marks_by_endpoint ON rate_marks (endpoint_id, steady);

CREATE TABLE link_state (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  state TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  since_steady INTEGER NOT NULL,
  probe_steady INTEGER,
  probes INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO link_state (only, state, since_at, since_steady) VALUES (1, 'up', 0, 0);

CREATE TABLE deliveries_2 (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  endpoint_id TEXT NOT NULL REFERENCES endpoints (id),
  endpoint_version INTEGER NOT NULL,
  event_id TEXT NOT NULL REFERENCES events (id),
  event_type TEXT NOT NULL,
  person_id TEXT,
  sequence INTEGER NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('pending', 'sending', 'delivered', 'dead', 'cancelled', 'expired', 'skipped')),
  outcome TEXT,
  created_at INTEGER NOT NULL,
  created_steady INTEGER NOT NULL,
  due_steady INTEGER NOT NULL,
  expires_steady INTEGER,
  finished_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  budget_start INTEGER NOT NULL DEFAULT 0,
  lead_seq INTEGER,
  batch_id TEXT,
  pruned INTEGER NOT NULL DEFAULT 0,
  lease_id TEXT,
  lease_ends_steady INTEGER,
  last_status INTEGER,
  last_error TEXT,
  doubt TEXT,
  duration_ms REAL,
  -- Of a test: this secret alone signs it; null signs as the endpoint does.
  secret_id TEXT,
  UNIQUE (endpoint_id, sequence)
) STRICT;
INSERT INTO deliveries_2 (seq, id, endpoint_id, endpoint_version, event_id, event_type, person_id, sequence, state, outcome,
    created_at, created_steady, due_steady, finished_at, attempts, budget_start, lease_id, lease_ends_steady, last_status,
    last_error)
  SELECT seq, id, endpoint_id, endpoint_version, event_id, event_type, person_id, sequence, state, outcome, created_at,
    due_steady, due_steady, finished_at, attempts, budget_start, lease_id, lease_ends_steady, last_status, last_error
  FROM deliveries ORDER BY seq;

CREATE TABLE request_bodies (
  delivery_seq INTEGER PRIMARY KEY REFERENCES deliveries_2 (seq),
  dialect TEXT NOT NULL,
  event_name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BLOB NOT NULL,
  -- What a signature is put into, where the body holds one; null where the body is sent as it is.
  unsigned BLOB,
  rendered_at INTEGER NOT NULL
) STRICT;
INSERT INTO request_bodies (delivery_seq, dialect, event_name, content_type, headers, body, rendered_at)
  SELECT seq, COALESCE(dialect, 'standard'), COALESCE(event_name, event_type), COALESCE(content_type, 'application/json'),
    COALESCE(headers, '{}'), body, created_at
  FROM deliveries WHERE body IS NOT NULL ORDER BY seq;

CREATE TABLE attempts_2 (
  delivery_seq INTEGER NOT NULL REFERENCES deliveries_2 (seq),
  number INTEGER NOT NULL,
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
  PRIMARY KEY (delivery_seq, number)
) STRICT, WITHOUT ROWID;
INSERT INTO attempts_2 (delivery_seq, number, started_at, started_steady, finished_at, outcome, duration_ms, request_headers,
    status, response_headers, response_body, response_cut, error)
  SELECT d.seq, a.number, a.started_at, a.started_steady, a.finished_at, a.outcome, a.duration_ms, a.request_headers,
    a.status, a.response_headers, a.response_body, a.response_cut, a.error
  FROM attempts a JOIN deliveries d ON d.id = a.delivery_id ORDER BY d.seq, a.number;

DROP TABLE attempts;
DROP TABLE deliveries;
ALTER TABLE deliveries_2 RENAME TO deliveries;
ALTER TABLE attempts_2 RENAME TO attempts;

CREATE INDEX deliveries_due ON deliveries (endpoint_id, due_steady, sequence) WHERE state = 'pending';
CREATE INDEX deliveries_in_order ON deliveries (endpoint_id, sequence) WHERE state = 'pending';
CREATE INDEX deliveries_expiring ON deliveries (expires_steady) WHERE state = 'pending' AND expires_steady IS NOT NULL;
CREATE INDEX deliveries_sending ON deliveries (endpoint_id, lease_ends_steady) WHERE state = 'sending';
CREATE INDEX deliveries_dead ON deliveries (endpoint_id, seq) WHERE state = 'dead';
CREATE INDEX deliveries_ended ON deliveries (state, seq) WHERE state IN ('dead', 'cancelled', 'expired', 'skipped');
CREATE INDEX deliveries_by_type ON deliveries (event_type, seq);
CREATE INDEX deliveries_by_time ON deliveries (created_at);
CREATE INDEX deliveries_by_event ON deliveries (event_id);
CREATE INDEX deliveries_by_batch ON deliveries (lead_seq) WHERE lead_seq IS NOT NULL;
CREATE INDEX deliveries_by_person ON deliveries (person_id, seq) WHERE person_id IS NOT NULL;

-- The site's ed25519 keys, the private half sealed.
CREATE TABLE signing_keys (
  id INTEGER PRIMARY KEY, public_key TEXT NOT NULL, sealed BLOB NOT NULL, created_at INTEGER NOT NULL
) STRICT;

-- A hash chain over what became of deliveries. Hashes and MACs are 32 bytes; salts lie apart and are destroyed on erasure.
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  delivery_seq INTEGER NOT NULL,
  endpoint_id TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  through INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  outcome TEXT,
  status INTEGER,
  body_mac BLOB,
  response_mac BLOB,
  hash BLOB NOT NULL,
  salt BLOB
) STRICT;
CREATE INDEX ledger_salted ON ledger (delivery_seq) WHERE salt IS NOT NULL;
CREATE TABLE ledger_checkpoints (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, rows INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;
`
}
