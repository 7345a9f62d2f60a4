import { expect, it } from 'vitest'
import { snapshotName } from './snapshot-name'

const at = Date.UTC(2026, 10, 28, 6, 15, 3)

it.each([
  ['Main gate', 'Main gate 2026-11-28 07.15.03.jpg'],
  ['Tür / Nord: "A"', 'Tür Nord A 2026-11-28 07.15.03.jpg'],
  ['../../etc/passwd', 'etc passwd 2026-11-28 07.15.03.jpg'],
  ['門 2', '門 2 2026-11-28 07.15.03.jpg'],
  ['\u202Egpj.exe', 'gpj.exe 2026-11-28 07.15.03.jpg'],
  ['🎥', 'Camera 2026-11-28 07.15.03.jpg'],
  ['a'.repeat(120), `${'a'.repeat(48)} 2026-11-28 07.15.03.jpg`]
])('%s', (name, expected) => {
  expect(snapshotName(name, at, 'Europe/Madrid')).toBe(expected)
})
