import type { CameraOptions } from '../../../contracts/domain/camera-options'
import type { DecodedPhoto } from './decode-photo'

/** A picture as its camera's pictures are shown: turned clockwise, then mirrored. */
export function turnPhoto(
  photo: DecodedPhoto,
  { rotation, mirror }: Pick<CameraOptions, 'rotation' | 'mirror'>
): DecodedPhoto {
  if (rotation === 0 && !mirror) return photo
  const isSideways = rotation === 90 || rotation === 270
  const [width, height] = isSideways ? [photo.height, photo.width] : [photo.width, photo.height]
  const { first, right, down } = walk(photo.width, photo.height, rotation)
  const from = new Uint8Array(photo.data)
  const data = new SharedArrayBuffer(from.length)
  const to = new Uint8Array(data)
  for (let y = 0, target = 0; y < height; y++) {
    for (let x = 0; x < width; x++, target += 3) {
      const source = (first + down * y + right * (mirror ? width - 1 - x : x)) * 3
      to[target] = from[source]!
      to[target + 1] = from[source + 1]!
      to[target + 2] = from[source + 2]!
    }
  }
  return { width, height, data }
}

/** Which pixel of the original comes first, and how far it is to the one that comes to its right and below it. */
function walk(width: number, height: number, rotation: CameraOptions['rotation']) {
  switch (rotation) {
    case 0:
      return { first: 0, right: 1, down: width }
    case 90:
      return { first: (height - 1) * width, right: -width, down: 1 }
    case 180:
      return { first: width * height - 1, right: -1, down: -width }
    case 270:
      return { first: width - 1, right: width, down: -1 }
  }
}
