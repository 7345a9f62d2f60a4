import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'

/** The project's own configuration; only the type-aware rules are off, since the files below do not exist. */
const eslint = new ESLint({
  overrideConfig: [
    { files: ['**/*.ts', '**/*.tsx'], ...tseslint.configs.disableTypeChecked },
    { languageOptions: { parserOptions: { projectService: false } } }
  ]
})

/**
 * @param {string} file a path that need not exist
 * @param {string} line its only line
 */
async function zoneErrors(file, line) {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: file })
  if (result === undefined) throw new Error(`${file} was not linted`)
  return result.messages
    .filter((message) => /no-restricted-(paths|imports)$/.test(message.ruleId ?? ''))
    .map((message) => message.message)
}

describe('import zones', () => {
  it.each([
    ['src-renderer/features/live/probe.ts', "import '../../../src-main/platform/log'"],
    ['src-renderer/features/live/probe.ts', "import 'node:fs'"],
    ['contracts/domain/probe.ts', "import '../../src-main/platform/log'"],
    ['contracts/domain/probe.ts', "import 'node:crypto'"],
    ['src-preload/probe.ts', "import '../src-main/platform/log'"],
    ['src-main/platform/probe.ts', "import '../app/options'"],
    ['src-main/platform/probe.ts', "import { app } from 'electron'"],
    ['src-main/attendance/decide-mark.ts', "import '../platform/log'"],
    ['src-main/attendance/probe.ts', "import '../webhooks/sign'"],
    ['src-main/webhooks/probe.ts', "import '../cameras/registry'"],
    ['src-main/webhooks/probe.ts', "import '../ipc/answer-call'"],
    ['src-main/webhooks/dispatcher.ts', "import { request } from 'undici'"],
    ['src-main/webhooks/sign.ts', "import './dispatcher'"],
    ['src-main/ipc/handlers/probe.ts', "import '../../app/options'"],
    ['src-main/ipc/handlers/probe.ts', "import { ipcMain } from 'electron'"],
    ['src-main/app/probe.ts', "import { ipcMain } from 'electron'"],
    ['src-main/app/probe.ts', "import Database from 'better-sqlite3'"],
    ['src-main/storage/worker/probe.ts', "import '../../gallery/enrolment'"],
    ['src-main/storage/worker/probe.ts', "import '../../webhooks/dispatcher'"],
    ['src-main/vision/process/probe.ts', "import '../../storage/api'"],
    ['src-main/vision/process/probe.ts', "import 'electron'"],
    ['src-main/vision/process/worker/matcher.ts', "import * as ort from 'onnxruntime-node'"],
    ['src-main/vision/process/worker/face-crop.ts', "import '@julusian/jpeg-turbo'"]
  ])('refuses in %s: %s', async (file, line) => {
    expect(await zoneErrors(file, line)).not.toEqual([])
  })

  it.each([
    ['src-renderer/features/live/probe.ts', "import '../../../contracts/ipc'"],
    ['src-main/attendance/decide-mark.ts', "import '../../contracts/domain/attendance'"],
    ['src-main/storage/worker/probe.ts', "import '../../attendance/decide-mark'"],
    ['src-main/storage/worker/probe.ts', "import Database from 'better-sqlite3'"],
    ['src-main/webhooks/endpoint-pools.ts', "import { Pool } from 'undici'"],
    ['src-main/vision/process/probe.ts', "import '../protocol'"],
    ['src-main/vision/process/worker/onnx-session.ts', "import * as ort from 'onnxruntime-node'"],
    ['src-main/ipc/register.ts', "import { ipcMain } from 'electron'"],
    ['src-main/app/probe.ts', "import '../webhooks/dispatcher'"]
  ])('allows in %s: %s', async (file, line) => {
    expect(await zoneErrors(file, line)).toEqual([])
  })
})
