import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usbDeviceSchema } from '../../../contracts/domain/camera-source'
import { makeUsbFinder } from './find-usb'
import { c920Formats, ffmpegV4l2Formats, macDevices, macModes, metadataNode } from './recorded.fixture'
import { windowsDevices, windowsOptions } from './recorded.fixture'
import type { RunTool } from './run-tool'
import { runTool } from './run-tool'

let folder: string
let roots: { sys: string; dev: string }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-usb-'))
  roots = { sys: join(folder, 'sys'), dev: join(folder, 'dev') }
  for (const path of ['sys/class/video4linux', 'dev/v4l/by-id', 'dev/v4l/by-path']) {
    mkdirSync(join(folder, path), { recursive: true })
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

function addNode(name: string, label: string, index: number, links: Record<string, string> = {}): void {
  const sys = join(roots.sys, 'class/video4linux', name)
  mkdirSync(sys)
  writeFileSync(join(sys, 'name'), `${label}\n`)
  writeFileSync(join(sys, 'index'), `${index}\n`)
  writeFileSync(join(roots.dev, name), '')
  for (const [kind, link] of Object.entries(links)) symlinkSync(`../../${name}`, join(roots.dev, 'v4l', kind, link))
}

/** A program that writes what was recorded for the device it is asked about, on the stream that the real one uses. */
function tool(name: string, answers: Record<string, string>, stream: 1 | 2 = 2): string {
  const cases = Object.entries(answers).map(([device, text], index) => {
    const file = join(folder, `${name}-${index}.txt`)
    writeFileSync(file, text)
    return `  *'${device}'*) cat '${file}' >&${stream};;`
  })
  const path = join(folder, name)
  writeFileSync(path, ['#!/bin/sh', 'case "$*" in', ...cases, 'esac', 'exit 1', ''].join('\n'))
  chmodSync(path, 0o755)
  return path
}

/** Real processes; only where they are found is ours. */
const runWith =
  (tools: Record<string, string | null>): RunTool =>
  (file, args) =>
    runTool(file in tools ? (tools[file] ?? join(folder, 'missing')) : file, args)

describe('cameras of Linux', () => {
  const usb = (index: number) => `usb-046d_HD_Pro_Webcam_C920_A1B2C3D4-video-index${index}`

  it('are the nodes that take pictures, under the names that stay', async () => {
    addNode('video0', 'HD Pro Webcam C920', 0, {
      'by-id': usb(0),
      'by-path': 'pci-0000:00:14.0-usb-0:1:1.0-video-index0'
    })
    addNode('video1', 'HD Pro Webcam C920', 1, { 'by-id': usb(1) })
    addNode('video2', 'Integrated Camera: Integrated C', 0, {
      'by-path': 'pci-0000:00:14.0-usb-0:8:1.0-video-index0'
    })
    addNode('video10', 'Loop\u202Eback', 0)
    const ctl = tool(
      'v4l2-ctl',
      { video10: c920Formats, video0: c920Formats, video1: metadataNode, video2: c920Formats },
      1
    )
    const find = makeUsbFinder({
      platform: 'linux',
      decoder: async () => null,
      roots,
      run: runWith({ 'v4l2-ctl': ctl })
    })
    const cameras = await find()
    expect(cameras.map(({ device, name }) => [device, name])).toEqual([
      [`/dev/v4l/by-id/${usb(0)}`, 'HD Pro Webcam C920'],
      ['/dev/v4l/by-path/pci-0000:00:14.0-usb-0:8:1.0-video-index0', 'Integrated Camera'],
      ['/dev/video10', 'Loopback']
    ])
    expect(cameras[0]?.formats).toEqual([
      { codec: 'mjpeg', width: 1280, height: 720, fps: 30 },
      { codec: 'yuyv422', width: 640, height: 480, fps: 30 },
      { codec: 'yuyv422', width: 2304, height: 1536, fps: 2 }
    ])
    for (const { device } of cameras) expect(usbDeviceSchema.safeParse(device).success).toBe(true)
  })

  it('are asked through ffmpeg where v4l2-ctl is missing', async () => {
    addNode('video0', 'Camera', 0)
    addNode('video1', 'Camera', 1)
    const decoder = tool('ffmpeg', {
      video0: ffmpegV4l2Formats,
      video1: '[video4linux2,v4l2 @ 0x1] Not a video capture device.\n/dev/video1: No such device\n'
    })
    const find = makeUsbFinder({
      platform: 'linux',
      decoder: async () => decoder,
      roots,
      run: runWith({ 'v4l2-ctl': null })
    })
    expect(await find()).toMatchObject([
      {
        device: '/dev/video0',
        name: 'Camera',
        formats: [{ codec: 'mjpeg', width: 1280, height: 720, fps: null }, {}, {}, {}]
      }
    ])
  })

  it('are found by the kernel alone where nothing can be asked, first nodes only', async () => {
    addNode('video0', '', 0)
    addNode('video1', 'Camera', 1)
    const run = runWith({ 'v4l2-ctl': null })
    expect(await makeUsbFinder({ platform: 'linux', decoder: async () => null, roots, run })()).toEqual([
      { device: '/dev/video0', name: 'video0', formats: [] }
    ])
    // The real ffmpeg: these files are no devices.
    expect(await makeUsbFinder({ platform: 'linux', decoder: async () => 'ffmpeg', roots, run })()).toEqual([])
  })

  it('are none on a computer without V4L2, and here whatever there is', async () => {
    const nowhere = { sys: join(folder, 'none'), dev: join(folder, 'none') }
    const find = makeUsbFinder({ platform: 'linux', decoder: async () => null, roots: nowhere })
    expect(await find()).toEqual([])
    expect(Array.isArray(await makeUsbFinder({ platform: 'linux', decoder: async () => 'ffmpeg' })())).toBe(true)
  })
})

describe('cameras of other systems', () => {
  it('are DirectShow’s on Windows, by alternative name, with formats', async () => {
    const decoder = tool('ffmpeg', { list_devices: windowsDevices, 'video=@device_pnp': windowsOptions })
    const cameras = await makeUsbFinder({ platform: 'win32', decoder: async () => decoder })()
    expect(cameras.map(({ name, formats }) => [name, formats.length])).toEqual([
      ['HD Pro Webcam C920', 2],
      ['screen-capture-recorder', 0],
      ['OBS Virtual Camera', 0]
    ])
    expect(cameras[0]?.device).toMatch(/^@device_pnp_/)
  })

  it('are AVFoundation’s on macOS, with modes', async () => {
    const decoder = tool('ffmpeg', { list_devices: macDevices, FaceTime: macModes })
    expect(await makeUsbFinder({ platform: 'darwin', decoder: async () => decoder })()).toMatchObject([
      { device: 'FaceTime HD Camera (Built-in)', formats: [{ width: 1280 }, { width: 640 }] },
      { device: '1', formats: [] },
      { device: '2', formats: [] }
    ])
  })

  it('cannot be found without ffmpeg, which is said', async () => {
    const find = makeUsbFinder({ platform: 'win32', decoder: async () => null })
    await expect(find()).rejects.toMatchObject({ code: 'decoder_missing' })
  })

  it('are searched for once, however often the button is pressed', async () => {
    let asked = 0
    const find = makeUsbFinder({
      platform: 'win32',
      decoder: async () => 'ffmpeg',
      run: () => {
        asked++
        return Promise.resolve({ stdout: '', stderr: '' })
      }
    })
    const [first, second] = await Promise.all([find(), find()])
    expect(first).toBe(second)
    expect(asked).toBe(1)
  })
})
