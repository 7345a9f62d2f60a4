import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { H264Clip } from './rtsp/h264-clip'
import { encodeClip } from './rtsp/encode-clip'
import type { RtspServerOptions } from './rtsp-server'
import { RtspServer } from './rtsp-server'

const fps = 10
let folder = ''
let clip: H264Clip
/** Of each picture of the clip, decoded without any network. */
let hashes: string[] = []
let server: RtspServer | null = null

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-rtsp-'))
  const source = path.join(folder, 'source.mp4')
  const made = await ffmpeg(['-f', 'lavfi', '-i', `testsrc2=size=320x240:rate=${fps}`, '-t', '3', '-y', source])
  expect(made.code).toBe(0)
  clip = await encodeClip(source, { fps })
  hashes = await decodedHashes()
}, 60_000)

afterEach(async () => {
  await server?.stop()
  server = null
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function serve(options: Partial<RtspServerOptions> = {}): Promise<RtspServer> {
  server = new RtspServer({ clip, ...options })
  await server.start()
  return server
}

function ffmpeg(args: string[]): Promise<{ code: number | null; stderr: string; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', ...args])
    let stderr = ''
    let stdout = ''
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stderr, stdout }))
  })
}

const asHashes = ['-vsync', 'passthrough', '-f', 'framehash', '-']

/** Time in milliseconds and hash of each picture in ffmpeg's framehash output. */
function parseHashes(output: string): { ptsMs: number; hash: string }[] {
  const base = /^#tb 0: (\d+)\/(\d+)/m.exec(output)
  const rows = output.split('\n').filter((line) => line.startsWith('0,'))
  return rows.map((row) => {
    const [, , pts, , , hash = ''] = row.split(',').map((cell) => cell.trim())
    return { ptsMs: (Number(pts) * 1000 * Number(base?.[1])) / Number(base?.[2]), hash }
  })
}

async function decodedHashes(): Promise<string[]> {
  const file = path.join(folder, 'clip.h264')
  const startCode = Buffer.from([0, 0, 0, 1])
  await writeFile(file, Buffer.concat(clip.accessUnits.flatMap((unit) => unit.flatMap((nal) => [startCode, nal]))))
  const { stdout } = await ffmpeg(['-f', 'h264', '-i', file, ...asHashes])
  return parseHashes(stdout).map((row) => row.hash)
}

/** Pulls pictures as an ordinary client. */
async function pull(url: string, transport: 'tcp' | 'udp', frames: number) {
  const input = ['-rtsp_transport', transport, '-timeout', '500000', '-fpsprobesize', '0', '-i', url]
  const result = await ffmpeg([...input, '-frames:v', String(frames), ...asHashes])
  return { ...result, pictures: parseHashes(result.stdout) }
}

const withLogin = (url: string, login: string) => url.replace('rtsp://', `rtsp://${login}@`)

