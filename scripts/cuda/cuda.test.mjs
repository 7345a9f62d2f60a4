import { describe, expect, it } from 'vitest'
import { cudaLibraries, missingLibraries, readCards, whyNoCuda } from './requirements.mjs'

describe('missingLibraries', () => {
  const listing = cudaLibraries
    .map((library) => `\t${library} (libc6,x86-64) => /usr/local/cuda/lib64/${library}`)
    .join('\n')

  it('knows what the linker lists', () => {
    expect(missingLibraries(`1021 libs found\n${listing}\n`)).toEqual([])
  })

  it('names each that is not there, and is not taken in by another version', () => {
    const older = listing.replaceAll('libcudnn.so.9', 'libcudnn.so.8')
    expect(missingLibraries(older)).toEqual(['libcudnn.so.9'])
    expect(missingLibraries('')).toEqual(cudaLibraries)
  })
})

describe('readCards', () => {
  it('reads every card, also one with a comma in its name', () => {
    expect(readCards('NVIDIA RTX A2000, 12GB, 550.54.15\nNVIDIA T4, 535.183.01\n')).toEqual({
      cards: [
        { name: 'NVIDIA RTX A2000, 12GB', driver: '550.54.15' },
        { name: 'NVIDIA T4', driver: '535.183.01' }
      ],
      tooOld: false
    })
  })

  it('says when a driver is too old for CUDA 12', () => {
    expect(readCards('NVIDIA T4, 470.57.02\n').tooOld).toBe(true)
    expect(readCards('').cards).toEqual([])
  })
})

it('offers CUDA only where its libraries exist', () => {
  expect(whyNoCuda('linux', 'x64')).toBeNull()
  expect(whyNoCuda('win32', 'x64')).toMatch(/DirectML/)
  expect(whyNoCuda('linux', 'arm64')).toMatch(/no CUDA/)
})
