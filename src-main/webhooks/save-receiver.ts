import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReceiverCode } from '../../contracts/domain/webhook'
import { MusterError } from '../../contracts/result'
import { writeWholeFile } from '../platform/write-whole-file'

/**
 * Writes a receiver's files into a folder of this name, which must not be there yet: nothing that an integrator changed is
 * overwritten. Answers its path. Throws `conflict` where it is there, `unavailable` where nothing can be written.
 */
export async function saveReceiver(parent: string, name: string, code: ReceiverCode): Promise<string> {
  const folder = join(parent, name)
  try {
    await mkdir(folder)
    for (const file of code.files) await writeWholeFile(join(folder, file.name), Buffer.from(file.text))
  } catch (thrown) {
    const { code: reason = '' } = thrown as NodeJS.ErrnoException
    if (reason === 'EEXIST')
      throw new MusterError('conflict', `There is a folder ${name} already. Choose another place, or rename it.`)
    throw new MusterError('unavailable', `The receiver could not be saved there (${reason}). Choose another folder.`)
  }
  return folder
}
