import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SafeStorage } from './key-provider'
import { chooseKeyProvider, keyFileProvider, keychainPath, keychainProvider } from './key-provider'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-key-'))
  path = join(folder, 'data', 'site-key')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A keychain that turns bits over; enough to see that the key passes through it. */
const keychain = (over: Partial<SafeStorage> = {}): SafeStorage => ({
  isEncryptionAvailable: () => true,
  backend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0xff)),
  decryptString: (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString(),
  ...over
})
const locked = keychain({ isEncryptionAvailable: () => false })
const basicText = keychain({ backend: () => 'basic_text' })
const refusal = expect.objectContaining({ code: 'sealing_failed' })

describe('the key file', () => {
  it('is made once, for this user alone, and gives the same key ever after', async () => {
    const first = await keyFileProvider(path).siteKey()
    expect(first.key).toHaveLength(32)
    expect(await keyFileProvider(path).siteKey()).toEqual(first)
    expect(readdirSync(join(folder, 'data'))).toEqual(['site-key'])
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is one even when many ask at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => keyFileProvider(path).siteKey()))
    expect(new Set(keys.map((key) => key.keyId)).size).toBe(1)
  })

  it.skipIf(process.platform === 'win32')('is closed to others again when it came back open', async () => {
    await keyFileProvider(path).siteKey()
    chmodSync(path, 0o644)
    await keyFileProvider(path).siteKey()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each(['', '{}', '{"v":1,"keyId":"x","key":"c2hvcnQ="}', '{"v":2}'])(
    'is refused, not replaced, as %j',
    async (text) => {
      await keyFileProvider(path).siteKey()
      writeFileSync(path, text)
      await expect(keyFileProvider(path).siteKey()).rejects.toEqual(refusal)
      expect(readFileSync(path, 'utf8')).toBe(text)
    }
  )
})

describe('the keychain', () => {
  it('seals the key and opens it again', async () => {
    const first = await keychainProvider({ path, safeStorage: keychain() }).siteKey()
    expect(await keychainProvider({ path, safeStorage: keychain() }).siteKey()).toEqual(first)
    expect(readFileSync(path, 'utf8')).not.toContain(Buffer.from(first.key).toString('base64'))
  })

  it.each([
    ['locked', locked],
    ['no keychain at all', basicText]
  ])('is refused when it is %s, and makes no key', async (_, safeStorage) => {
    await expect(keychainProvider({ path, safeStorage }).siteKey()).rejects.toEqual(refusal)
    expect(existsSync(path)).toBe(false)
  })

  it('says so when it belongs to somebody else', async () => {
    await keychainProvider({ path, safeStorage: keychain() }).siteKey()
    const others = keychain({ decryptString: () => 'rubbish' })
    await expect(keychainProvider({ path, safeStorage: others }).siteKey()).rejects.toEqual(refusal)
  })
})

describe('choosing', () => {
  it.each([
    ['the keychain where a real one stands', keychain(), 'keychain'],
    ['the key file where there is only a plain-text one', basicText, 'key-file'],
    ['the key file without any', null, 'key-file']
  ])('takes %s', async (_, safeStorage, kind) => {
    const provider = await chooseKeyProvider({ path, safeStorage })
    expect(provider.kind).toBe(kind)
    const key = await provider.siteKey()
    expect(await (await chooseKeyProvider({ path, safeStorage })).siteKey()).toEqual(key)
  })

  it('stays with a key file from before', async () => {
    const before = await keyFileProvider(path).siteKey()
    const provider = await chooseKeyProvider({ path, safeStorage: keychain() })
    expect([provider.kind, await provider.siteKey()]).toEqual(['key-file', before])
  })

  it.each([
    ['locked', locked],
    ['gone', null]
  ])('fails rather than making a new key when the keychain is %s', async (_, later) => {
    await (await chooseKeyProvider({ path, safeStorage: keychain() })).siteKey()
    const provider = await chooseKeyProvider({ path, safeStorage: later })
    expect(provider.kind).toBe('keychain')
    await expect(provider.siteKey()).rejects.toEqual(refusal)
    expect(existsSync(path)).toBe(false)
    expect(existsSync(keychainPath(path))).toBe(true)
  })
})
