/** Where a sender is killed: each a place between two steps that a crash can tear apart. */
export const killPoints = [
  'before commit',
  'after commit',
  'after claim',
  'after send',
  'after response',
  'before finish'
] as const
export type KillPoint = (typeof killPoints)[number]

/** What a child is started with. */
export interface ChildOrders {
  dataDir: string
  /** Null lives until it is told to stop. */
  kill: { point: KillPoint; /** Times that the point is passed before, from 0. */ skip: number } | null
  /** Wall clock of the run: `base` at real time `began`, from there `scale` times as fast. */
  time: { base: number; began: number; scale: number }
  /** Endpoints to make: in the first life alone. */
  receivers: { name: string; url: string }[]
  /** Number of the first event of this life, and how many it makes. */
  firstNote: number
  events: number
}

export type FromChild =
  | { kind: 'opened'; synchronous: number; recovered: number }
  /** Committed and told so: from here on it must never be lost. */
  | { kind: 'committed'; note: number }
  | { kind: 'idle' }
