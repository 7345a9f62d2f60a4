import type { Diagnosis } from '../../contracts/domain/webhook'
import type { IpcParsed } from '../../contracts/ipc'
import { MusterError } from '../../contracts/result'
import type { StorageReader } from '../storage/api'
import { dialects } from './dialects/index'
import { diagnose } from './doctor/index'
import type { OtherSecret } from './doctor/index'

type Reader = Pick<StorageReader, 'endpoints' | 'endpointSecrets' | 'deliveries' | 'delivery'>

/** Hands the doctor what this site knows: the endpoint's secrets, those of the others, and what was sent under the same id. */
export async function diagnoseEndpoint(
  reader: Reader,
  input: IpcParsed<'endpoints.diagnose'>,
  receivedAt: number
): Promise<Diagnosis> {
  const found = await reader.endpointSecrets(input.id)
  if (found === null) throw new MusterError('not_found', 'This endpoint is no longer there.')
  const { dialect, options, pinnedSignatureFormat } = found.endpoint
  const single = dialects[dialect].signatureHeader !== null
  const others = (await reader.endpoints()).filter(({ id }) => id !== input.id)
  const known = await Promise.all(
    others.map(async (other): Promise<OtherSecret[]> => {
      const secrets = (await reader.endpointSecrets(other.id))?.secrets ?? []
      return secrets.map((secret) => ({ secret, endpoint: other.description || other.url }))
    })
  )
  return diagnose({
    headers: input.headers,
    body: input.body,
    dialect,
    options,
    pinnedSignatureFormat,
    secrets: single ? found.secrets.toReversed() : found.secrets,
    receiverSecret: input.secret,
    otherSecrets: known.flat(),
    sentBody: await sentBody(reader, input),
    receivedAt
  })
}

/** Whatever delivery the pasted headers name, as the log still has it. */
async function sentBody(reader: Reader, { id, headers }: IpcParsed<'endpoints.diagnose'>): Promise<string | null> {
  const [delivery] = /dlv_[0-9a-z]{26}/.exec(headers) ?? []
  const [event] = /(?:evt|batch)_[0-9a-z]{26}/.exec(headers) ?? []
  const page = { states: [], eventTypes: [], limit: 1 }
  const [row] =
    delivery === undefined && event !== undefined
      ? (await reader.deliveries({ ...page, endpointId: id, search: event })).rows
      : []
  const found = delivery ?? row?.id
  return found === undefined ? null : ((await reader.delivery(found))?.requestBody ?? null)
}
