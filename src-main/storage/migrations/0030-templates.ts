import type { Migration } from './migration'

/**
 * A reference may have a template in several embedding spaces: while another model pack is prepared, and after a switch, so
 * that the way back stays open. Templates that were there move as they are: `moved` says that they were sealed for their
 * old place.
 */
export const templates: Migration = {
  version: 30,
  name: 'templates',
  sql: `
-- No template: the kept picture was looked at in vain, so that nobody looks again.
CREATE TABLE reference_templates (
  model_id TEXT NOT NULL,
  model_version TEXT NOT NULL,
  reference_id TEXT NOT NULL REFERENCES person_references (id) ON DELETE CASCADE,
  template BLOB,
  moved INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (model_id, model_version, reference_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX templates_by_reference ON reference_templates (reference_id);

INSERT INTO reference_templates (model_id, model_version, reference_id, template, moved, created_at)
  SELECT model_id, model_version, id, template, 1, created_at FROM person_references;
DROP INDEX references_by_model;
ALTER TABLE person_references DROP COLUMN template;

-- The pack whose templates are being made in the background; it goes on after a restart.
CREATE TABLE embedding_job (
  only INTEGER PRIMARY KEY CHECK (only = 1), pack TEXT, paused INTEGER NOT NULL, begun_at INTEGER NOT NULL
) STRICT;

-- Thresholds mean something in one space only: those of a pack that was left wait here for its return. '' is the pack
-- that Muster ships.
CREATE TABLE pack_thresholds (
  pack TEXT PRIMARY KEY,
  match_threshold REAL NOT NULL,
  margin REAL NOT NULL,
  liveness_threshold REAL NOT NULL,
  cameras TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
}
