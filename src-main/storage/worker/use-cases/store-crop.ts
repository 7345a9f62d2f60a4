import { cropPlace, insertCrop } from '../queries/crops'
import type { UseCaseContext } from './context'

/**
 * Seals a JPEG into its file and then writes its row, so that no row ever points at half a picture. `personId` null means
 * a stranger's. Answers the crop's id; null when there is no picture or the disk has no room for one.
 */
export function storeCrop(context: UseCaseContext, jpeg: Uint8Array | null, personId: string | null): string | null {
  if (jpeg === null || context.sparing) return null
  const { crops, vault, sql, times } = context
  const id = context.newId('crop')
  const owner = personId === null ? ({ scope: 'strangers' } as const) : { personId }
  context.onRollback(() => crops.remove(id))
  crops.write(id, vault.seal(owner, cropPlace(id), jpeg))
  insertCrop(sql, { id, personId, now: times.now })
  return id
}
