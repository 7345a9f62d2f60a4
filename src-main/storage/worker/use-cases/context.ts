import type { IdKind } from '../../../../contracts/domain/ids'
import type { CropFiles } from '../crop-files'
import type { FreshEvents } from '../outbox/fresh-events'
import type { UnderWay } from '../outbox/under-way'
import type { Sql } from '../sql'
import type { Times } from '../steady-time'
import type { Vault } from '../vault'

/** What every writing use case works with, inside its savepoint. It may run twice: whatever is not a row needs `onRollback`. */
export interface UseCaseContext {
  sql: Sql
  vault: Vault
  crops: CropFiles
  site: { siteId: string; nodeId: string }
  fresh: FreshEvents
  underWay: UnderWay
  times: Times
  newId: (kind: IdKind) => string
  newLeaseId: () => string
  /** So many random bytes. */
  draw: (size: number) => Uint8Array
  /** 0 ≤ r < 1. */
  random: () => number
  /** True while the disk has no room to spare: pictures are left out, so that marks go on. */
  sparing: boolean
  onRollback: (undo: () => void) => void
  afterCommit: (effect: () => void) => void
}
