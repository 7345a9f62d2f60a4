import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import type { IpcParsed } from '../../../contracts/ipc'
import { MusterError } from '../../../contracts/result'
import { byteOrderMark, csvCell } from '../../platform/csv-cell'
import { writeWholeFile } from '../../platform/write-whole-file'
import type { StorageReader } from '../../storage/api'
import type { Cell } from './timesheet-table'
import { columnsOf, linesOf } from './timesheet-table'
import type { Sheet } from './workbook'

export type TimesheetRequest = IpcParsed<'reports.export'>

/** A workbook is made in memory; a CSV has no bound. */
const mostSheetLines = 50_000
/** People that are read at a time; between two pages the reader serves others. */
const pagePeople = 100

/** Writes timesheets to files. What stands under a file's name is whole; one that failed leaves nothing behind. */
export class TimesheetExport {
  constructor(
    private readonly parts: {
      reader: Pick<StorageReader, 'timesheets' | 'settings'>
      /** Makes XLSX bytes of a sheet, away from the main thread. */
      writeSheet: (sheet: Sheet) => Promise<Uint8Array>
    }
  ) {}

  /** Answers how many lines the file has below its columns. */
  async write(file: string, request: TimesheetRequest): Promise<{ file: string; rows: number }> {
    const rows = await (request.format === 'csv' ? this.writeCsv(file, request) : this.writeSheet(file, request)).catch(
      (thrown: unknown) => {
        if (thrown instanceof MusterError) throw thrown
        const code = (thrown as NodeJS.ErrnoException).code ?? String(thrown)
        throw new MusterError('unavailable', `The file could not be saved there (${code}). Choose another folder.`)
      }
    )
    return { file, rows }
  }

  private async writeCsv(file: string, request: TimesheetRequest): Promise<number> {
    const part = `${file}.part`
    let rows = 0
    const pages = this.pages(request)
    const text = async function* () {
      yield (request.bom ? byteOrderMark : '') + csvLine(columnsOf(request.rows))
      for await (const lines of pages) {
        rows += lines.length
        yield lines.map(csvLine).join('')
      }
    }
    try {
      await pipeline(text, createWriteStream(part, { mode: 0o600 }))
      await rename(part, file)
    } catch (thrown) {
      await rm(part, { force: true })
      throw thrown
    }
    return rows
  }

  private async writeSheet(file: string, request: TimesheetRequest): Promise<number> {
    const lines: Cell[][] = [[...columnsOf(request.rows)]]
    for await (const page of this.pages(request)) {
      lines.push(...page)
      if (lines.length <= mostSheetLines) continue
      throw new MusterError(
        'invalid_input',
        `This timesheet has more than ${mostSheetLines} lines, too many for a workbook. Choose CSV or a shorter period.`
      )
    }
    await writeWholeFile(file, await this.parts.writeSheet({ name: `${request.from} ${request.to}`, lines }))
    return lines.length - 1
  }

  private async *pages(request: TimesheetRequest): AsyncGenerator<Cell[][]> {
    const { reader } = this.parts
    const { timeZone } = await reader.settings()
    const { from, to, personId, rows } = request
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<StorageReader['timesheets']>> = await reader.timesheets({
        ...{ from, to, personId, cursor, days: rows === 'days' },
        limit: pagePeople
      })
      yield page.rows.flatMap((row) => linesOf(row, rows, timeZone))
      cursor = page.next
    } while (cursor !== null)
  }
}

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** Makes workbooks in a thread of its own, which ends with each. `script` is `workbook-writer.js` of the build. */
export const sheetThread =
  (script: string) =>
  (sheet: Sheet): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const thread = new Worker(script, { workerData: sheet })
      thread.once('message', (bytes: Uint8Array) => resolve(bytes))
      thread.once('error', reject)
      thread.once('exit', () => reject(new Error('the workbook was not written')))
    })
