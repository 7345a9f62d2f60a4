import type { ModelRef } from '../../../../contracts/domain/face'
import type { SiteSettings } from '../../../../contracts/domain/site'
import { MusterError } from '../../../../contracts/result'
import type { EmbeddingJob, NewTemplate, PackThresholds } from '../../api'
import {
  cameraThresholds,
  keepThresholds,
  keptThresholds,
  setCameraThresholds,
  writeEmbeddingJob
} from '../queries/packs'
import { referenceRow } from '../queries/references'
import { readSettings, writeSettings } from '../queries/settings'
import { deleteTemplatesOf, putTemplate, templatePlace } from '../queries/templates'
import type { UseCaseContext } from './context'

/** Seals a template under its person's key, bound to its reference and its space. */
export function addTemplate(
  context: UseCaseContext,
  owner: { referenceId: string; personId: string },
  model: ModelRef,
  template: Float32Array | null
): void {
  const { sql, vault, times } = context
  const { referenceId, personId } = owner
  const bytes = template && Buffer.from(template.buffer, template.byteOffset, template.byteLength)
  const sealed = bytes && vault.seal({ personId }, templatePlace(referenceId, model), bytes)
  putTemplate(sql, { referenceId, model, template: sealed, now: times.now })
}

/** References that were removed meanwhile, or whose person was erased, are passed over. */
export function storeTemplates(
  context: UseCaseContext,
  { model, templates }: { model: ModelRef; templates: NewTemplate[] }
): { stored: number } {
  let stored = 0
  for (const { referenceId, template } of templates) {
    const reference = referenceRow(context.sql, referenceId)
    if (reference === undefined) continue
    addTemplate(context, { referenceId, personId: reference.person_id }, model, template)
    stored++
  }
  return { stored }
}

export const removeTemplates = ({ sql }: UseCaseContext, model: ModelRef): { removed: number } => ({
  removed: deleteTemplatesOf(sql, model)
})

export function setEmbeddingJob({ sql, times }: UseCaseContext, job: EmbeddingJob | null): null {
  writeEmbeddingJob(sql, job, times.now)
  return null
}

/**
 * Another pack from now on. Thresholds belong to a space: those in use are kept for the pack that is left, cameras' own
 * among them, and the new pack gets back the ones that it was left with, or those of its manifest.
 */
export function switchPack(
  context: UseCaseContext,
  { pack, thresholds }: { pack: string | null; thresholds: PackThresholds }
): SiteSettings {
  const { sql } = context
  const before = readSettings(sql)
  if (before.engine.pack === pack) throw new MusterError('conflict', 'This model pack is in use already.')
  const { matchThreshold, margin, livenessThreshold } = before.recognition
  keepThresholds(sql, before.engine.pack, { matchThreshold, margin, livenessThreshold, cameras: cameraThresholds(sql) })
  const { cameras, ...wanted } = keptThresholds(sql, pack) ?? { ...thresholds, cameras: {} }
  setCameraThresholds(sql, cameras)
  const after: SiteSettings = {
    ...before,
    engine: { ...before.engine, pack },
    recognition: { ...before.recognition, ...wanted }
  }
  writeSettings(sql, after)
  return after
}
