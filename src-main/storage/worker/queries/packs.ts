import { z } from 'zod'
import type { EmbeddingJob, PackThresholds } from '../../api'
import type { Sql } from '../sql'
import { flag } from '../sql'
import { parseColumn } from './json-column'

export function readEmbeddingJob(sql: Sql): EmbeddingJob | null {
  const row = sql.get<{ pack: string | null; paused: number }>('SELECT pack, paused FROM embedding_job')
  return row === undefined ? null : { pack: row.pack, paused: row.paused === 1 }
}

export function writeEmbeddingJob(sql: Sql, job: EmbeddingJob | null, now: number): void {
  if (job === null) {
    sql.run('DELETE FROM embedding_job')
    return
  }
  sql.run(
    `INSERT INTO embedding_job (only, pack, paused, begun_at) VALUES (1, @pack, @paused, @now)
     ON CONFLICT (only) DO UPDATE SET pack = excluded.pack, paused = excluded.paused`,
    { pack: job.pack, paused: flag(job.paused), now }
  )
}

/** The pack that Muster ships has no folder of its own, and NULL would not be one key. */
const keyOf = (pack: string | null): string => pack ?? ''

export type KeptThresholds = PackThresholds & { cameras: Record<string, number> }

export function keptThresholds(sql: Sql, pack: string | null): KeptThresholds | null {
  const row = sql.get<{ match_threshold: number; margin: number; liveness_threshold: number; cameras: string }>(
    'SELECT match_threshold, margin, liveness_threshold, cameras FROM pack_thresholds WHERE pack = @pack',
    { pack: keyOf(pack) }
  )
  if (row === undefined) return null
  return {
    matchThreshold: row.match_threshold,
    margin: row.margin,
    livenessThreshold: row.liveness_threshold,
    cameras: parseColumn(z.record(z.string(), z.number()), 'pack_thresholds.cameras', row.cameras)
  }
}

export function keepThresholds(sql: Sql, pack: string | null, kept: KeptThresholds): void {
  sql.run(
    `INSERT INTO pack_thresholds (pack, match_threshold, margin, liveness_threshold, cameras)
     VALUES (@pack, @matchThreshold, @margin, @livenessThreshold, @cameras)
     ON CONFLICT (pack) DO UPDATE SET match_threshold = excluded.match_threshold, margin = excluded.margin,
       liveness_threshold = excluded.liveness_threshold, cameras = excluded.cameras`,
    { ...kept, pack: keyOf(pack), cameras: JSON.stringify(kept.cameras) }
  )
}

/** Cameras that have a threshold of their own, by id. */
export const cameraThresholds = (sql: Sql): Record<string, number> =>
  Object.fromEntries(
    sql
      .all<{ id: string; threshold: number }>(
        'SELECT id, match_threshold AS threshold FROM cameras WHERE match_threshold IS NOT NULL'
      )
      .map(({ id, threshold }) => [id, threshold])
  )

/** Exactly these cameras have a threshold of their own from now on. */
export function setCameraThresholds(sql: Sql, thresholds: Record<string, number>): void {
  sql.run('UPDATE cameras SET match_threshold = NULL WHERE match_threshold IS NOT NULL')
  for (const [id, threshold] of Object.entries(thresholds)) {
    sql.run('UPDATE cameras SET match_threshold = @threshold WHERE id = @id', { id, threshold })
  }
}
