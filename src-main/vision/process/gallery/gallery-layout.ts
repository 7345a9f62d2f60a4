/**
 * Where things lie in a gallery's memory, in bytes. A tile holds the coarse codes of 16 templates: of each four numbers
 * in turn, 16 × 4 bytes, so that one 64-byte line of a tile meets four numbers of the probe and each lane of a sum
 * belongs to one template. What the first pass must know of the templates follows at once (see `tileParts`). Segments are
 * appended and never move; they hold tiles, then the fine codes template after template, then the templates' owners.
 */
export interface GalleryLayout {
  /** Numbers of a template. */
  dimension: number
  /** The same, filled up with zeros to whole steps of the kernels. */
  padded: number
  /** Bytes of the coarse codes of one tile. */
  tileCodes: number
  tileBytes: number
  /** Offsets within a segment. */
  fine: number
  owners: number
  segmentBytes: number
}

export const rowsPerTile = 16
/** A number that the streams of the kernels divide. */
export const tilesPerSegment = 192
export const rowsPerSegment = rowsPerTile * tilesPerSegment

/** Offsets after the codes of a tile, 16 × 4 bytes each: how much a code is worth, how far a template is from its codes, and −64 times the sum of the codes. */
export const tileParts = { scale: 0, error: 64, offsetSum: 128, bytes: 192 } as const

/** Before the first segment: `changes` is odd while rows are being written and counts on with every change; `users` are threads. */
export const headerBytes = 64
export const headerWords = { changes: 0, rows: 1, greatestNorm: 2, users: 3 } as const

const stepOfKernels = 16

/** @throws RangeError of a dimension that no model has */
export function galleryLayout(dimension: number): GalleryLayout {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > 4096)
    throw new RangeError(`templates of ${dimension} numbers`)
  const padded = Math.ceil(dimension / stepOfKernels) * stepOfKernels
  const tileCodes = padded * rowsPerTile
  const tileBytes = tileCodes + tileParts.bytes
  const fine = tileBytes * tilesPerSegment
  const owners = fine + padded * rowsPerSegment
  return { dimension, padded, tileCodes, tileBytes, fine, owners, segmentBytes: owners + 4 * rowsPerSegment }
}

export const segmentAddress = (layout: GalleryLayout, segment: number): number =>
  headerBytes + segment * layout.segmentBytes

export const bytesOf = (layout: GalleryLayout, segments: number): number => segmentAddress(layout, segments)

/** Addresses of one row's parts. */
export interface RowPlace {
  tile: number
  /** Place within the tile, 0–15. */
  lane: number
  fine: number
  owner: number
}

export function rowPlace(layout: GalleryLayout, row: number): RowPlace {
  const segment = segmentAddress(layout, Math.floor(row / rowsPerSegment))
  const within = row % rowsPerSegment
  return {
    tile: segment + Math.floor(within / rowsPerTile) * layout.tileBytes,
    lane: within % rowsPerTile,
    fine: segment + layout.fine + within * layout.padded,
    owner: segment + layout.owners + within * 4
  }
}
