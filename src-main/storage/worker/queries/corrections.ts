import type { AuditEntry, CorrectionKind, PunchValue } from '../../../../contracts/domain/correction'
import { punchValueSchema } from '../../../../contracts/domain/correction'
import type { IpcParsed, Page } from '../../../../contracts/ipc'
import type { Place } from '../sealing'
import type { Sql, SqlParams } from '../sql'
import type { Vault } from '../vault'
import { parseColumn } from './json-column'

export const reasonPlace = (correctionId: string): Place => `corrections/${correctionId}/reason`

export type NewCorrection = Omit<AuditEntry, 'seq' | 'personName' | 'reason'> & { reason: Uint8Array }

/** Adds a line to the audit trail and answers its sequence. */
export function insertCorrection(sql: Sql, entry: NewCorrection): number {
  const { before, after } = entry
  const written = sql.run(
    `INSERT INTO corrections (id, kind, person_id, mark_id, replacement_id, author, reason, at, steady, before, after)
     VALUES (@id, @kind, @personId, @markId, @replacementId, @author, @reason, @at, @steadyAt, @before, @after)`,
    { ...entry, before: jsonOf(before), after: jsonOf(after) }
  )
  return Number(written.lastInsertRowid)
}

const jsonOf = (value: PunchValue | null): string | null => (value === null ? null : JSON.stringify(value))

/** From now on the mark no longer counts. */
export function endMark(sql: Sql, markSeq: number, correctionSeq: number): void {
  sql.run('INSERT INTO ended_marks (mark_seq, correction_seq) VALUES (@markSeq, @correctionSeq)', {
    markSeq,
    correctionSeq
  })
}

interface CorrectionRow {
  seq: number
  id: string
  kind: CorrectionKind
  person_id: string
  person_name: string
  mark_id: string
  replacement_id: string | null
  author: string
  reason: Uint8Array
  at: number
  steady: number
  before: string | null
  after: string | null
}

/** Newest first. The key of a page is the sequence. */
export function listCorrections(sql: Sql, vault: Vault, query: IpcParsed<'attendance.audit'>): Page<AuditEntry> {
  const conditions: string[] = []
  const params: SqlParams = {}
  if (query.personId) {
    conditions.push('c.person_id = @personId')
    params.personId = query.personId
  }
  if (query.markId) {
    conditions.push('(c.mark_id = @markId OR c.replacement_id = @markId)')
    params.markId = query.markId
  }
  const where = (all: string[]) => (all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`)
  const paged = query.cursor ? [...conditions, 'c.seq < @beforeSeq'] : conditions
  const key: SqlParams = query.cursor ? { beforeSeq: Number(query.cursor) || 0 } : {}
  const rows = sql.all<CorrectionRow>(
    `SELECT c.*, p.name AS person_name FROM corrections c JOIN people p ON p.id = c.person_id ${where(paged)}
     ORDER BY c.seq DESC LIMIT @limit`,
    { ...params, ...key, limit: query.limit + 1 }
  )
  const total = sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM corrections c ${where(conditions)}`, params)
  const shown = rows.slice(0, query.limit)
  const next = rows.length > query.limit ? String(shown.at(-1)?.seq) : null
  return { rows: shown.map((row) => toEntry(vault, row)), next, total: total?.n ?? 0 }
}

const toEntry = (vault: Vault, row: CorrectionRow): AuditEntry => ({
  id: row.id,
  seq: row.seq,
  kind: row.kind,
  personId: row.person_id,
  personName: row.person_name,
  markId: row.mark_id,
  replacementId: row.replacement_id,
  author: row.author,
  reason: vault.openText(reasonPlace(row.id), row.reason),
  at: row.at,
  steadyAt: row.steady,
  before: valueOf('before', row.before),
  after: valueOf('after', row.after)
})

const valueOf = (column: string, text: string | null): PunchValue | null =>
  text === null ? null : parseColumn(punchValueSchema, `corrections.${column}`, text)
