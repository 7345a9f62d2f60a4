import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeSplit, enrolledOf, readDataset } from './dataset'
import { countIdentification } from './identification'
import { comparePairs } from './pairs'
import { searchGallery } from './search-gallery'

const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))
const sample = (identity: number, degrees: number | null) => ({
  identity,
  template: degrees === null ? null : at(degrees)
})

describe('identification', () => {
  it('enrols the first pictures of the enrolled and searches for all the others', () => {
    const samples = [
      ...[sample(0, 0), sample(0, 4), sample(0, 40), sample(0, null)],
      ...[sample(1, 90), sample(1, null), sample(1, 80)],
      ...[sample(2, 85), sample(2, 200)]
    ]
    const searches = searchGallery(samples, [true, true, false], 2)
    expect(searches.map(({ identity, mated, best }) => [identity, mated, best?.identity ?? null])).toEqual([
      [0, true, 0],
      [0, true, null],
      [1, true, 1],
      [2, false, 1],
      [2, false, expect.any(Number)]
    ])
    const counts = countIdentification(searches, 0.9)
    expect(counts).toEqual({
      rank1: { hits: 2, of: 3 },
      tpir: { hits: 1, of: 3 },
      wrong: { hits: 0, of: 3 },
      fpir: { hits: 1, of: 2 }
    })
  })

  it('answers nobody from an empty gallery', () => {
    expect(searchGallery([sample(0, 1)], [false], 3)).toEqual([{ identity: 0, mated: false, best: null }])
  })

  it('keeps every k-th identity that could be enrolled as a stranger, and those with too few pictures', () => {
    expect(enrolledOf([4, 3, 4, 10, 4, 1], { gallerySize: 3, strangerEvery: 2 })).toEqual([
      true,
      false,
      false,
      true,
      false,
      false
    ])
    expect(describeSplit({ gallerySize: 3, strangerEvery: 5 })).toContain('first 3 pictures')
  })
})

describe('comparePairs', () => {
  it('compares each pair once and thins impostors evenly', () => {
    const samples = [sample(0, 0), sample(0, 60), sample(1, 90), sample(1, null)]
    expect(comparePairs(samples)).toMatchObject({ genuines: 2, impostors: 4, impostorStep: 1 })
    const all = comparePairs(samples)
    expect([...all.score].map((score) => Number(score.toFixed(3)))).toEqual([0.5, 0, -2, 0.866, -2, -2])
    expect([...all.genuine]).toEqual([1, 0, 0, 0, 0, 1])
    expect(comparePairs(samples, 2)).toMatchObject({ genuines: 2, impostors: 2, impostorStep: 2 })
  })
})

describe('readDataset', () => {
  it('takes a folder per identity, pictures in the order of their numbers', () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-faces-'))
    try {
      for (const [name, files] of Object.entries({ s10: ['1.pgm'], s2: ['10.PGM', '2.pgm', 'notes.txt'], empty: [] })) {
        mkdirSync(join(folder, name))
        for (const file of files) writeFileSync(join(folder, name, file), '')
      }
      writeFileSync(join(folder, 'README.md'), '')
      expect(readDataset(folder).map(({ name, pictures }) => [name, pictures.map((file) => basename(file))])).toEqual([
        ['s2', ['2.pgm', '10.PGM']],
        ['s10', ['1.pgm']]
      ])
      expect(() => readDataset(join(folder, 'empty'))).toThrow(/one folder per identity/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
