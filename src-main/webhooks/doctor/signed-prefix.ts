import type { Deviation } from './body-candidates'

/** What is signed before the body's bytes: nothing in hex dialects, `id.timestamp.` in Standard Webhooks. */
export interface SignedPrefix {
  text: string
  deviations: Deviation[]
}

/** Seconds around the timestamp given in which the right one is looked for. */
const searchedSeconds = 900

const wrong = (text: string, detail: string): SignedPrefix => ({
  text,
  deviations: [{ code: 'wrong_id_or_timestamp', detail }]
})

/** Ids that a body names, of the event or of those in a batch; so many are enough. */
function idsIn(body: string): string[] {
  const named = [...body.matchAll(/"(?:\w+_)?id"\s*:\s*"([^"]{1,100})"/g)].map(([, id = '']) => id)
  return [...new Set(named)].slice(0, 20)
}

/** Ways in which `id.timestamp.` is put together wrongly, the right one first. */
export function signedPrefixes(id: string, timestamp: string, body: string): SignedPrefix[] {
  const seconds = /^\d{13}$/.test(timestamp) ? timestamp.slice(0, 10) : null
  const parsed = Date.parse(timestamp)
  return [
    { text: `${id}.${timestamp}.`, deviations: [] },
    ...(seconds === null
      ? []
      : [wrong(`${id}.${seconds}.`, 'The timestamp is in milliseconds; seconds are what is signed.')]),
    ...(/^\d+$/.test(timestamp) || Number.isNaN(parsed)
      ? []
      : [
          wrong(
            `${id}.${Math.floor(parsed / 1000)}.`,
            'The timestamp was written as a date; Unix seconds are what is signed.'
          )
        ]),
    wrong(`${id.toLowerCase()}.${timestamp}.`, 'The id was changed to capital letters.'),
    wrong('', 'The body alone was signed; Standard Webhooks signs id, timestamp and body with full stops between.'),
    wrong(`${timestamp}.`, 'Timestamp and body were signed without the id.'),
    wrong(`${id}.`, 'Id and body were signed without the timestamp.'),
    wrong(`${timestamp}.${id}.`, 'Timestamp and id were signed in the wrong order.'),
    wrong(`${id}${timestamp}`, 'Id, timestamp and body were signed without the full stops between them.'),
    ...idsIn(body).map((other) =>
      wrong(`${other}.${timestamp}.`, 'The id in the header is not the one that was signed.')
    )
  ]
}

/** The same id at every second around the timestamp, nearest first: a timestamp that was written anew on the way. */
export function nearbyTimestamps(id: string, timestamp: string): SignedPrefix[] {
  if (!/^\d{10}$/.test(timestamp)) return []
  const given = Number(timestamp)
  return Array.from({ length: 2 * searchedSeconds }, (_, index) => {
    const off = (index % 2 === 0 ? 1 : -1) * (Math.floor(index / 2) + 1)
    return wrong(
      `${id}.${given + off}.`,
      `The timestamp in the header is ${Math.abs(off)} s ${off > 0 ? 'before' : 'after'} the one that was signed.`
    )
  })
}
