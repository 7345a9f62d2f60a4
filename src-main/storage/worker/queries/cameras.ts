import type { Camera } from '../../../../contracts/domain/camera'
import { cameraOptionsSchema } from '../../../../contracts/domain/camera-options'
import { cameraSourceSchema } from '../../../../contracts/domain/camera-source'
import type { Sql } from '../sql'
import { flag } from '../sql'
import { parseColumn } from './json-column'

export interface CameraRow {
  id: string
  name: string
  direction: Camera['direction']
  enabled: number
  analysis_fps: number
  match_threshold: number | null
  liveness_required: number
  zoom: Camera['zoom']
  options: string
  source: string
  password: Uint8Array | null
  created_at: number
  updated_at: number
}

export const toCamera = (row: CameraRow): Camera => ({
  id: row.id,
  name: row.name,
  direction: row.direction,
  enabled: row.enabled === 1,
  analysisFps: row.analysis_fps,
  matchThreshold: row.match_threshold,
  livenessRequired: row.liveness_required === 1,
  zoom: row.zoom,
  options: parseColumn(cameraOptionsSchema, 'cameras.options', row.options),
  source: parseColumn(cameraSourceSchema, 'cameras.source', row.source),
  createdAt: row.created_at,
  updatedAt: row.updated_at
})

export const cameraRow = (sql: Sql, id: string): CameraRow | undefined =>
  sql.get<CameraRow>('SELECT * FROM cameras WHERE id = @id', { id })

/** In the order in which they were added. */
export const cameraRows = (sql: Sql): CameraRow[] => sql.all<CameraRow>('SELECT * FROM cameras ORDER BY created_at, id')

/** Inserts or replaces; the time of creation of one that is there stays. */
export function putCamera(sql: Sql, camera: Camera, password: Uint8Array | null): void {
  sql.run(
    `INSERT INTO cameras (id, name, direction, enabled, analysis_fps, match_threshold, liveness_required, zoom, options, source, password,
       created_at, updated_at)
     VALUES (@id, @name, @direction, @enabled, @fps, @threshold, @liveness, @zoom, @options, @source, @password, @createdAt, @updatedAt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, direction = excluded.direction, enabled = excluded.enabled,
       analysis_fps = excluded.analysis_fps, match_threshold = excluded.match_threshold,
       liveness_required = excluded.liveness_required, zoom = excluded.zoom, options = excluded.options, source = excluded.source,
       password = excluded.password, updated_at = excluded.updated_at`,
    {
      id: camera.id,
      name: camera.name,
      direction: camera.direction,
      enabled: flag(camera.enabled),
      fps: camera.analysisFps,
      threshold: camera.matchThreshold,
      liveness: flag(camera.livenessRequired),
      zoom: camera.zoom,
      options: JSON.stringify(camera.options),
      source: JSON.stringify(camera.source),
      password,
      createdAt: camera.createdAt,
      updatedAt: camera.updatedAt
    }
  )
}

/** False when there was none. */
export const deleteCamera = (sql: Sql, id: string): boolean =>
  sql.run('DELETE FROM cameras WHERE id = @id', { id }).changes > 0
