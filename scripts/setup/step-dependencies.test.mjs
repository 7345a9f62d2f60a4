import { expect, test } from 'vitest'
import { installEnvironment, reasonOf } from './step-dependencies.mjs'

test('what npm says first is the reason; warnings and usage are not', () => {
  const said = ['npm warn ERESOLVE', 'npm error code EUSAGE', 'npm error', 'npm error `npm ci` can only install …']
  const usage = Array.from({ length: 30 }, (_, line) => `npm error   --option-${line}`)
  const reason = reasonOf([...said, ...usage].join('\n'))
  expect(reason.split('\n').slice(0, 2)).toEqual(['code EUSAGE', '`npm ci` can only install …'])
  expect(reason.split('\n')).toHaveLength(8)
})

test('a production shell still installs what building needs', () => {
  expect(installEnvironment({ NODE_ENV: 'production', npm_config_omit: 'dev', PATH: '/bin' })).toEqual({
    PATH: '/bin',
    ONNXRUNTIME_NODE_INSTALL: 'skip'
  })
})
