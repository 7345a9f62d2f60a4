import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const marker = '.muster-demo'

/**
 * An empty folder for a demo run, inside the data folder but apart from any site's data. Cleared at every start, so that
 * old cooldowns and waiting deliveries do not confuse; refuses to clear a folder that it did not make itself.
 */
export function freshDemoFolder(dataRoot: string): string {
  const folder = join(dataRoot, 'demo')
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, marker)))
      throw new Error(`${folder} holds something that is not a demo; move it away first.`)
    rmSync(folder, { recursive: true })
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, marker), 'Made by the Muster demo, cleared at its every start.\n')
  return folder
}
