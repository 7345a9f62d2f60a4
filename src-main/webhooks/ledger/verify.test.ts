import { spawn } from 'node:child_process'
import { createPublicKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computeRow, genesisTip, saltBytes, tipOf } from './chain'
import type { SignedCheckpoint } from './checkpoint'
import { signCheckpoint } from './checkpoint'
import { createLedgerExport } from './export-format'
import type { LedgerEntry, LedgerRow, LedgerTip } from './row'
import { generateSigningKey, publicKeyText } from './signing-key'

interface Report {
  fault: { line: number; seq: number | null; why: string } | null
  last: number
  contents: number
  gone: number
  heldCount: number | null
  proven: SignedCheckpoint | null
  endpoints: Record<string, unknown>[]
}
interface Verifier {
  verifyExport(file: string, trust: { key: object; keyText: string; held: SignedCheckpoint | null }): Promise<Report>
}

const script = (name: string) => new URL(`../../../scripts/ledger-verify/${name}`, import.meta.url)
const owner = { siteId: 'site_a', nodeId: 'node_b' }
const key = generateSigningKey()
const trust = { key: createPublicKey(key), keyText: publicKeyText(key), held: null }
const at = 1_790_000_000_000

const entry = (change: Partial<LedgerEntry>): LedgerEntry => ({
  at,
  kind: 'open',
  endpointId: 'wh_1',
  deliveryId: 'dlv_1',
  sequence: 1,
  through: 1,
  attempt: 1,
  outcome: null,
  status: null,
  ...change
})

interface Kept {
  row: LedgerRow
  salt: Uint8Array | null
  body: Uint8Array | null
  response: string | null
}

/** A chain as the writer makes it: `deliveries` that were sent, each opened and finished. */
function ledgerOf(deliveries: number): Kept[] {
  const kept: Kept[] = []
  let tip: LedgerTip = genesisTip(owner)
  const add = (change: Partial<LedgerEntry>, body: Uint8Array | null, response: string | null) => {
    const salt = body === null && response === null ? null : randomBytes(saltBytes)
    const row = computeRow(tip, entry(change), salt && { salt, body, response })
    kept.push({ row, salt, body, response })
    tip = tipOf(row)
  }
  for (let sequence = 1; sequence <= deliveries; sequence += 1) {
    const number = { sequence, through: sequence, deliveryId: `dlv_${sequence}` }
    add(number, Buffer.from(`{"name":"Zoë\u2028","n":${sequence}}`), null)
    add({ ...number, kind: 'finish', outcome: 'delivered', status: 200 }, null, `took ${sequence}`)
  }
  return kept
}

const checkpointOf = (kept: Kept[], change: Partial<Parameters<typeof signCheckpoint>[0]> = {}) =>
  signCheckpoint(
    {
      ...owner,
      at,
      count: kept.length,
      head: kept.at(-1)?.row.hash ?? genesisTip(owner).hash,
      sequences: { wh_1: kept.length / 2 },
      ...change
    },
    key
  )

function exported(kept: Kept[], from = 0): string {
  const before = kept[from - 1]
  const file = createLedgerExport({
    ...owner,
    exportedAt: at,
    from: before ? tipOf(before.row) : genesisTip(owner),
    key
  })
  const header = file.header()
  const rows = kept.slice(from).map(({ row, ...contents }) => file.row(row, contents))
  return [header, ...rows, file.checkpoint(checkpointOf(kept)), file.end()].join('')
}

