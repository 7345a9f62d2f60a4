import { describe, expect, it } from 'vitest'
import type { UsbFormat } from '../../../contracts/domain/camera-source'
import { usbDeviceSchema } from '../../../contracts/domain/camera-source'
import { readAvfoundationDevices, readAvfoundationModes } from './avfoundation'
import { readDshowDevices, readDshowFormats } from './dshow'
import { c920Formats, ffmpegV4l2Formats, macDevices, macModes, metadataNode, windowsDevices } from './recorded.fixture'
import { windowsDevicesBefore5, windowsOptions } from './recorded.fixture'
import { readFfmpegV4l2Formats, readV4l2Formats } from './v4l2-formats'

const words = (formats: UsbFormat[] | null) =>
  formats && formats.map(({ codec, width, height, fps }) => `${codec} ${width}x${height}@${fps}`)

describe('v4l2-ctl', () => {
  it('lists codings, sizes and rates', () => {
    expect(words(readV4l2Formats(c920Formats))).toEqual([
      'yuyv422 640x480@30',
      'yuyv422 640x480@15',
      'yuyv422 2304x1536@2',
      'mjpeg 1280x720@30',
      'mjpeg 1280x720@7.5'
    ])
  })

  it.each([
    ['a node that carries no pictures', metadataNode, null],
    [
      'a coding that the decoder has no word for',
      "ioctl: VIDIOC_ENUM_FMT\n\t[0]: 'pgAA' (10-bit Bayer)\n\t\tSize: Discrete 640x480\n\t\t\tInterval: Discrete 0.033s (30.000 fps)\n",
      []
    ],
    [
      'sizes and rates within bounds',
      "\t[0]: 'YU12' (Planar YUV 4:2:0)\n\t\tSize: Stepwise 32x32 - 1280x1024 with step 2/2\n\t\t\tInterval: Continuous 0.008s - 1.000s (1.000-120.000 fps)\n",
      ['320x240', '640x360', '640x480', '800x600', '1280x720'].map((size) => `yuv420p ${size}@30`)
    ],
    [
      'sizes without rates',
      "\t[0]: 'GREY' (8-bit Greyscale)\n\t\tSize: Discrete 640x480\n\t\tSize: Discrete 320x240\n\t[1]: 'MJPG' (Motion-JPEG, compressed)\n\t\tSize: Discrete 640x480\n",
      ['gray 640x480@null', 'gray 320x240@null', 'mjpeg 640x480@null']
    ],
    ['an error', 'Cannot open device /dev/video9, exiting.\n', null],
    ['nothing', '', null]
  ])('%s', (_name, text, expected) => {
    expect(words(readV4l2Formats(text))).toEqual(expected)
  })
})

describe('ffmpeg on V4L2', () => {
  it('lists codings and sizes', () => {
    expect(words(readFfmpegV4l2Formats(ffmpegV4l2Formats))).toEqual([
      'yuyv422 640x480@null',
      'yuyv422 320x240@null',
      'mjpeg 640x480@null',
      'mjpeg 1280x720@null'
    ])
    expect(
      words(readFfmpegV4l2Formats('[v4l2 @ 0x1] Raw       :  yuyv422 :  YUYV 4:2:2 : {160-640, 2}x{120-480, 2}\n'))
    ).toEqual(['yuyv422 320x240@null', 'yuyv422 640x360@null', 'yuyv422 640x480@null'])
    expect(readFfmpegV4l2Formats('/dev/null: Inappropriate ioctl for device\n')).toBeNull()
  })
})

describe('DirectShow', () => {
  const webcam =
    '@device_pnp_\\\\?\\usb#vid_046d&pid_082d&mi_00#7&2645f9e4&0&0000#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global'
  const screen = '@device_sw_{860BB310-5D01-11D0-BD3B-00A0C911CE86}\\{4EA69364-2C8A-4AE6-A561-56E4B5044439}'

  it.each([
    ['since FFmpeg 5', windowsDevices],
    ['before', windowsDevicesBefore5]
  ])('names cameras by what stays, %s', (_name, text) => {
    const devices = readDshowDevices(text.replaceAll('\n', '\r\n'))
    expect(devices).toEqual([
      { device: webcam, name: 'HD Pro Webcam C920' },
      { device: screen, name: 'screen-capture-recorder' },
      { device: 'OBS Virtual Camera', name: 'OBS Virtual Camera' }
    ])
    for (const { device } of devices) expect(usbDeviceSchema.safeParse(device).success).toBe(true)
  })

  it('lists formats', () => {
    expect(words(readDshowFormats(windowsOptions))).toEqual([
      'mjpeg 1280x720@30',
      'yuyv422 640x480@30',
      'yuyv422 640x480@29.97'
    ])
  })

  it('finds none where there is none', () => {
    expect(readDshowDevices('[dshow @ 000001] Could not enumerate video devices (or none found).\n')).toEqual([])
  })
})

describe('AVFoundation', () => {
  it('names cameras, twins by number, and no screens', () => {
    expect(readAvfoundationDevices(macDevices)).toEqual([
      { device: 'FaceTime HD Camera (Built-in)', name: 'FaceTime HD Camera (Built-in)' },
      { device: '1', name: 'USB Camera (1)' },
      { device: '2', name: 'USB Camera (2)' }
    ])
    expect(readAvfoundationDevices('')).toEqual([])
  })

  it('lists modes', () => {
    expect(words(readAvfoundationModes(macModes))).toEqual(['uyvy422 640x480@30', 'uyvy422 1280x720@30'])
  })
})