describe('RtspServer', () => {
  it('encodes one keyframe per second, and an empty lead where one is wanted', async () => {
    const led = await encodeClip(path.join(folder, 'source.mp4'), { fps, emptyLeadSeconds: 1, seconds: 1 })
    for (const [encoded, keyframes] of [
      [clip, [0, 10, 20]],
      [led, [0, 10]]
    ] as const) {
      const found = encoded.accessUnits.flatMap((unit, index) =>
        unit.some((nal) => ((nal[0] ?? 0) & 31) === 5) ? [index] : []
      )
      expect(found).toEqual(keyframes)
    }
  })

  it.each(['tcp', 'udp'] as const)(
    'streams over %s and tells by its time which picture was sent when',
    async (transport) => {
      const camera = await serve()
      const { code, stderr, pictures } = await pull(camera.url('/cam'), transport, 12)
      expect(stderr).toBe('')
      expect(code).toBe(0)
      const [session] = camera.sessions('/cam')
      expect(session?.transport).toBe(transport)
      // The first picture has no time of its own: ffmpeg repeats that of the second.
      const timed = pictures.slice(1)
      expect(timed.map(({ ptsMs }) => hashes[session?.frameAtPts(ptsMs) ?? -1])).toEqual(timed.map(({ hash }) => hash))
      const stamps = timed.map(({ ptsMs }) => session?.sentAtPts(ptsMs) ?? 0)
      expect(stamps[0]).toBeGreaterThan(0)
      expect(stamps).toEqual([...stamps].sort((a, b) => a - b))
    },
    20_000
  )

  it.each(['digest', 'basic'] as const)(
    'lets the right password in by %s and no other',
    async (scheme) => {
      const camera = await serve({ credentials: { username: 'admin', password: 'p@ss:w/rd#1', scheme } })
      const right = await pull(withLogin(camera.url('/cam'), `admin:${encodeURIComponent('p@ss:w/rd#1')}`), 'tcp', 2)
      expect(right).toMatchObject({ code: 0, stderr: '' })
      const wrong = await pull(withLogin(camera.url('/cam'), 'admin:nope'), 'tcp', 2)
      expect(wrong.stderr).toContain('401 Unauthorized')
      expect(camera.sessions()).toHaveLength(1)
    },
    20_000
  )

  it('loops the clip while time runs on', async () => {
    const camera = await serve()
    const { pictures } = await pull(camera.url('/cam'), 'tcp', 34)
    expect(pictures.at(-1)).toEqual({ ptsMs: 3200, hash: hashes[3] })
    expect(camera.sessions()[0]?.clipFrames).toBe(30)
  }, 20_000)

  it('hangs up on /close, also at the moment a running stream is told to', async () => {
    const camera = await serve()
    camera.setFault('/cam', 'close', 5)
    const { code, pictures } = await pull(camera.url('/cam'), 'tcp', 100)
    expect(code).toBe(0)
    expect(pictures).toHaveLength(5)
    camera.setFault('/cam', null)
    expect((await pull(camera.url('/cam'), 'tcp', 3)).pictures).toHaveLength(3)
  }, 20_000)

  it('goes quiet on a stall with the connection open', async () => {
    const camera = await serve()
    camera.setFault('/cam', 'stall', 3)
    const { pictures } = await pull(camera.url('/cam'), 'tcp', 100)
    expect(pictures.length).toBeLessThanOrEqual(3)
    expect(camera.sessions()[0]?.count).toBe(3)
  }, 30_000)

  it.each([
    ['/403', '403 Forbidden'],
    ['/404', '404 Not Found'],
    ['/453', '453'],
    ['/500', '5XX Server Error'],
    ['/503', '5XX Server Error'],
    ['/udponly', '461'],
    ['/drop', ''],
    ['/garbage', 'Invalid data']
  ])(
    'refuses %s',
    async (path, words) => {
      const camera = await serve()
      const { code, stderr } = await pull(camera.url(path), 'tcp', 2)
      expect(code).not.toBe(0)
      expect(stderr).toContain(words)
    },
    20_000
  )

  it('speaks TLS, and changes the size of its pictures at a keyframe', async () => {
    const resized = await encodeClip(path.join(folder, 'source.mp4'), { fps, width: 160 })
    const camera = await serve({ tls: true, resized })
    expect(camera.url('/cam')).toMatch(/^rtsps:/)
    camera.setFault('/cam', 'resize', 5)
    const sizes = ['-frames:v', '13', '-vf', 'showinfo', '-loglevel', 'info', '-f', 'null', '-']
    const input = ['-rtsp_transport', 'tcp', '-fpsprobesize', '0', '-i', camera.url('/cam')]
    const { stderr } = await ffmpeg([...input, ...sizes])
    const shown = [...stderr.matchAll(/ s:(\d+x\d+) /g)].map(([, size]) => size)
    expect(shown.slice(0, 10)).toEqual(Array(10).fill('320x240'))
    expect(new Set(shown.slice(10))).toEqual(new Set(['160x120']))
  }, 20_000)

  it('plays noise, and sound without pictures', async () => {
    const camera = await serve()
    camera.setFault('/noise', 'noise', 3)
    const pull = ['-rtsp_transport', 'tcp', '-timeout', '500000', '-fpsprobesize', '0']
    const noisy = ffmpeg([...pull, '-i', camera.url('/noise'), ...asHashes])
    const sound = await ffmpeg([...pull, '-i', camera.url('/audioonly'), '-t', '0.2', '-f', 's16le', '-'])
    // ffmpeg would wait for a picture among the noise for ever.
    camera.setFault('/noise', 'close')
    const noise = await noisy
    expect(parseHashes(noise.stdout).length).toBeLessThanOrEqual(3)
    // Silence in µ-law is zero, at 8000 samples a second.
    expect(sound.stdout).toBe('\0'.repeat(8000 * 0.2 * 2))
  }, 20_000)

  it('starts again on its port after it was stopped', async () => {
    const camera = await serve()
    const address = camera.url('/cam')
    await camera.stop()
    expect((await pull(address, 'tcp', 1)).stderr).toContain('Connection refused')
    await camera.start()
    expect(camera.url('/cam')).toBe(address)
    expect((await pull(address, 'tcp', 1)).code).toBe(0)
  }, 20_000)
})
