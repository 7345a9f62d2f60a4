import { randomBytes } from 'node:crypto'
import { access, chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { MusterError } from '../../contracts/result'

export interface SiteKey {
  keyId: string
  /** 32 bytes. */
  key: Uint8Array
}

/** Where the one key comes from that wraps every other. A key that is lost is never replaced silently. */
export interface KeyProvider {
  kind: 'keychain' | 'key-file' | 'passphrase'
  /** Made at the first call, the same ever after. Throws `sealing_failed` with words for the operator. */
  siteKey(): Promise<SiteKey>
}

/** The little of Electron's safeStorage that is needed; `app/` hands it in. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  /** `getSelectedStorageBackend()` on Linux, the system's name elsewhere. */
  backend(): string
  encryptString(text: string): Buffer
  decryptString(bytes: Buffer): string
}

const base64Key = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes in base64')
const plainFileSchema = z.object({ v: z.literal(1), keyId: z.string().min(1).max(100), key: base64Key })
const wrappedFileSchema = z.object({ v: z.literal(1), keyId: z.string().min(1).max(100), wrapped: z.base64() })

/** Keeps the key as it is in a file that only this user may read: for machines without a keychain. */
export function keyFileProvider(path: string): KeyProvider {
  return {
    kind: 'key-file',
    async siteKey() {
      if (!(await exists(path))) {
        const made = newKey()
        await createOnce(path, { v: 1, keyId: made.keyId, key: Buffer.from(made.key).toString('base64') })
      }
      await closeToOthers(path)
      const file = await readKeyFile(path, plainFileSchema)
      return { keyId: file.keyId, key: Uint8Array.from(Buffer.from(file.key, 'base64')) }
    }
  }
}

/** Keeps the key in a file that the system's keychain has sealed. Refuses a keychain that is none. */
export function keychainProvider({ path, safeStorage }: { path: string; safeStorage: SafeStorage }): KeyProvider {
  return {
    kind: 'keychain',
    async siteKey() {
      if (!isRealKeychain(safeStorage)) {
        throw new MusterError(
          'sealing_failed',
          'The key of this site lies in the system’s keychain, which is locked or not running. Unlock it and start Muster again.',
          { backend: safeStorage.backend() }
        )
      }
      if (!(await exists(path))) {
        const made = newKey()
        const wrapped = safeStorage.encryptString(Buffer.from(made.key).toString('base64')).toString('base64')
        await createOnce(path, { v: 1, keyId: made.keyId, wrapped })
      }
      const file = await readKeyFile(path, wrappedFileSchema)
      return { keyId: file.keyId, key: unwrapKey(safeStorage, file.wrapped) }
    }
  }
}

export interface KeyChoice {
  /** The key file; the keychain's sealed file lies beside it under a name of its own. */
  path: string
  /** Null where there is none, as without Electron. */
  safeStorage: SafeStorage | null
}

/** Where `chooseKeyProvider` keeps a key that the keychain has sealed. */
export const keychainPath = (path: string): string => `${path}.keychain`

/**
 * The provider for a data folder: the one that holds its key already; for a new folder the keychain where a real one
 * stands behind safeStorage, else the key file, about which the caller warns.
 */
export async function chooseKeyProvider(choice: KeyChoice): Promise<KeyProvider> {
  const safeStorage = choice.safeStorage ?? noKeychain
  const keychain = keychainProvider({ path: keychainPath(choice.path), safeStorage })
  if (await exists(choice.path)) return keyFileProvider(choice.path)
  if (await exists(keychainPath(choice.path))) return keychain
  return isRealKeychain(safeStorage) ? keychain : keyFileProvider(choice.path)
}

const noKeychain: SafeStorage = {
  isEncryptionAvailable: () => false,
  backend: () => 'none',
  encryptString: () => Buffer.alloc(0),
  decryptString: () => ''
}

/** `basic_text` is Chromium's hard-coded password: it hides a key from nobody. */
const isRealKeychain = (safeStorage: SafeStorage): boolean =>
  safeStorage.isEncryptionAvailable() && !['basic_text', 'unknown'].includes(safeStorage.backend())

const newKey = (): SiteKey => ({ keyId: `site-${randomBytes(6).toString('hex')}`, key: randomBytes(32) })

function unwrapKey(safeStorage: SafeStorage, wrapped: string): Uint8Array {
  try {
    return Uint8Array.from(
      Buffer.from(base64Key.parse(safeStorage.decryptString(Buffer.from(wrapped, 'base64'))), 'base64')
    )
  } catch {
    throw new MusterError(
      'sealing_failed',
      'The system’s keychain does not open the key of this site: the data folder belongs to another user or another machine.'
    )
  }
}

async function readKeyFile<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    throw new MusterError(
      'sealing_failed',
      'The key file of this site cannot be read. Put back an intact copy of it.',
      { path }
    )
  }
}

/** Writes the whole file under another name and links it into place: never half a key, never over one that is there. */
async function createOnce(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    await writeDurably(unfinished, JSON.stringify(content))
    await link(unfinished, path)
  } catch (thrown) {
    // Two instances at once: the key of the first one counts. A file system without links gets the file directly.
    if (!(await exists(path))) {
      if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(errorCode(thrown))) throw thrown
      await writeDurably(path, JSON.stringify(content))
    }
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A restored backup may have come with wider rights. Windows has no such bits. */
async function closeToOthers(path: string): Promise<void> {
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600)
}

const errorCode = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '')

/** False only when the file is not there: one that cannot be looked at must not be taken for missing and made anew. */
async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return false
    throw thrown
  }
}
