import { expect, it } from 'vitest'
import type { UsbFormat } from '../../../contracts/domain/camera-source'
import { chooseFormats } from './usb-formats'

const format = (text: string): UsbFormat => {
  const [codec = '', width, height, fps] = text.split(/[ x@]/)
  return { codec, width: Number(width), height: Number(height), fps: fps === undefined ? null : Number(fps) }
}
const words = ({ codec, width, height, fps }: UsbFormat) =>
  `${codec} ${width}x${height}${fps === null ? '' : `@${fps}`}`

it.each([
  ['the fastest up to 30', ['mjpeg 640x480@60', 'mjpeg 640x480@30', 'mjpeg 640x480@15'], ['mjpeg 640x480@30']],
  ['the slowest of those that are all faster', ['mjpeg 640x480@120', 'mjpeg 640x480@60'], ['mjpeg 640x480@60']],
  ['a rate before none', ['mjpeg 640x480', 'mjpeg 640x480@25'], ['mjpeg 640x480@25']],
  [
    'large before small, and compressed before raw',
    ['yuyv422 640x480@30', 'mjpeg 640x480@30', 'mjpeg 1280x720@30'],
    ['mjpeg 1280x720@30', 'mjpeg 640x480@30', 'yuyv422 640x480@30']
  ],
  [
    'what moves before what is large',
    ['yuyv422 1920x1080@5', 'mjpeg 1280x720@30'],
    ['mjpeg 1280x720@30', 'yuyv422 1920x1080@5']
  ],
  [
    '1080p before 4K',
    ['mjpeg 3840x2160@30', 'mjpeg 2560x1440@30', 'mjpeg 1920x1080@30', 'mjpeg 640x480@30'],
    ['mjpeg 1920x1080@30', 'mjpeg 640x480@30', 'mjpeg 2560x1440@30', 'mjpeg 3840x2160@30']
  ],
  ['nothing that no source takes', ['mjpeg 4x4@30', 'mjpeg 640x480@0', 'a;b 640x480@30'], []]
])('offers %s', (_name, given, offered) => {
  expect(chooseFormats(given.map(format)).map(words)).toEqual(offered)
})

it('offers no more than can be read', () => {
  const many = Array.from({ length: 300 }, (_, index) => format(`mjpeg ${640 + index}x480@30`))
  expect(chooseFormats(many)).toHaveLength(64)
})
