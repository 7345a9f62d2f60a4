import type { EndpointInput } from '../../../../contracts/domain/webhook'
import type { Place } from '../sealing'
import type { Sql } from '../sql'
import type { Vault } from '../vault'
import type { EndpointRow } from './endpoints'
import { headersSchema, parseColumn } from './json-column'

type Column = 'headers' | 'client_key' | 'proxy_password'

const place = (id: string, column: Column): Place => `endpoints/${id}/${column}`

const open = (vault: Vault, row: Pick<EndpointRow, 'id' | Column>, column: Column): string | null => {
  const sealed = row[column]
  return sealed === null ? null : vault.openText(place(row.id, column), sealed)
}

/** The operator's own headers with their values, which are credentials. */
export function openHeaders(vault: Vault, row: Pick<EndpointRow, 'id' | Column>): Record<string, string> {
  const text = open(vault, row, 'headers')
  return text === null ? {} : parseColumn(headersSchema, 'endpoints.headers', text)
}
export const openClientKey = (vault: Vault, row: Pick<EndpointRow, 'id' | Column>) => open(vault, row, 'client_key')
export const openProxyPassword = (vault: Vault, row: Pick<EndpointRow, 'id' | Column>) =>
  open(vault, row, 'proxy_password')

/**
 * Seals what comes in and never goes out. A header without a value keeps the stored one of that name, whatever its case; an
 * absent key or password is kept, an empty or null one removed.
 */
export function sealCredentials(
  sql: Sql,
  vault: Vault,
  id: string,
  before: Pick<EndpointRow, 'id' | Column> | null,
  input: Pick<EndpointInput, 'headers' | 'clientKey' | 'proxyPassword'>
): void {
  const kept = Object.entries(before === null ? {} : openHeaders(vault, before))
  const values = input.headers.map(({ name, value }): [string, string] => [
    name,
    value ?? kept.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1] ?? ''
  ])
  const seal = (column: Column, text: string | null) =>
    text === null || text === '' ? null : vault.sealText({ scope: 'endpoints' }, place(id, column), text)
  const stays = (given: string | null | undefined, column: Column) =>
    given === undefined ? (before?.[column] ?? null) : seal(column, given)
  sql.run(
    'UPDATE endpoints SET headers = @headers, client_key = @clientKey, proxy_password = @proxyPassword WHERE id = @id',
    {
      id,
      headers: values.length === 0 ? null : seal('headers', JSON.stringify(Object.fromEntries(values))),
      clientKey: stays(input.clientKey, 'client_key'),
      proxyPassword: stays(input.proxyPassword, 'proxy_password')
    }
  )
}

export function deleteCredentials(sql: Sql, id: string): void {
  sql.run('UPDATE endpoints SET headers = NULL, client_key = NULL, proxy_password = NULL WHERE id = @id', { id })
}
