import { readFile, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { UsbCamera } from '../../../contracts/cameras'
import { usbDeviceSchema } from '../../../contracts/domain/camera-source'
import type { RunTool } from './run-tool'
import { chooseFormats } from './usb-formats'
import { readFfmpegV4l2Formats, readV4l2Formats } from './v4l2-formats'

export interface LinuxRoots {
  /** `/sys` and `/dev`, or copies of them in tests. */
  sys: string
  dev: string
}

export interface LinuxDeps {
  roots: LinuxRoots
  run: RunTool
  /** Path of an ffmpeg; null without one. */
  decoder: string | null
}

interface Node {
  name: string
  label: string
  index: number
}

/**
 * Cameras by the kernel's own list (V4L2), each under the link that stays when it is plugged in elsewhere, where udev made
 * one. Nodes that take no pictures are left out; where neither v4l2-ctl nor ffmpeg can say, the first node of a device counts.
 */
export async function findLinuxCameras({ roots, run, decoder }: LinuxDeps): Promise<UsbCamera[]> {
  const nodes = await listNodes(roots.sys)
  const links = await stableLinks(roots.dev)
  const cameras = await Promise.all(
    nodes.map(async ({ name, label, index }): Promise<UsbCamera[]> => {
      const path = join(roots.dev, name)
      const formats = await formatsOf(path, run, decoder)
      if (formats === null || (formats === 'unknown' && index > 0)) return []
      const device = links.get(await realpath(path).catch(() => path)) ?? `/dev/${name}`
      return [{ device, name: label, formats: formats === 'unknown' ? [] : chooseFormats(formats) }]
    })
  )
  return cameras.flat()
}

async function listNodes(sys: string): Promise<Node[]> {
  const folder = join(sys, 'class', 'video4linux')
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^video\d{1,3}$/.test(name))
  const read = async (name: string, file: string) =>
    (await readFile(join(folder, name, file), 'utf8').catch(() => '')).trim()
  const nodes = await Promise.all(
    names.map(async (name) => ({
      name,
      label: plainLabel(await read(name, 'name')) || name,
      index: Number(await read(name, 'index')) || 0
    }))
  )
  return nodes.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

/** The kernel cuts `Camera: Camera` at 31 characters, and a device may call itself anything. */
function plainLabel(text: string): string {
  const [first = '', second = ''] = text.split(': ', 2)
  const label = second !== '' && first.startsWith(second) ? first : text
  return label.replace(/\p{C}+/gu, '').slice(0, 120)
}

/** Real path of a node -> its link by id, or by the place where it is plugged in when two cameras share an id. */
async function stableLinks(dev: string): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const kind of ['by-path', 'by-id']) {
    const folder = join(dev, 'v4l', kind)
    for (const name of (await readdir(folder).catch(() => [])).sort().reverse()) {
      const link = `/dev/v4l/${kind}/${name}`
      const target = await realpath(join(folder, name)).catch(() => null)
      if (target !== null && usbDeviceSchema.safeParse(link).success) links.set(target, link)
    }
  }
  return links
}

async function formatsOf(path: string, run: RunTool, decoder: string | null) {
  const asked = await run('v4l2-ctl', ['--device', path, '--list-formats-ext'])
  // Without leave it writes an error and no list.
  if (asked && /VIDIOC_ENUM_FMT/.test(asked.stdout)) return readV4l2Formats(asked.stdout)
  if (decoder === null) return 'unknown'
  const listed = await run(decoder, ['-hide_banner', '-f', 'v4l2', '-list_formats', 'all', '-i', path])
  if (!listed) return 'unknown'
  const formats = readFfmpegV4l2Formats(listed.stderr)
  if (formats) return formats
  return /Not a video capture device|Inappropriate ioctl/.test(listed.stderr) ? null : 'unknown'
}
