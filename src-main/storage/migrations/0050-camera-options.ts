import type { Migration } from './migration'

/** How a camera's pictures are taken and looked at (rotation, zones, schedule and the like), as one JSON document. */
export const cameraOptions: Migration = {
  version: 50,
  name: 'camera-options',
  sql: `
ALTER TABLE cameras ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
`
}
