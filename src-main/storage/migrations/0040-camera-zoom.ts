import type { Migration } from './migration'

/** How far-off faces are looked for at a camera: `off`, `second_pass` or `tiles`. */
export const cameraZoom: Migration = {
  version: 40,
  name: 'camera-zoom',
  sql: `
ALTER TABLE cameras ADD COLUMN zoom TEXT NOT NULL DEFAULT 'off';
`
}
