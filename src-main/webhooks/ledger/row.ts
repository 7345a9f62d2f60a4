/**
 * What a row of the ledger is about. `open`: an attempt begins, its request is about to leave. `finish`: it ended.
 * `unknown`: the app ended before the attempt did, nobody will ever tell how. `skip`, `expire`, `cancel`: a delivery that
 * will not be sent, as an operator or its lane, its time limit, or the end of its endpoint would have it. `erase`: somebody
 * was erased, and with them the contents of the delivery. `replay`: it is to be sent again with a fresh budget.
 */
export type LedgerKind = 'open' | 'finish' | 'unknown' | 'skip' | 'expire' | 'cancel' | 'erase' | 'replay'

/**
 * Of `finish`: delivered, to be tried again, or given up. Of `erase`: `erased` when it was still waiting and never goes
 * out, null when its contents alone are gone. Null with every other kind.
 */
export type LedgerOutcome = 'delivered' | 'retry' | 'dead' | 'erased'

/** What the writer knows of a row before it stands in the chain. Nothing in it names or describes a person. */
export interface LedgerEntry {
  /** Wall time, epoch milliseconds. */
  at: number
  kind: LedgerKind
  endpointId: string
  /** Of a batch: its first delivery. */
  deliveryId: string
  /** The endpoint's number of this delivery, from 1. */
  sequence: number
  /** Of a batch, or of many that ended at once: the last number, all from `sequence` on being meant; else `sequence` again. */
  through: number
  /** From 1; 0 where no attempt is meant. */
  attempt: number
  outcome: LedgerOutcome | null
  /** HTTP status of the answer; null without one. */
  status: number | null
}

/** A row as it is stored, exported and verified. Hashes and MACs are lower-case hex of 32 bytes. */
export interface LedgerRow extends LedgerEntry {
  /** Place in the chain, from 1 without gaps. */
  seq: number
  /**
   * HMAC-SHA256 of the stored bytes that every attempt sends, keyed with the row's salt; null where none is meant. What an
   * attempt adds to them (the signature inside a body of `face-service`) is not in it.
   */
  bodyMac: string | null
  /** The same of the kept text of the answer in UTF-8. */
  responseMac: string | null
  /** Hash of the row before; of the first row, the chain's genesis. */
  prev: string
  hash: string
}

/** Where a chain ends: the next row is `seq` + 1 and follows `hash`. */
export interface LedgerTip {
  seq: number
  hash: string
}
