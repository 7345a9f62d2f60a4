import type { StorageWriter } from '../api'
import type { GroupCommit } from './group-commit'
import { noteCameraStates } from './queries/camera-states'
import { appendEvent, offerEvent } from './use-cases/append-event'
import { claimDeliveries } from './use-cases/claim-deliveries'
import {
  createEndpoint,
  removeEndpoint,
  rotateSecret,
  sendTest,
  switchSecret,
  updateEndpoint
} from './use-cases/endpoints'
import { erasePerson } from './use-cases/erase-person'
import { checkpointLedger } from './use-cases/checkpoint-ledger'
import { exchangeDeliveries } from './use-cases/exchange-deliveries'
import { finishAttempt } from './use-cases/finish-attempt'
import { correctAttendance } from './use-cases/correct-attendance'
import { enrol, removeReference, updatePeople, updatePerson } from './use-cases/people'
import { recordSighting } from './use-cases/record-sighting'
import { pruneDeliveries } from './use-cases/prune-deliveries'
import { replayDeliveries, retryDead, retryDelivery } from './use-cases/retry-deliveries'
import { resumeEndpoint, unblock } from './use-cases/unblock'
import { removeTemplates, setEmbeddingJob, storeTemplates, switchPack } from './use-cases/templates'
import { assignShift, removeShift, saveShift, unassignShift } from './use-cases/shifts'
import { deleteHoliday, putHoliday } from './queries/shifts'
import { changeSettings, createCamera, removeCamera, updateCamera } from './use-cases/site'

/** Each method as a use case of the group commit. `scrub` clears what an erasure leaves in the database's log. */
export function writerApi(group: GroupCommit, scrub: () => void): StorageWriter {
  return {
    recordSighting: (sighting, matchScale = null) =>
      group.submit('recordSighting', (context) => recordSighting(context, sighting, matchScale)),
    appendEvent: (event) =>
      group.submit('appendEvent', (context) => {
        const { eventId, deliveries } = appendEvent(context, event)
        return { value: { eventId }, deliveriesDue: deliveries > 0 }
      }),
    offerEvent: (event) =>
      group.submit('offerEvent', (context) => ({ value: null, deliveriesDue: offerEvent(context, event) > 0 })),
    correctAttendance: (input) => group.submit('correctAttendance', (context) => correctAttendance(context, input)),
    saveShift: (id, input) => group.submit('saveShift', (context) => saveShift(context, id, input)),
    removeShift: (id) => group.submit('removeShift', (context) => removeShift(context, id)),
    assignShift: (input) => group.submit('assignShift', (context) => assignShift(context, input)),
    unassignShift: (id) => group.submit('unassignShift', (context) => unassignShift(context, id)),
    putHoliday: (holiday) =>
      group.submit('putHoliday', ({ sql }) => {
        putHoliday(sql, holiday)
        return null
      }),
    removeHoliday: (date) =>
      group.submit('removeHoliday', ({ sql }) => {
        deleteHoliday(sql, date)
        return null
      }),
    changeSettings: (change) => group.submit('changeSettings', (context) => changeSettings(context, change)),

    createCamera: (input) => group.submit('createCamera', (context) => createCamera(context, input)),
    updateCamera: (input) => group.submit('updateCamera', (context) => updateCamera(context, input)),
    removeCamera: (id) => group.submit('removeCamera', (context) => removeCamera(context, id)),
    noteCameraStates: (notes) =>
      group.submit('noteCameraStates', ({ sql, times }) => {
        noteCameraStates(sql, times.now, notes)
        return null
      }),

    enrol: (input) => group.submit('enrol', (context) => enrol(context, input)),
    updatePerson: (id, change) => group.submit('updatePerson', (context) => updatePerson(context, id, change)),
    updatePeople: (ids, change) => group.submit('updatePeople', (context) => updatePeople(context, ids, change)),
    removeReference: (id) => group.submit('removeReference', (context) => removeReference(context, id)),
    erasePerson: (id) => group.submit('erasePerson', (context) => erasePerson(context, id, scrub)),

    storeTemplates: (made) => group.submit('storeTemplates', (context) => storeTemplates(context, made)),
    removeTemplates: (model) => group.submit('removeTemplates', (context) => removeTemplates(context, model)),
    setEmbeddingJob: (job) => group.submit('setEmbeddingJob', (context) => setEmbeddingJob(context, job)),
    switchPack: (change) => group.submit('switchPack', (context) => switchPack(context, change)),

    createEndpoint: (input, secret) =>
      group.submit('createEndpoint', (context) => createEndpoint(context, input, secret)),
    updateEndpoint: (id, input) => group.submit('updateEndpoint', (context) => updateEndpoint(context, id, input)),
    removeEndpoint: (id) => group.submit('removeEndpoint', (context) => removeEndpoint(context, id)),
    rotateSecret: (id, secret, overlapMs) =>
      group.submit('rotateSecret', (context) => rotateSecret(context, id, secret, overlapMs)),
    switchSecret: (id) => group.submit('switchSecret', (context) => switchSecret(context, id)),
    sendTest: (id, type, secretId = null) =>
      group.submit('sendTest', (context) => sendTest(context, id, type, secretId)),
    unblockEndpoint: (id, how) => group.submit('unblockEndpoint', (context) => unblock(context, id, how)),
    resumeEndpoint: (id) => group.submit('resumeEndpoint', (context) => resumeEndpoint(context, id)),

    claimDeliveries: (claim) => group.submit('claimDeliveries', (context) => claimDeliveries(context, claim)),
    finishAttempt: (result) => group.submit('finishAttempt', (context) => finishAttempt(context, result)),
    exchangeDeliveries: (turn) => group.submit('exchangeDeliveries', (context) => exchangeDeliveries(context, turn)),
    retryDelivery: (id) => group.submit('retryDelivery', (context) => retryDelivery(context, id)),
    retryDead: (endpointId) => group.submit('retryDead', (context) => retryDead(context, endpointId)),
    replayDeliveries: (page) => group.submit('replayDeliveries', (context) => replayDeliveries(context, page)),
    pruneDeliveries: () => group.submit('pruneDeliveries', (context) => pruneDeliveries(context)),
    checkpointLedger: () => group.submit('checkpointLedger', (context) => checkpointLedger(context))
  }
}
