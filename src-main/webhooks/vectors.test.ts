import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dialectSchema } from '../../contracts/domain/webhook'
import { dialects } from './dialects'
import { schemaFiles } from './dialects/schemas'
import { vectorFiles, vectorsOf } from './vectors'

const docs = join(import.meta.dirname, '../../docs')
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(docs, ...path), 'utf8'))
const hasPython = spawnSync('python3', ['--version']).status === 0

/** The files under a folder, as paths with forward slashes. */
const filesIn = (folder: string) =>
  readdirSync(join(docs, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replaceAll('\\', '/'))
    .toSorted()

describe('what integrators read', () => {
  it('docs/schemas is what the code sends; else: npm run schemas', () => {
    const files = schemaFiles()
    expect(filesIn('schemas')).toEqual(Object.keys(files).toSorted())
    for (const [name, schema] of Object.entries(files)) expect(read('schemas', name), name).toEqual(schema)
  })

  it('docs/webhook-vectors are the bytes and signatures that go out, unchanged', () => {
    const files = vectorFiles()
    expect(filesIn('webhook-vectors')).toEqual(Object.keys(files).toSorted())
    for (const [name, vectors] of Object.entries(files)) expect(read('webhook-vectors', name), name).toEqual(vectors)
  })

  it.each(dialectSchema.options)('has a vector of every event of %s', (name) => {
    const types = new Set(vectorsOf(name).vectors.map(({ event }) => event))
    expect([...types].toSorted()).toEqual([...dialects[name].offers, ...dialects[name].optional].toSorted())
  })
})

/** The verifying lines of the guides, word for word but for where the bytes come from, over the checked-in files. */
const guides = String.raw`
import base64, hashlib, hmac, json, pathlib, sys
checked = 0
def hexmac(secret, payload):
    return hmac.new(secret.encode('utf-8'), payload, hashlib.sha256).hexdigest()
for path in sorted(pathlib.Path(sys.argv[1]).glob('*.json')):
    if path.name == 'signing.json': continue
    file = json.loads(path.read_text('utf-8'))
    secret = file['secrets'][0]
    for vector in file['vectors']:
        payload, headers = vector['body'].encode('utf-8'), vector['headers']
        assert headers['content-type'] == 'application/json' and len(payload) < 100_000
        if file['dialect'] == 'face-service':
            assert hmac.compare_digest(headers['x-signature-sha256'], f"sha256={hexmac(secret, payload)}")
            body = json.loads(payload)
            signature = body.pop('signature')
            bare = json.dumps(body, separators=(',', ':'), ensure_ascii=False).encode('utf-8')
            assert signature == f"sha256={hexmac(secret, bare)}"
        elif file['dialect'] in ('sonotheia', 'imggo', 'lead'):
            name = {'sonotheia': 'x-sonotheia-signature', 'imggo': 'x-imggo-signature', 'lead': 'x-webhook-signature'}
            assert hmac.compare_digest(headers[name[file['dialect']]], hexmac(secret, payload))
        else:
            key = base64.b64decode(secret.removeprefix('whsec_'))
            signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + payload
            expected = 'v1,' + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
            assert expected in headers['webhook-signature'].split(' ')
        checked += 1
print(checked)
`

describe.skipIf(!hasPython)('the verifying lines of the guides', () => {
  it('accept every vector', () => {
    const run = spawnSync('python3', ['-c', guides, join(docs, 'webhook-vectors')], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    const all = dialectSchema.options.flatMap((name) => vectorsOf(name).vectors)
    expect(Number(run.stdout)).toBe(all.length)
  })
})
