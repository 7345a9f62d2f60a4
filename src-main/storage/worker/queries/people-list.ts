import type { PeopleVocabulary, Person, Team } from '../../../../contracts/domain/person'
import type { Page } from '../../../../contracts/ipc'
import type { PeopleQuery } from '../../api'
import type { Sql, SqlParams } from '../sql'
import { containing, folded } from '../sql'
import type { PersonRow } from './people'
import { personColumns, toPerson } from './people'

/**
 * By name, then id. Every word of the search must be found somewhere. The key of a page is `id:sortName` of its last row.
 * Either the first page is everything, or its rows are met early on the way through the index: counting included, about
 * one walk over it in any case.
 */
export function listPeople(sql: Sql, query: PeopleQuery): Page<Person> {
  const { conditions, params } = filterOf(query)
  const colon = query.cursor?.indexOf(':') ?? -1
  const after = query.cursor ? [...conditions, '(p.sort_name, p.id) > (@sortName, @afterId)'] : conditions
  const key: SqlParams = query.cursor
    ? { sortName: query.cursor.slice(colon + 1), afterId: query.cursor.slice(0, colon) }
    : {}
  const rows = sql.all<PersonRow>(
    // Found in the index alone; the rows themselves are read of those that are shown.
    `SELECT ${personColumns} FROM (SELECT p.id FROM people p WHERE ${after.join(' AND ')}
       ORDER BY p.sort_name, p.id LIMIT @limit) found CROSS JOIN people p ON p.id = found.id ORDER BY p.sort_name, p.id`,
    { ...params, ...key, limit: query.limit + 1 }
  )
  const isAll = !query.cursor && rows.length <= query.limit
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const next = rows.length > query.limit && last !== undefined ? `${last.id}:${last.sort_name}` : null
  const total = isAll ? rows.length : (query.knownTotal ?? countPeople(sql, { conditions, params }))
  return { rows: shown.map(toPerson), next, total }
}

/** Words that the site uses already, each list by name. */
export function peopleVocabulary(sql: Sql): PeopleVocabulary {
  const used = (column: string, from: string) =>
    sql
      .all<Team>(`SELECT ${column} AS name, COUNT(*) AS people FROM ${from} GROUP BY 1`)
      .map((word) => ({ word, key: folded(word.name) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ word }) => word)
  const names = (words: Team[]) => words.map(({ name }) => name)
  return {
    teams: used('team', "people WHERE erased_at IS NULL AND team <> ''"),
    sources: names(used('source', "people WHERE erased_at IS NULL AND source <> ''")),
    metadataKeys: names(used('key', "people, json_each(people.metadata) WHERE erased_at IS NULL AND metadata <> '{}'"))
  }
}

interface Conditions {
  conditions: string[]
  params: SqlParams
}

const countPeople = (sql: Sql, { conditions, params }: Conditions): number =>
  sql.get<{ n: number }>(`SELECT COUNT(*) AS n FROM people p WHERE ${conditions.join(' AND ')}`, params)?.n ?? 0

const withoutConditions = {
  references: 'NOT EXISTS (SELECT 1 FROM person_references r WHERE r.person_id = p.id)',
  consent: 'p.consent IS NULL'
}

function filterOf({ search = '', statuses = [], teams = [], without = [] }: PeopleQuery): Conditions {
  const conditions = ['p.erased_at IS NULL']
  const params: SqlParams = {}
  for (const [at, word] of folded(search).split(/\s+/).filter(Boolean).entries()) {
    conditions.push(`p.search_text LIKE @word${at} ESCAPE '\\'`)
    params[`word${at}`] = containing(word)
  }
  const among = (column: string, name: string, values: readonly string[]) => {
    if (values.length === 0) return
    conditions.push(`${column} IN (SELECT value FROM json_each(@${name}))`)
    params[name] = JSON.stringify(values)
  }
  among('p.status', 'statuses', statuses)
  among('p.team', 'teams', teams)
  conditions.push(...new Set(without.map((what) => withoutConditions[what])))
  return { conditions, params }
}
