import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { encodeClip } from '../../../../e2e/fakes/rtsp/encode-clip'
import type { H264Clip } from '../../../../e2e/fakes/rtsp/h264-clip'
import { RtspServer } from '../../../../e2e/fakes/rtsp-server'
import { readModelPack } from '../../model-packs'
import { analyseStill } from '../worker/analyse-still'
import { dot } from '../worker/embedder'
import type { FaceModels } from '../worker/models'
import { openModels } from '../worker/models'
import { clips, modelsDir } from '../worker/real-pictures'
import { fullBytes } from './frame-slots'
import { createSourceRig } from './source-rig'

/** A busy machine is slow to begin; nothing here is about that. */
vi.setConfig({ testTimeout: 90_000 })
const timing = { firstFrameMs: 30_000, frameMs: 10_000, killMs: 1000 }

const folder = mkdtempSync(join(tmpdir(), 'muster-sizes-'))
const rig = createSourceRig()
afterEach(() => rig.stopAll())
afterAll(() => rmSync(folder, { recursive: true }))

const ffmpeg = (...args: string[]) =>
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...args])
/** Two seconds of a face that fills a size; what of the picture does not fit is cut off, so that nothing is stretched. */
function piece(name: string, size: string, from: number): string {
  const file = join(folder, `${name}.ts`)
  const [width = '', height = ''] = size.split('x')
  const filter = `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height},setsar=1,fps=20`
  ffmpeg(
    ...['-ss', String(from), '-i', clips.franck.file, '-t', '2', '-an', '-vf', filter, '-pix_fmt', 'yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-g', '20', file]
  )
  return file
}
/** One MPEG transport stream whose H.264 changes its size in the middle. */
function joinPieces(name: string, ...pieces: string[]): string {
  const [list, file] = [join(folder, `${name}.txt`), join(folder, `${name}.ts`)]
  writeFileSync(list, pieces.map((path) => `file '${path}'\n`).join(''))
  ffmpeg('-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', file)
  return file
}

let models: FaceModels
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
})
afterAll(() => models.release())

type Rig = ReturnType<typeof rig.open>

/** Keeps a copy of each analysed picture, and of the size that it is said to have. */
function watch(open: (over: Parameters<typeof rig.open>[1]) => Rig) {
  const pictures: { width: number; height: number; data: Uint8Array }[] = []
  const { source, news } = open({
    timing,
    onReady: () => {
      const { slots } = news
      const frame = slots?.takeLatest()
      if (!slots || !frame) return
      const { width, height } = slots.layout
      const data = new Uint8Array(slots.buffers[frame.slot]!, 0, fullBytes(slots.layout)).slice()
      pictures.push({ width, height, data })
      slots.release(frame.slot)
    }
  })
  return { source, news, pictures }
}

/** The face of every picture that holds one, against the clip's own. */
async function likenesses(pictures: { width: number; height: number; data: Uint8Array }[]): Promise<number[]> {
  let first: Float32Array | null = null
  const scores: number[] = []
  for (const { width, height, data } of pictures) {
    const picture = { format: 'yuv420p', width, height, data } as const
    const boxes = await models.detector.detectRegion(picture, { x1: 0, y1: 0, x2: width, y2: height })
    const [face] = await analyseStill(models, picture, boxes, { minEyeDistancePx: 10 }, null)
    if (!face) continue
    first ??= face.template
    scores.push(dot(first, face.template))
  }
  return scores
}

/** A camera that goes over to another clip when told, at a keyframe, as one does whose operator sets another resolution. */
function switchingClip(first: H264Clip, second: H264Clip) {
  let asked = false
  let now = first
  let calls = -1
  return {
    switchOver: () => void (asked = true),
    clip: {
      fps: first.fps,
      get sps() {
        return now.sps
      },
      get pps() {
        return now.pps
      },
      /** Read once at the beginning and once for each picture; there is one keyframe a second. */
      get accessUnits() {
        if (asked && calls % first.fps === 0) now = second
        calls++
        return now.accessUnits
      }
    }
  }
}

describe('a camera that changes the size of its pictures', () => {
  it.each([
    ['larger', '360x288', '640x512', { width: 320, height: 240 }],
    // For a square detector: both pipes carry as many bytes as before.
    ['another shape of as many bytes', '288x360', '360x288', { width: 320, height: 320 }]
  ])('%s: goes on at once in the new size, and no picture is of two', async (_name, before, after, detector) => {
    const [first, second] = await Promise.all([
      encodeClip(piece(`${before}-a`, before, 10), { fps: 20 }),
      encodeClip(piece(`${after}-b`, after, 12), { fps: 20 })
    ])
    const { clip, switchOver } = switchingClip(first, second)
    const server = new RtspServer({ clip })
    await server.start()
    try {
      const cam = { kind: 'rtsp', url: server.url('/cam'), transport: 'tcp', username: '', hasPassword: false } as const
      const { source, news, pictures } = watch((over) => rig.open({ source: cam }, { ...over, detector }))
      // Long enough for the camera to count as a good one.
      await news.next(() => news.previews.length >= 30)
      switchOver()
      await news.next(({ state }) => state === 'connecting')
      await news.next(() => new Set(pictures.map(({ width }) => width)).size === 2 && pictures.length >= 22)
      await source.stop()
      expect(news.statuses.some(({ state }) => state === 'retrying')).toBe(false)
      const sizes = new Set(pictures.map(({ width, height }) => `${width}x${height}`))
      expect(sizes).toEqual(new Set([before, after]))
      const scores = await likenesses(pictures)
      expect(scores.length).toBeGreaterThan(pictures.length * 0.7)
      expect(Math.min(...scores)).toBeGreaterThan(0.5)
    } finally {
      await server.stop()
    }
  })
})

describe('a clip that changes the size of its pictures', () => {
  it('plays on in its first size, with bars, and begins anew only once', async () => {
    const path = joinPieces('tall', piece('wide', '640x360', 10), piece('tall-part', '360x640', 12))
    const { news, pictures } = watch((over) => rig.open({ source: { kind: 'file', path, loop: false } }, over))
    const off = await news.next(({ state }) => state === 'off')
    expect(off).toMatchObject({ problem: 'ended', width: 640, height: 360, reconnectsLastHour: 0 })
    expect(news.statuses.filter(({ state }, i) => state === 'connecting' && i > 0).length).toBeGreaterThanOrEqual(1)
    expect(news.statuses.some(({ state }) => state === 'retrying')).toBe(false)
    expect(new Set(pictures.map(({ width, height }) => `${width}x${height}`))).toEqual(new Set(['640x360']))
    const scores = await likenesses(pictures)
    expect(Math.min(...scores)).toBeGreaterThan(0.5)
    // The tall half stands upright between bars.
    const last = pictures.at(-1)!
    const row = last.data.subarray(180 * 640, 181 * 640)
    expect(Math.max(...row.subarray(0, 180))).toBeLessThan(24)
    expect(Math.max(...row.subarray(260, 380))).toBeGreaterThan(60)
  })
})
