import { safeStorage } from 'electron'
import type { SafeStorage } from '../platform/key-provider'

/** Electron's safeStorage as the key provider sees it. On Linux its backend tells a real keyring from `basic_text`. */
export const osKeychain: SafeStorage = {
  isEncryptionAvailable: () => safeStorage.isEncryptionAvailable(),
  backend: () => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'os'),
  encryptString: (text) => safeStorage.encryptString(text),
  decryptString: (bytes) => safeStorage.decryptString(Buffer.from(bytes))
}
