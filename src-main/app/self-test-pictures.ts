import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SelfTestJpegs } from '../vision/packs/pack-process'

/** A still of the demo, which every installation carries; it shows one face. Rejects when it is missing. */
export const storedPicture = (resources: string, person: 'franck' | 'cap' = 'franck', number = 1) =>
  readFile(join(resources, 'demo', 'people', person, `${number}.jpg`))

/** Two stills of each of two people. */
export async function selfTestPictures(resources: string): Promise<SelfTestJpegs> {
  return [
    [await storedPicture(resources, 'franck', 1), await storedPicture(resources, 'franck', 2)],
    [await storedPicture(resources, 'cap', 1), await storedPicture(resources, 'cap', 2)]
  ]
}
