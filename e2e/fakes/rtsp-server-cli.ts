// npm run camera:fake -- --clip FILE [--port N] [--fps N] [--user U --pass P] [--auth digest|basic]
import { parseArgs } from 'node:util'
import { encodeClip } from './rtsp/encode-clip'
import { rtspFaults } from './rtsp/rtsp-fault'
import { RtspServer } from './rtsp-server'

const { values } = parseArgs({
  options: {
    clip: { type: 'string' },
    port: { type: 'string', default: '8554' },
    fps: { type: 'string', default: '20' },
    user: { type: 'string' },
    pass: { type: 'string', default: '' },
    auth: { type: 'string', default: 'digest' }
  }
})

if (values.clip === undefined) {
  console.error('Which clip shall be streamed? Type: npm run camera:fake -- --clip FILE')
  process.exit(1)
}
const clip = await encodeClip(values.clip, { fps: Number(values.fps) })
const scheme = values.auth === 'basic' ? 'basic' : 'digest'
const credentials =
  values.user === undefined ? null : ({ username: values.user, password: values.pass, scheme } as const)
const server = new RtspServer({ clip, port: Number(values.port), credentials })
await server.start()
console.log(
  `${server.url('/cam')}  ${clip.accessUnits.length} pictures at ${clip.fps} fps, looping${credentials ? `, ${scheme} login asked for` : ''}`
)
console.log(`faults: ${rtspFaults.map((fault) => `/${fault}`).join(' ')}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop())
