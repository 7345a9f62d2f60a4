import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CameraSource as Source } from '../../../../contracts/domain/camera-source'
import type { Decoder } from './decoder-probe'
import { probeDecoder } from './decoder-probe'
import { createSourceRig } from './source-rig'
import { openWebcamShots, takeShot } from './webcam-shots'

/** No camera hangs on the machines that run this: fswebcam's own test picture and files stand in for one. */
const folder = mkdtempSync(join(tmpdir(), 'muster-usb-'))
const still = join(folder, 'face.jpg')
const rig = createSourceRig()
let decoder: Decoder
beforeAll(async () => {
  decoder = (await probeDecoder('ffmpeg'))!
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=400x300', '-frames:v', '1', still]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...picture])
})
afterEach(() => rig.stopAll())
afterAll(() => rmSync(folder, { recursive: true }))

const usb = (device: string, over: Partial<Extract<Source, { kind: 'usb' }>> = {}) =>
  ({ kind: 'usb', device, format: null, capture: 'auto', ...over }) as const

/** A decoder whose devices fail in the given words, as those of a machine with a camera do; all else is ffmpeg's. */
function failing(words: string, code = 1) {
  const path = join(folder, 'ffmpeg-without-camera')
  const script = [
    '#!/bin/sh',
    'case "$*" in',
    `*v4l2*) echo "${words}" >&2; exit ${code};;`,
    'esac',
    'exec ffmpeg "$@"'
  ]
  writeFileSync(path, `${script.join('\n')}\n`, { mode: 0o755 })
  return async () => ({ ...decoder, path })
}

/** A decoder for which a pattern of two seconds stands in for a camera that is then pulled out, as ffmpeg ends in that case. */
function unplugging() {
  const path = join(folder, 'ffmpeg-with-camera')
  const script = [
    '#!/bin/sh',
    'case "$*" in *v4l2*) ;; *) exec ffmpeg "$@";; esac',
    'for arg; do',
    '  shift',
    '  case "$arg" in',
    '    v4l2) arg=lavfi;;',
    '    /dev/video0) arg=testsrc2=size=320x240:rate=20:duration=2;;',
    '  esac',
    '  set -- "$@" "$arg"',
    'done',
    'ffmpeg "$@"',
    'echo "[error] ioctl(VIDIOC_DQBUF): No such device" >&2'
  ]
  writeFileSync(path, `${script.join('\n')}\n`, { mode: 0o755 })
  return async () => ({ ...decoder, path })
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`muster-shot-${process.pid}-`))

describe('CameraSource on a USB camera', () => {
  it('says of one that is not there that it is missing', async () => {
    const { news } = rig.open({ source: usb('/dev/video97') })
    const status = await news.next(({ state }) => state === 'retrying')
    expect(status).toMatchObject({ problem: 'device_missing', capture: 'stream' })
    expect(status.detail).toContain('No such file')
  })

  it.each([
    ['[error] ioctl(VIDIOC_STREAMON): Device or resource busy', 'device_busy'],
    ['[error] Cannot open video device /dev/video0: Permission denied', 'device_denied'],
    ['[error] /dev/video0: No such device', 'device_missing']
  ])('%s is %s', async (words, problem) => {
    const { news } = rig.open({ source: usb('/dev/video0') }, { decoder: failing(words) })
    expect(await news.next(({ state }) => state === 'retrying')).toMatchObject({ problem, capture: 'stream' })
  })

  it('says of one that played that it was unplugged, and tries again', async () => {
    const { news } = rig.open({ source: usb('/dev/video0') }, { decoder: unplugging() })
    const live = await news.next(({ state, width }) => state === 'live' && width !== null)
    expect(live).toMatchObject({ capture: 'stream', width: 320, height: 240 })
    expect(await news.next(({ state }) => state === 'retrying')).toMatchObject({ problem: 'unplugged' })
    await news.next(({ state }) => state === 'live')
  })

  it('takes single pictures of one whose stream the decoder cannot have, and says so', async () => {
    const { news } = rig.open(
      { source: usb('/dev/video0') },
      {
        decoder: failing('[error] ioctl(VIDIOC_S_FMT): Invalid argument'),
        openShots: (_device, size) => openWebcamShots('TEST', size)
      }
    )
    const live = await news.next(({ state, width }) => state === 'live' && width !== null)
    expect(live).toMatchObject({ capture: 'snapshots', problem: null, lastError: null, width: 1280, height: 720 })
  })

  it('says why the stream cannot be had when there are no single pictures either', async () => {
    const { news } = rig.open(
      { source: usb('/dev/video97') },
      { decoder: failing('[error] ioctl(VIDIOC_S_FMT): Invalid argument') }
    )
    const status = await news.next(({ state }) => state === 'retrying')
    expect(status.problem).toBe('decoder_failed')
    expect(status.detail).toContain('VIDIOC_S_FMT')
  })
})

describe('CameraSource by single pictures', () => {
  it.each([
    [
      'fswebcam’s test picture',
      () => usb('TEST', { format: { codec: 'mjpeg', width: 640, height: 480, fps: null } }),
      640,
      480
    ],
    ['a file', () => usb(`FILE:${still}`), 400, 300]
  ])('shows %s about once a second, and leaves nothing behind', async (_name, source, width, height) => {
    const { source: camera, news } = rig.open({ source: source() })
    await news.next(({ state }) => state === 'live' && news.analysed.length >= 3)
    expect(news.statuses.at(-1)).toMatchObject({ capture: 'snapshots', width, height, codec: 'mjpeg', problem: null })
    const [a, b] = news.analysed.slice(-2)
    expect(b!.capturedAt - a!.capturedAt).toBeGreaterThan(500)
    await camera.stop()
    expect(leftovers()).toEqual([])
  })

  it('turns them as the camera hangs', async () => {
    const { news } = rig.open({ source: usb(`FILE:${still}`), options: { rotation: 270 } })
    expect(await news.next(({ width }) => width !== null)).toMatchObject({ width: 300, height: 400 })
  })

  it('says that the file is gone', async () => {
    const { news } = rig.open({ source: usb(`FILE:${folder}/none.jpg`) })
    expect(await news.next(({ state }) => state === 'retrying')).toMatchObject({ problem: 'device_missing' })
  })
})

describe('takeShot', () => {
  it('takes one picture in the size that is asked for', async () => {
    const jpeg = await takeShot('TEST', { width: 320, height: 240 })
    expect([jpeg[0], jpeg[1], jpeg.at(-2), jpeg.at(-1)]).toEqual([0xff, 0xd8, 0xff, 0xd9])
    expect(leftovers()).toEqual([])
  })

  it.each([
    'TEST; touch x',
    '/dev/video0 $(id)',
    '/dev/video0`id`',
    'TEST\nid',
    '-D 60',
    'FILE:/a;b',
    "a'b",
    '|id',
    '&id',
    ''
  ])('gives %j to no shell', async (device) => {
    await expect(takeShot(device, null)).rejects.toMatchObject({ problem: 'device_missing' })
    expect(leftovers()).toEqual([])
  })
})
