import type { Migration } from './migration'

/** How cameras stood over the last days, one row per span; a span that goes on is lengthened. */
export const cameraStates: Migration = {
  version: 60,
  name: 'camera-states',
  sql: `
CREATE TABLE camera_states (
  id INTEGER PRIMARY KEY,
  camera_id TEXT NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  problem TEXT,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL
) STRICT;
CREATE INDEX camera_states_by_camera ON camera_states (camera_id, id);
CREATE INDEX camera_states_by_end ON camera_states (to_at);
`
}
