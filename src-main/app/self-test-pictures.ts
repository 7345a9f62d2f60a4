import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SelfTestJpegs } from '../vision/packs/pack-process'

/** Stills of the demo, which every installation carries: two of each of two people. Rejects when one is missing. */
export async function selfTestPictures(resources: string): Promise<SelfTestJpegs> {
  const still = (person: string, number: number) => readFile(join(resources, 'demo', 'people', person, `${number}.jpg`))
  return [
    [await still('franck', 1), await still('franck', 2)],
    [await still('cap', 1), await still('cap', 2)]
  ]
}
