import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrations } from '../migrations/index'
import { migrate } from './migrate'
import { Sql } from './sql'

it('carries deliveries, bodies, attempts and endpoints of a site before over, with their numbers', () => {
  const sql = new Sql(new Database(':memory:'), true)
  sql.db.pragma('foreign_keys = ON')
  migrate(
    sql,
    migrations.filter(({ version }) => version < 100),
    1
  )
  sql.exec(`
    INSERT INTO endpoints VALUES ('wh_1', 'http', 'https://a.example/', '', 'standard', '[]', 1, 5000, 0, 3, 2, NULL, 1, 1, NULL);
    INSERT INTO events (id, type, occurred_at, data, recorded_at, recorded_steady) VALUES ('evt_1', 'webhook.test', 1, x'00', 1, 1);
    INSERT INTO deliveries (seq, id, endpoint_id, endpoint_version, event_id, event_type, sequence, state, created_at, due_steady,
        finished_at, attempts, dialect, event_name, content_type, headers, body)
      VALUES (7, 'dlv_1', 'wh_1', 1, 'evt_1', 'webhook.test', 1, 'delivered', 5, 5, 6, 1, 'standard', 'webhook.test',
          'application/json', '{}', x'0102'),
        (9, 'dlv_2', 'wh_1', 1, 'evt_1', 'webhook.test', 2, 'pending', 8, 9, NULL, 0, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO attempts (delivery_id, number, endpoint_id, lease_id, started_at, started_steady, finished_at, outcome, status)
      VALUES ('dlv_1', 1, 'wh_1', 'l', 5, 5, 120000, 'success', 200);`)
  migrate(sql, migrations, 2)
  expect(sql.all('SELECT seq, id, sequence, state, due_steady, created_steady FROM deliveries ORDER BY seq')).toEqual([
    { seq: 7, id: 'dlv_1', sequence: 1, state: 'delivered', due_steady: 5, created_steady: 5 },
    { seq: 9, id: 'dlv_2', sequence: 2, state: 'pending', due_steady: 9, created_steady: 9 }
  ])
  expect(sql.all('SELECT delivery_seq, dialect FROM request_bodies')).toEqual([
    { delivery_seq: 7, dialect: 'standard' }
  ])
  expect(sql.all('SELECT delivery_seq, number, outcome, status FROM attempts')).toEqual([
    { delivery_seq: 7, number: 1, outcome: 'success', status: 200 }
  ])
  expect(sql.all('SELECT last_sequence, backlog_to, last_success_at FROM endpoint_states')).toEqual([
    { last_sequence: 2, backlog_to: 2, last_success_at: 120000 }
  ])
  expect(sql.all('SELECT minute, delivered, failed FROM endpoint_minutes')).toEqual([
    { minute: 2, delivered: 1, failed: 0 }
  ])
  expect(sql.db.pragma('foreign_key_check')).toEqual([])
  expect(() =>
    sql.run(
      `INSERT INTO attempts (delivery_seq, number, started_at, started_steady, outcome) VALUES (8, 1, 1, 1, 'open')`
    )
  ).toThrow('FOREIGN KEY')
  sql.run(`INSERT INTO deliveries (id, endpoint_id, endpoint_version, event_id, event_type, sequence, state, created_at,
    created_steady, due_steady) VALUES ('dlv_3', 'wh_1', 1, 'evt_1', 'webhook.test', 3, 'pending', 1, 1, 1)`)
  expect(sql.get('SELECT MAX(seq) AS seq FROM deliveries')).toEqual({ seq: 10 })
})
