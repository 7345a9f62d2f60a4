import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Tamper } from '../../../../contracts/domain/camera-status'
import type { Picture } from './picture'
import { clips, detectorFramesOf } from './real-pictures'
import type { SceneMeasures } from './scene-measures'
import type { SceneState } from './scene-watch'
import { nextScene, SceneWatch, unwatchedScene } from './scene-watch'

/** Pictures that ffmpeg makes, 320 × 180. */
function made(source: string[], filter: string, count = 2): Picture[] {
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', ...source]
  const output = [
    '-vf',
    `${filter},scale=320:180:flags=area,format=rgb24`,
    '-frames:v',
    String(count),
    '-f',
    'rawvideo',
    '-'
  ]
  const bytes = execFileSync('ffmpeg', [...args, ...output], { maxBuffer: 1 << 28 })
  const size = 320 * 180 * 3
  return Array.from({ length: count }, (_, i) => {
    return { format: 'rgb24', width: 320, height: 180, data: bytes.subarray(i * size, (i + 1) * size) }
  })
}
const plain = (colour: string) => ['-f', 'lavfi', '-i', `color=${colour}:s=320x180`]
const room = ['-ss', '5', '-i', clips.franck.file]
const noise = (level: number) => `noise=alls=${level}:allf=t:all_seed=7`

/** What is said after the pictures were shown over and over for six seconds, five a second. */
function afterSixSeconds(pictures: readonly Picture[]): Tamper | null {
  const watch = new SceneWatch()
  let said: Tamper | null = null
  for (let i = 0; i <= 30; i++) said = watch.see(pictures[i % pictures.length]!, i * 200)
  return said
}

describe('SceneWatch on pictures', () => {
  it.each<[string, Tamper | null, () => Picture[]]>([
    ['a person in a room', null, () => detectorFramesOf('franck', 5, 5, 10)],
    ['another', null, () => detectorFramesOf('cap13', 1, 5, 10)],
    [
      'an infra-red night',
      null,
      () => made(room, `hue=s=0,colorlevels=romax=.35:gomax=.35:bomax=.35,vignette=PI/3,${noise(18)}`)
    ],
    [
      'a dark hall with a lamp over its exit',
      null,
      () => made(plain('0x080808'), `drawbox=x=150:y=30:w=12:h=6:color=0x60ff90:t=fill,${noise(12)}`)
    ],
    [
      'a bare wall down to its skirting board',
      null,
      () => made(plain('0xd0d0c8'), `drawbox=y=165:h=15:color=0x8a7a66:t=fill,vignette=PI/4,${noise(8)}`)
    ],
    ['no light and a noisy sensor', 'black', () => made(plain('0x0a0a0a'), noise(12))],
    ['no signal', 'black', () => made(plain('black'), 'null')],
    [
      'a hand on the lens, light from behind it',
      'covered',
      () => made(room, `gblur=sigma=60:steps=6,colorchannelmixer=rr=.9:gg=.3:bb=.2,${noise(8)}`)
    ],
    [
      'a hand pressed on it',
      'black',
      () => made(room, `gblur=sigma=60:steps=6,colorchannelmixer=rr=.5:gg=.1:bb=.08,${noise(8)}`)
    ],
    ['tape', 'covered', () => made(room, `gblur=sigma=80:steps=6,${noise(6)}`)],
    ['paint', 'covered', () => made(plain('0x808080'), noise(10))]
  ])('%s: %s', (_name, said, pictures) => {
    expect(afterSixSeconds(pictures())).toBe(said)
  })

  it('takes pictures that repeat to the last bit for frozen after half a minute, and one changed digit for life', () => {
    const [picture] = made(room, 'null', 1)
    const clock = { ...picture!, data: new Uint8Array(picture!.data) }
    for (let y = 4; y < 9; y++) clock.data.fill(255, (y * 320 + 10) * 3, (y * 320 + 14) * 3)
    const [hangs, ticks] = [new SceneWatch(), new SceneWatch()]
    const said: (Tamper | null)[] = []
    for (let i = 0; i <= 150; i++) {
      said.push(hangs.see(picture!, i * 200))
      expect(ticks.see(i % 5 === 0 ? clock : picture!, i * 200)).toBeNull()
    }
    expect(said.indexOf('frozen')).toBe(150)
    expect([1, 2, 3].map((i) => hangs.see(clock, 30_000 + i * 200))).toEqual(['frozen', 'frozen', null])
  })
})

describe('nextScene', () => {
  const room = (print: number): SceneMeasures => ({ median: 120, brightest: 220, detail: 0.2, print })
  const dark = (print: number): SceneMeasures => ({ median: 4, brightest: 12, detail: 0, print })
  const blur = (print: number): SceneMeasures => ({ median: 60, brightest: 90, detail: 0.001, print })
  /** What is said after each picture, one a second. */
  const told = (scenes: readonly SceneMeasures[], from = 0, state: SceneState = unwatchedScene) =>
    scenes.map((scene, i) => {
      state = nextScene(state, scene, from + i * 1000)
      return state.tamper
    })
  const many = (count: number, of: (print: number) => SceneMeasures, from = 0) =>
    Array.from({ length: count }, (_, i) => of(from + i))

  it('waits five seconds, bears single ordinary pictures, and takes back after three in a row', () => {
    const blinks = [
      ...many(3, dark),
      ...many(2, room, 10),
      ...many(2, dark, 20),
      ...many(2, room, 30),
      ...many(3, room, 40)
    ]
    expect(told(blinks)).toEqual([null, null, null, null, null, 'black', 'black', 'black', 'black', null, null, null])
  })

  it('says nothing of what passes', () => {
    const passing = [...many(4, blur), ...many(3, room, 10), ...many(4, blur, 20), ...many(3, room, 30)]
    expect(new Set(told(passing))).toEqual(new Set([null]))
  })

  it('takes a hand that closes on the lens for one matter', () => {
    expect(told([...many(3, blur), ...many(3, dark, 10), ...many(1, blur, 20)])).toEqual([
      ...[null, null, null, null, null],
      ...['black', 'covered']
    ])
  })

  it('calls a still scene frozen only without any change for half a minute, whatever interval its key frames have', () => {
    const keyFrames = Array.from({ length: 120 }, (_, i) => room(Math.floor(i / 12)))
    expect(new Set(told(keyFrames))).toEqual(new Set([null]))
    expect(told(many(31, () => room(1))).slice(-2)).toEqual([null, 'frozen'])
  })

  it('begins to wait anew where times go back', () => {
    let state = unwatchedScene
    for (const atMs of [100_000, 104_000, 0, 4000]) state = nextScene(state, dark(atMs), atMs)
    expect(state.tamper).toBeNull()
    expect(nextScene(state, dark(9), 5000).tamper).toBe('black')
  })
})
