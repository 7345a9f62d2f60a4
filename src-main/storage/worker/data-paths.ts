import { join } from 'node:path'

/** Everything that storage keeps, inside the one data folder. */
export interface DataPaths {
  database: string
  lock: string
  crops: string
  reserve: string
}

export const dataPaths = (dataDir: string): DataPaths => ({
  database: join(dataDir, 'muster.db'),
  lock: join(dataDir, 'muster.lock'),
  crops: join(dataDir, 'crops'),
  reserve: join(dataDir, 'reserve.bin')
})
