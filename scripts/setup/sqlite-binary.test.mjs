import { expect, test } from 'vitest'
import { describeElectronV8 } from './sqlite-binary.mjs'

test('headers are told of compressed pointers and the sandbox, and of nothing else', () => {
  const config = `{'variables': {'v8_enable_pointer_compression': 0,\n 'v8_enable_pointer_compression_shared_cage': 0, 'v8_enable_sandbox': 0}}`
  expect(describeElectronV8(config)).toBe(
    `{'variables': {'v8_enable_pointer_compression': 1,\n 'v8_enable_pointer_compression_shared_cage': 0, 'v8_enable_sandbox': 1}}`
  )
})
