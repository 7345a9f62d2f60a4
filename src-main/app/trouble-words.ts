import type { Endpoint } from '../../contracts/domain/webhook'
import type { Trouble } from './queue-watch'

const words: Record<Trouble, string> = {
  failing: 'More than one in twenty attempts of the last hour failed.',
  circuit_open: 'Several attempts in a row failed. Muster tries again now and then, and nothing is lost.',
  blocked: 'A delivery could not be made and stops those after it. Retry or skip it.',
  switched_off: 'It was switched off by what it answered. What waits for it is kept.'
}

/** For a notification of the desktop: which endpoint, and what became of it. */
export const troubleWords = (endpoint: Pick<Endpoint, 'url' | 'description'>, trouble: Trouble) => ({
  title: `Webhooks: ${endpoint.description || new URL(endpoint.url).host}`,
  text: words[trouble]
})
