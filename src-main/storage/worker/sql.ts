import type { Database, RunResult, Statement } from 'better-sqlite3'

export type SqlValue = string | number | Uint8Array | null
export type SqlParams = Record<string, SqlValue>

const rememberedAtMost = 500

/** SQL over one connection, each text prepared once. Columns come as SQLite's STRICT tables type them. */
export class Sql {
  private readonly prepared = new Map<string, Statement<[SqlParams]>>()
  private readonly remembered = new Map<string, unknown>()

  constructor(readonly db: Database) {}

  get<Row>(text: string, params: SqlParams = {}): Row | undefined {
    return this.statement(text).get(params) as Row | undefined
  }

  all<Row>(text: string, params: SqlParams = {}): Row[] {
    return this.statement(text).all(params) as Row[]
  }

  run(text: string, params: SqlParams = {}): RunResult {
    return this.statement(text).run(params)
  }

  exec(text: string): void {
    this.db.exec(text)
  }

  /** What was made of stored text before, kept for as long as few such texts are in use. */
  remember(key: string, make: () => unknown): unknown {
    const known = this.remembered.get(key)
    if (known !== undefined) return known
    if (this.remembered.size >= rememberedAtMost) this.remembered.clear()
    const made = make()
    this.remembered.set(key, made)
    return made
  }

  private statement(text: string): Statement<[SqlParams]> {
    const known = this.prepared.get(text)
    if (known !== undefined) return known
    const made = this.db.prepare<[SqlParams]>(text)
    this.prepared.set(text, made)
    return made
  }
}

/** SQLite has no truth value of its own. */
export const flag = (value: boolean): number => (value ? 1 : 0)

/** A pattern for `LIKE … ESCAPE '\'` that finds `text` anywhere, its own wildcards taken literally. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/**
 * Text as it is searched and sorted: lower case, without accents. SQLite's own LIKE knows case in ASCII alone, which
 * would not find "Özil" under "özil".
 */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
