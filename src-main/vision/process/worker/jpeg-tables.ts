/** Constants of ITU-T T.81 (JPEG), Annex K. */

/** Position in the zigzag -> index in the 8×8 block, row after row. */
export const zigzag: readonly number[] = zigzagOrder()

/** Quantisation at quality 50, row after row. */
export const luminanceSteps = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99
]

export const chrominanceSteps = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99
]

/** Huffman tables: how many codes of each length 1–16, and the symbols in order of their codes. */
export interface HuffmanSpec {
  counts: readonly number[]
  symbols: readonly number[]
}

const hex = (text: string): number[] => (text.match(/../g) ?? []).map((pair) => parseInt(pair, 16))

export const dcTable: HuffmanSpec = {
  counts: hex('00010501010101010100000000000000'),
  symbols: hex('000102030405060708090a0b')
}

export const acTable: HuffmanSpec = {
  counts: hex('0002010303020403050504040000017d'),
  symbols: hex(
    '0102030004110512213141061351610722711432' +
      '8191a1082342b1c11552d1f02433627282090a16' +
      '1718191a25262728292a3435363738393a434445' +
      '464748494a535455565758595a63646566676869' +
      '6a737475767778797a838485868788898a929394' +
      '95969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6' +
      'b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8' +
      'd9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa'
  )
}

function zigzagOrder(): number[] {
  const order: number[] = []
  for (let diagonal = 0; diagonal < 15; diagonal++) {
    const cells = Array.from({ length: 8 }, (_, i) => [i, diagonal - i] as const).filter(
      ([, other]) => other >= 0 && other < 8
    )
    // Even diagonals run upwards, odd ones downwards.
    for (const [row, column] of diagonal % 2 === 0 ? cells.reverse() : cells) order.push(row * 8 + column)
  }
  return order
}
