import { parentPort, workerData } from 'node:worker_threads'
import { sheetSchema, writeWorkbook } from './workbook'

// The entry of the thread that compresses a workbook: main would stand still for as long as it takes.
parentPort?.postMessage(await writeWorkbook(sheetSchema.parse(workerData)))