describe('ledger:verify', () => {
  let folder = ''
  let verifier: Verifier
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'muster-ledger-'))
    verifier = (await import(/* @vite-ignore */ script('verify-export.mjs').href)) as Verifier
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function verify(bytes: string | Uint8Array, held: SignedCheckpoint | null = null): Promise<Report> {
    const file = path.join(folder, 'export.ndjson')
    await writeFile(file, bytes)
    return verifier.verifyExport(file, { ...trust, held })
  }

  it('passes a whole export and says what became of each number', async () => {
    const kept = ledgerOf(5)
    const report = await verify(exported(kept), checkpointOf(kept.slice(0, 6)))
    expect(report).toMatchObject({ fault: null, last: 10, contents: 10, gone: 0, heldCount: 6 })
    expect(report.endpoints).toMatchObject([{ endpoint_id: 'wh_1', last: 5, delivered: 5, unseen: 0 }])
  })

  it('passes an empty ledger, and one that begins later', async () => {
    expect(await verify(exported([]))).toMatchObject({ fault: null, last: 0 })
    const kept = ledgerOf(5)
    expect(await verify(exported(kept, 4), checkpointOf(kept.slice(0, 4)))).toMatchObject({ fault: null, heldCount: 4 })
    expect(await verify(exported(kept, 4), checkpointOf(kept.slice(0, 2)))).toMatchObject({
      fault: { why: expect.stringContaining('proves nothing of them') }
    })
  })

  it('passes rows whose salt and contents were destroyed', async () => {
    const kept = ledgerOf(3)
    const erased = kept.map((one, index) => (index < 2 ? { ...one, salt: null, body: null, response: null } : one))
    expect(await verify(exported(erased))).toMatchObject({ fault: null, contents: 4, gone: 2 })
    // The bytes without their salt prove nothing and are not exported.
    const saltless = kept.map((one) => ({ ...one, salt: null }))
    expect(await verify(exported(saltless))).toMatchObject({ fault: null, contents: 0, gone: 6 })
  })

  it('finds every change of a byte', async () => {
    const text = Buffer.from(exported(ledgerOf(4)))
    const kinds = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('0123456789abcdef" ')))
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), kinds, async (index, byte) => {
        fc.pre(text[index] !== byte)
        const changed = Uint8Array.from(text)
        changed[index] = byte
        const { fault } = await verify(changed)
        expect(fault).not.toBeNull()
        const line = text.subarray(0, index).filter((one) => one === 10).length + 1
        // The header and what was taken out whole show at the end only; a row shows itself, or the one after it.
        if (line > 1) expect(fault!.line).toBeLessThanOrEqual(line + 1)
        if (line > 1) expect(fault!.line).toBeGreaterThanOrEqual(line)
      }),
      { numRuns: 1500 }
    )
  })

  it('finds rows that were removed, swapped, repeated or put in, and names the first', async () => {
    const kept = ledgerOf(4)
    const lines = exported(kept).split(/(?<=\n)/)
    for (let index = 1; index < lines.length; index += 1) {
      const removed = await verify(lines.toSpliced(index, 1).join(''))
      expect(removed.fault?.line).toBe(index === 9 ? 10 : index === 10 ? 11 : index + 1)
      const repeated = await verify(lines.toSpliced(index, 0, lines[index]!).join(''))
      expect(repeated.fault).not.toBeNull()
      if (index + 1 >= lines.length) continue
      const swapped = await verify(lines.toSpliced(index, 2, lines[index + 1]!, lines[index]!).join(''))
      expect(swapped.fault?.line).toBeLessThanOrEqual(index + 1)
    }
    const forged = computeRow(tipOf(kept[2]!.row), entry({ sequence: 4, through: 4 }), null)
    const putIn = kept.toSpliced(3, 0, { row: forged, salt: null, body: null, response: null })
    expect(await verify(exported(putIn))).toMatchObject({ fault: { line: 6, seq: 4 } })
    expect(await verify('')).toMatchObject({ fault: { line: 1, why: expect.stringContaining('without its end') } })
  })

  it('finds a cut tail and a rewritten history by the checkpoint of the receiver alone', async () => {
    const kept = ledgerOf(4)
    const held = checkpointOf(kept)
    expect(await verify(exported(kept.slice(0, 6)))).toMatchObject({ fault: null })
    expect(await verify(exported(kept.slice(0, 6)), held)).toMatchObject({
      fault: { line: 10, why: expect.stringContaining('2 are missing') }
    })
    expect(await verify(exported(ledgerOf(4)))).toMatchObject({ fault: null })
    expect(await verify(exported(ledgerOf(4)), held)).toMatchObject({
      fault: { seq: 8, why: expect.stringContaining('history was rewritten') }
    })
    const other = generateSigningKey()
    const forged = signCheckpoint({ ...owner, at, count: 8, head: kept[7]!.row.hash, sequences: { wh_1: 4 } }, other)
    expect(await verify(exported(kept), forged)).toMatchObject({ fault: { why: expect.stringContaining('signature') } })
    const short = checkpointOf(kept, { sequences: { wh_1: 3 } })
    expect(await verify(exported(kept), short)).toMatchObject({ fault: { why: expect.stringContaining('wh_1') } })
  })

  it('counts batches, replays and what was never sent', async () => {
    let tip = genesisTip(owner)
    const kept = [
      entry({ sequence: 1, through: 10 }),
      entry({ kind: 'finish', sequence: 1, through: 10, outcome: 'dead', status: 500 }),
      entry({ kind: 'replay', sequence: 2, through: 2 }),
      entry({ kind: 'skip', sequence: 3, through: 3 }),
      entry({ kind: 'erase', sequence: 4, through: 4 }),
      entry({ kind: 'erase', sequence: 11, through: 11, outcome: 'erased' }),
      entry({ kind: 'cancel', endpointId: 'wh_3', sequence: 4000, through: 12_289 })
    ].map((one) => {
      const row = computeRow(tip, one, null)
      tip = tipOf(row)
      return { row, salt: null, body: null, response: null }
    })
    const held = checkpointOf(kept, { sequences: { wh_1: 20, wh_2: 5, wh_3: 12_289 } })
    const file = createLedgerExport({ ...owner, exportedAt: at, from: genesisTip(owner), key })
    const text = [file.header(), ...kept.map(({ row }) => file.row(row, null)), file.checkpoint(held), file.end()].join(
      ''
    )
    expect((await verify(text, held)).endpoints).toMatchObject([
      { endpoint_id: 'wh_1', last: 20, dead: 8, waiting: 1, skipped: 1, erased: 1, unseen: 9 },
      { endpoint_id: 'wh_2', last: 5, unseen: 5 },
      { endpoint_id: 'wh_3', last: 12_289, cancelled: 8290, unseen: 3999 }
    ])
  })

  describe('on the command line', () => {
    async function run(...words: string[]): Promise<{ code: number; text: string }> {
      const child = spawn(process.execPath, [script('index.mjs').pathname, ...words])
      let text = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      const [code] = (await once(child, 'close')) as [number]
      return { code, text }
    }
    const put = async (name: string, text: string) => {
      const file = path.join(folder, name)
      await writeFile(file, text)
      return file
    }

    it('answers 0 and says what is proven and what is not', async () => {
      const kept = ledgerOf(3)
      const file = await put('whole.ndjson', exported(kept))
      const alone = await run(file, '--key', trust.keyText)
      expect(alone).toMatchObject({ code: 0, text: expect.stringContaining('Not proven: that the site itself') })
      const keyFile = await put('key.txt', `${trust.keyText}\n`)
      const event = { type: 'ledger.checkpoint', data: checkpointOf(kept.slice(0, 4)) }
      const checkpoint = await put('checkpoint.json', JSON.stringify(event, null, 2))
      const held = await run(file, '--key', keyFile, '--checkpoint', checkpoint)
      expect(held).toMatchObject({ code: 0, text: expect.stringContaining('up to row 4, nothing was rewritten') })
    })

    it('answers 1 and names the row', async () => {
      const file = await put('altered.ndjson', exported(ledgerOf(3)).replace('took 2', 'took 3'))
      const { code, text } = await run(file, '--key', trust.keyText)
      expect(code).toBe(1)
      expect(text).toContain('NOT PROVEN. Line 5, row 4: its answer is not the one that the row vouches for.')
      const other = await run(file, '--key', publicKeyText(generateSigningKey()))
      expect(other).toMatchObject({ code: 1, text: expect.stringContaining('not with yours') })
      const json = await run(file, '--key', trust.keyText, '--json')
      expect(JSON.parse(json.text)).toMatchObject({ fault: { line: 5, seq: 4 }, last: 3 })
    })

    it('answers 2 when it cannot check', async () => {
      const file = await put('whole.ndjson', exported([]))
      expect(await run(file)).toMatchObject({ code: 2, text: expect.stringContaining('--key') })
      expect(await run(file, '--key', 'whpk_AAAA')).toMatchObject({ code: 2 })
      expect(await run(`${file}.none`, '--key', trust.keyText)).toMatchObject({ code: 2 })
      expect(await run(file, '--key', trust.keyText, '--checkpoint', file)).toMatchObject({ code: 2 })
    })
  })
})
