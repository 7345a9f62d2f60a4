import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JpegClip } from './mjpeg/encode-jpegs'
import { encodeJpegs } from './mjpeg/encode-jpegs'
import { MjpegCamera } from './mjpeg-camera'

const folder = mkdtempSync(join(tmpdir(), 'muster-mjpeg-'))
let clip: JpegClip
let camera: MjpegCamera
beforeAll(async () => {
  const file = join(folder, 'source.mp4')
  const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=20', '-t', '1', '-pix_fmt', 'yuv420p', file]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...pattern])
  clip = await encodeJpegs(file, { fps: 20 })
  camera = new MjpegCamera({ clip })
  await camera.start()
})
afterAll(async () => {
  await camera.stop()
  rmSync(folder, { recursive: true })
})

/** The parts of a stream until it ends or there are enough. */
async function partsOf(path: string, enough: number): Promise<Buffer[]> {
  const gone = new AbortController()
  const response = await fetch(camera.url(path), { signal: gone.signal })
  expect(response.headers.get('content-type')).toContain('multipart/x-mixed-replace')
  let bytes = Buffer.alloc(0)
  const parts: Buffer[] = []
  try {
    for await (const chunk of response.body!) {
      bytes = Buffer.concat([bytes, chunk])
      for (;;) {
        const head = bytes.indexOf('\r\n\r\n')
        const length = Number(/Content-Length: (\d+)/.exec(bytes.toString('latin1', 0, head))?.[1])
        if (head < 0 || bytes.length < head + 4 + length) break
        parts.push(bytes.subarray(head + 4, head + 4 + length))
        bytes = bytes.subarray(head + 4 + length)
      }
      if (parts.length >= enough) gone.abort()
    }
  } catch (failure) {
    // A camera that hangs up and a test that has enough both end it like this.
    if (!(failure instanceof Error)) throw failure
  }
  return parts
}

describe('MjpegCamera', () => {
  it('makes one JPEG of each picture and sends them one after the other', async () => {
    expect(clip.jpegs).toHaveLength(20)
    const parts = await partsOf('/cam', 4)
    expect(parts.slice(0, 4)).toEqual(clip.jpegs.slice(0, 4))
  })

  it('cuts one picture in half, and hangs up, when told', async () => {
    camera.setFault('/a', 'truncated', 2)
    camera.setFault('/b', 'close', 3)
    const [cut, closed] = await Promise.all([partsOf('/a', 4), partsOf('/b', 99)])
    expect(cut.slice(0, 4).map(({ length }, i) => length === clip.jpegs[i]!.length)).toEqual([true, true, false, true])
    expect(closed).toHaveLength(3)
  })

  it('refuses as its paths say, and shows a page or a single picture', async () => {
    const status = async (path: string) => (await fetch(camera.url(path))).status
    expect(await Promise.all(['/401', '/403', '/404', '/503'].map(status))).toEqual([401, 403, 404, 503])
    expect(await (await fetch(camera.url('/page'))).text()).toContain('<h1>Camera</h1>')
    const still = Buffer.from(await (await fetch(camera.url('/still'))).arrayBuffer())
    expect(still).toEqual(clip.jpegs[0])
  })

  it('asks for a login, over TLS with its own certificate', async () => {
    const credentials = { username: 'admin', password: 'p@ss', scheme: 'basic' } as const
    const private_ = new MjpegCamera({ clip, credentials, tls: true })
    await private_.start()
    const statusOf = (auth: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const agent = new Agent({ rejectUnauthorized: false })
        const request = get(private_.url('/cam'), { auth, agent }, (response) => {
          resolve(response.statusCode)
          response.destroy()
        })
        request.on('error', reject)
      })
    try {
      expect([await statusOf('admin:p@ss'), await statusOf('admin:wrong')]).toEqual([200, 401])
      expect(private_.refusals).toEqual(['/cam'])
    } finally {
      await private_.stop()
    }
  })
})
