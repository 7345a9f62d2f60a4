import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inRoot } from '../setup/paths.mjs'
import { bundledRoots, shippedPackages } from './shipped-packages.mjs'

test('dependencies are followed as Node resolves them: the nearest of a name', () => {
  const packages = {
    '': {},
    'node_modules/app': { version: '1.0.0', license: 'MIT', dependencies: { lib: '2', '@types/lib': '1' } },
    'node_modules/app/node_modules/lib': { version: '2.0.0', license: 'ISC', dependencies: { base: '1' } },
    'node_modules/lib': { version: '1.0.0', license: 'BSD' },
    'node_modules/base': { version: '1.0.0', dependencies: { app: '1' } },
    'node_modules/@types/lib': { version: '1.0.0' }
  }
  expect(shippedPackages(packages, ['app']).map(({ name, version }) => `${name}@${version}`)).toEqual([
    'app@1.0.0',
    'base@1.0.0',
    'lib@2.0.0'
  ])
})

test('THIRD_PARTY_NOTICES.md names every package that is shipped', () => {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages
  const notices = readFileSync(inRoot('THIRD_PARTY_NOTICES.md'), 'utf8').replace(/ +/g, ' ')
  const shipped = shippedPackages(lock, [...Object.keys(lock[''].dependencies), ...bundledRoots])
  expect(shipped.length).toBeGreaterThan(50)
  const missing = shipped.filter(
    ({ name, version, licence }) => !notices.includes(`| ${name} | ${version} | ${licence} |`)
  )
  expect(missing, 'run node scripts/notices/write-notices.mjs').toEqual([])
})
