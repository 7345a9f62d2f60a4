import { cp, open, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inRepository } from './repository'

/** A copy of the models in which one byte of the recogniser is wrong. Answers the folder. */
export async function damagedModels(into: string): Promise<string> {
  const models = path.join(into, 'models')
  await cp(inRepository('models'), models, { recursive: true })
  const built = await readdir(path.join(models, 'built'))
  const feature = built.find((name) => name.includes('feature'))
  if (feature === undefined) throw new Error('the models are not built')
  const file = await open(path.join(models, 'built', feature), 'r+')
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, 5000)
  await file.write(Buffer.from([(byte[0] ?? 0) ^ 0xff]), 0, 1, 5000)
  await file.close()
  return models
}

const database = (dataDir: string) => path.join(dataDir, 'muster.db')

/** Overwrites the database's first pages with what is no database. */
export async function damageDatabase(dataDir: string): Promise<void> {
  await writeFile(database(dataDir), Buffer.alloc(64 * 1024, 'not a database '))
}

/** Files of a data folder that were set aside as damaged. */
export const setAside = async (dataDir: string): Promise<string[]> =>
  (await readdir(dataDir)).filter((name) => name.startsWith('muster.db.corrupt'))

/** Marks a closed database as one of a later version: `user_version` is four bytes at offset 60 (sqlite.org/fileformat.html, 1.3). */
export async function ageDatabase(dataDir: string, version: number): Promise<void> {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(version)
  const file = await open(database(dataDir), 'r+')
  await file.write(bytes, 0, 4, 60)
  await file.close()
}
