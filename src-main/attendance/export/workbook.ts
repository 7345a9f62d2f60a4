import writeXlsxFile from 'write-excel-file/universal'
import { z } from 'zod'

/** A sheet as it goes to the thread that writes it: the first line holds the columns. */
export const sheetSchema = z.object({
  name: z.string(),
  lines: z.array(z.array(z.union([z.string(), z.number(), z.null()])))
})
export type Sheet = z.infer<typeof sheetSchema>

/** An XLSX file. Texts are written as texts, so that none is ever taken for a formula. */
export async function writeWorkbook({ name, lines }: Sheet): Promise<Uint8Array> {
  const [head = [], ...rest] = lines
  const data = [
    head.map((value) => ({ value: value ?? '', fontWeight: 'bold' as const })),
    ...rest.map((line) =>
      line.map((value) => {
        if (value === null || value === '') return null
        return typeof value === 'number' ? { value, type: Number } : { value, type: String }
      })
    )
  ]
  const columns = head.map((value) => ({ width: Math.max(12, String(value).length + 2) }))
  const file = await writeXlsxFile(data, { sheet: name, columns, stickyRowsCount: 1 }).toBlob()
  return new Uint8Array(await file.arrayBuffer())
}
