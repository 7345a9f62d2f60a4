import { MusterError } from '../../../contracts/result'
import { dialectInfos } from '../../webhooks/dialect-info'
import { previewEndpoint } from '../../webhooks/preview-endpoint'
import { receiverCode } from '../../webhooks/receiver-code/index'
import { saveReceiver } from '../../webhooks/save-receiver'
import type { Services } from '../services'
import type { HandlersOf } from './index'

const gone = () => new MusterError('not_found', 'This endpoint is no longer there.')

export function webhookHandlers(services: Services): HandlersOf<'endpoints'> & HandlersOf<'deliveries'> {
  const { reader, writer, endpoints } = services
  const changed = <T>(value: T): T => {
    services.changed(['endpoints', 'deliveries', 'app'])
    return value
  }
  const queued = <T>(written: { value: T; deliveriesDue: boolean }): T => {
    services.changed(['endpoints', 'deliveries', 'app'], written)
    return written.value
  }
  /** After a change that may let go what waits, or tells other endpoints of it. */
  const freed = <T>(value: T): T => queued({ value, deliveriesDue: true })
  const secretsOf = async (id: string) => {
    const found = await reader.endpointSecrets(id)
    if (found === null) throw gone()
    return found
  }
  return {
    'endpoints.list': () => reader.endpoints(),
    'endpoints.dialects': async () => dialectInfos(),
    'endpoints.create': async ({ secret, ...input }) => freed(await endpoints.create(input, secret)),
    'endpoints.update': async ({ id, endpoint }) => freed(await endpoints.update(id, endpoint)),
    'endpoints.remove': async ({ id }) => freed(await endpoints.remove(id)),
    'endpoints.rotateSecret': async ({ id, overlapHours, secret }) =>
      changed(await endpoints.rotateSecret(id, overlapHours, secret)),
    'endpoints.switchSecret': async ({ id }) => changed(await writer.switchSecret(id)),
    'endpoints.sendTest': async ({ id, eventType, secretId }) =>
      queued(await endpoints.sendTest(id, eventType, secretId)),
    'endpoints.preview': async ({ id, endpoint, eventType }) =>
      previewEndpoint({
        endpoint,
        eventType: eventType ?? null,
        stored: id ? await secretsOf(id) : null,
        signingKey: endpoint.options.signing.ed25519 ? await reader.signingKey() : null,
        now: services.now()
      }),
    'endpoints.unblock': async ({ id, how }) => freed(await writer.unblockEndpoint(id, how)),
    'endpoints.resume': async ({ id }) => freed(await writer.resumeEndpoint(id)),
    'endpoints.receiverCode': async ({ id, language }) => receiverCode((await secretsOf(id)).endpoint, language),
    'endpoints.saveReceiver': async ({ id, language }) => {
      const { endpoint } = await secretsOf(id)
      const folder = await services.shell.chooseFolder()
      if (folder === null) return null
      return saveReceiver(folder, `muster-receiver-${endpoint.dialect}-${language}`, receiverCode(endpoint, language))
    },
    'endpoints.diagnose': async (input) => {
      const diagnosis = await reader.diagnose(input, services.now())
      if (diagnosis === null) throw gone()
      return diagnosis
    },

    'deliveries.list': (query) => reader.deliveries(query),
    'deliveries.get': async ({ id }) => {
      const detail = await reader.delivery(id)
      if (detail === null) throw new MusterError('not_found', 'This delivery is not there any more.')
      return detail
    },
    'deliveries.retry': async ({ id }) => queued(await writer.retryDelivery(id)),
    'deliveries.retryDead': async ({ endpointId }) => queued(await writer.retryDead(endpointId)),
    'deliveries.countReplay': async (filter) => {
      const { deliveries, pruned } = await reader.countReplay(filter)
      return { deliveries, pruned }
    },
    'deliveries.replay': async ({ filter, asNew }) => queued(await endpoints.replay(filter, asNew)),
    'deliveries.queue': () => reader.queueState(),
    'deliveries.export': async ({ filter, format }) => {
      const file = await services.shell.saveFile(`muster-deliveries.${format}`)
      return file === null ? null : services.exports.exportLog(file, filter, format)
    },
    'deliveries.ledger': () => reader.ledgerState(),
    'deliveries.exportLedger': async () => {
      const file = await services.shell.saveFile('muster-ledger.ndjson')
      return file === null ? null : services.exports.exportLedger(file)
    },
    'deliveries.jobs': async () => services.exports.list(),
    'deliveries.cancelJob': async ({ id }) => {
      services.exports.cancel(id)
      return null
    }
  }
}
