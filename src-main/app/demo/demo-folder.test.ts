import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshDemoFolder } from './demo-folder'

describe('freshDemoFolder', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'muster-demo-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('clears what an earlier demo left', () => {
    writeFileSync(join(freshDemoFolder(root), 'muster.db'), 'old')
    expect(existsSync(join(freshDemoFolder(root), 'muster.db'))).toBe(false)
  })

  it('leaves a folder alone that is not its own', () => {
    mkdirSync(join(root, 'demo'))
    writeFileSync(join(root, 'demo', 'payroll.csv'), 'keep me')
    expect(() => freshDemoFolder(root)).toThrow(/not a demo/)
    expect(readdirSync(join(root, 'demo'))).toEqual(['payroll.csv'])
  })
})
