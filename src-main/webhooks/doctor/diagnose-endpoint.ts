import type { Delivery, DeliveryDetail, Diagnosis, Endpoint } from '../../../contracts/domain/webhook'
import type { IpcParsed } from '../../../contracts/ipc'
import { dialects } from '../dialects'
import { diagnose } from './index'
import type { OtherSecret } from './index'

/** What a site knows, read at once: the doctor works where the database is read, off the thread that must answer windows. */
export interface SiteKnowledge {
  endpoints: () => Endpoint[]
  endpointSecrets: (id: string) => { endpoint: Endpoint; secrets: string[] } | null
  deliveries: (query: IpcParsed<'deliveries.list'>) => { rows: Delivery[] }
  delivery: (id: string) => DeliveryDetail | null
}

/** Hands the doctor the endpoint's secrets, those of the others, and what was sent under the same id. Null without that endpoint. */
export function diagnoseEndpoint(
  site: SiteKnowledge,
  input: IpcParsed<'endpoints.diagnose'>,
  receivedAt: number
): Diagnosis | null {
  const found = site.endpointSecrets(input.id)
  if (found === null) return null
  const { dialect, options, pinnedSignatureFormat } = found.endpoint
  const single = dialects[dialect].signatureHeader !== null
  const others = site.endpoints().filter(({ id }) => id !== input.id)
  const known = others.flatMap((other): OtherSecret[] =>
    (site.endpointSecrets(other.id)?.secrets ?? []).map((secret) => ({
      secret,
      endpoint: other.description || other.url
    }))
  )
  return diagnose({
    headers: input.headers,
    body: input.body,
    dialect,
    options,
    pinnedSignatureFormat,
    secrets: single ? found.secrets.toReversed() : found.secrets,
    receiverSecret: input.secret,
    otherSecrets: known,
    sentBody: sentBody(site, input),
    receivedAt
  })
}

/** Whatever delivery the pasted headers name, as the log still has it. */
function sentBody(site: SiteKnowledge, { id, headers }: IpcParsed<'endpoints.diagnose'>): string | null {
  const [delivery] = /dlv_[0-9a-z]{26}/.exec(headers) ?? []
  const [event] = /(?:evt|batch)_[0-9a-z]{26}/.exec(headers) ?? []
  const page = { states: [], eventTypes: [], limit: 1 }
  const [row] =
    delivery === undefined && event !== undefined
      ? site.deliveries({ ...page, endpointId: id, search: event }).rows
      : []
  const found = delivery ?? row?.id
  return found === undefined ? null : (site.delivery(found)?.requestBody ?? null)
}
