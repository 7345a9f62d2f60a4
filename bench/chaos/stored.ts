import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What the database says in the end, beside what callers were promised and receivers have. */
export function whatWasLost(
  dataDir: string,
  promised: ReadonlySet<number>,
  accepted: ReadonlyMap<string, ReadonlySet<number>>
): { events: number; lost: number } {
  const db = new Database(join(dataDir, 'muster.db'), { readonly: true })
  const endpoints = db.prepare('SELECT id, description FROM endpoints').all() as { id: string; description: string }[]
  const events = db.prepare(`SELECT id FROM events WHERE type = 'camera.failed'`).all() as { id: string }[]
  const states = db.prepare('SELECT endpoint_id, state, COUNT(*) AS n FROM deliveries GROUP BY 1, 2').all() as {
    endpoint_id: string
    state: string
    n: number
  }[]
  db.close()
  // Told as committed, and not there: the worst that can be.
  let lost = Math.max(0, promised.size - events.length)
  for (const { id, description } of endpoints) {
    const of = (wanted: string[]) =>
      states.reduce((sum, row) => sum + (row.endpoint_id === id && wanted.includes(row.state) ? row.n : 0), 0)
    const kept = of(['pending', 'sending', 'dead', 'delivered'])
    lost += Math.max(0, events.length - kept)
    const have = accepted.get(description) ?? new Set()
    lost += Math.max(0, of(['delivered']) - have.size)
    for (const note of promised) if (!have.has(note) && of(['pending', 'sending', 'dead']) === 0) lost += 1
  }
  return { events: events.length, lost }
}
