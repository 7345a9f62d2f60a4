export interface MadeGallery {
  dimension: number
  people: number
  /** L2-normalised templates, row after row. */
  vectors: Float32Array
  ownerOf: (row: number) => number
  /** Another picture of somebody enrolled. */
  mated: (person: number) => Float32Array
  stranger: () => Float32Array
}

/**
 * People as points on the sphere, and their pictures as points around them. Coordinates have unequal weights (an
 * exponential spectrum, half of it effective), which gives strangers' cosines a spread of 1/√256 = 0.06; pictures differ
 * from their person by 0.4 to 1.2 times the person's length, which gives mated cosines of about 0.6 ± 0.1.
 */
export function makeGallery(wanted: {
  templates: number
  templatesPerPerson: number
  dimension: number
  seed: number
}): MadeGallery {
  const { dimension, templatesPerPerson } = wanted
  const bits = xorshift(wanted.seed)
  const weights = Float32Array.from({ length: dimension }, (_, i) => Math.sqrt(-Math.log(1 - (i + 0.5) / dimension)))
  /** A direction of length 1 on average, coordinates nearly normal: the sum of four bytes. */
  const direction = () => {
    const vector = new Float32Array(dimension)
    const unit = 1 / (147.8 * Math.sqrt(dimension))
    for (let i = 0; i < dimension; i++) {
      const word = bits()
      vector[i] =
        ((word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24) - 510) * unit * weights[i]!
    }
    return vector
  }
  const pictureOf = (centre: Float32Array) => {
    const noise = direction()
    const amount = 0.4 + (0.8 * bits()) / 2 ** 32
    return normalised(centre.map((value, i) => value + amount * noise[i]!))
  }
  const people = Math.ceil(wanted.templates / templatesPerPerson)
  const centres = Array.from({ length: people }, direction)
  const vectors = new Float32Array(wanted.templates * dimension)
  const ownerOf = (row: number) => Math.floor(row / templatesPerPerson)
  for (let row = 0; row < wanted.templates; row++) vectors.set(pictureOf(centres[ownerOf(row)]!), row * dimension)
  return {
    dimension,
    people,
    vectors,
    ownerOf,
    mated: (person) => pictureOf(centres[person]!),
    stranger: () => pictureOf(direction())
  }
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map((value) => value / length)
}

/** 32 bits at a time (Marsaglia, Xorshift RNGs, 2003). */
function xorshift(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
