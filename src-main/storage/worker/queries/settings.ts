import { z } from 'zod'
import type { SiteSettings } from '../../../../contracts/domain/site'
import { siteSettingsSchema, withDefaultSettings } from '../../../../contracts/domain/site'
import type { Sql } from '../sql'
import { parseColumn } from './json-column'

/** The zone is stored by the first version already, so that its default is never taken. */
const storedSettingsSchema = z.preprocess((stored) => withDefaultSettings(stored, 'UTC'), siteSettingsSchema)

export function readSettings(sql: Sql): SiteSettings {
  const row = sql.get<{ json: string }>('SELECT json FROM site_settings')
  return parseColumn(storedSettingsSchema, 'site_settings.json', row?.json ?? '')
}

export function writeSettings(sql: Sql, settings: SiteSettings): void {
  sql.run(
    'INSERT INTO site_settings (only, json) VALUES (1, @json) ON CONFLICT (only) DO UPDATE SET json = excluded.json',
    { json: JSON.stringify(settings) }
  )
}

export function hasSettings(sql: Sql): boolean {
  return sql.get('SELECT 1 FROM site_settings') !== undefined
}

/** A value of the `meta` table, made and kept at the first call. */
export function metaValue(sql: Sql, key: string, make: () => string): string {
  sql.run('INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO NOTHING', { key, value: make() })
  return sql.get<{ value: string }>('SELECT value FROM meta WHERE key = @key', { key })?.value ?? ''
}

/** A value that the writer made; empty before it did. */
export const storedMeta = (sql: Sql, key: string): string =>
  sql.get<{ value: string }>('SELECT value FROM meta WHERE key = @key', { key })?.value ?? ''
