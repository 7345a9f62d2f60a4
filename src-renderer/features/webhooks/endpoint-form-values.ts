import type { EventType } from '../../../contracts/domain/event'
import type { Endpoint, EndpointInput } from '../../../contracts/domain/webhook'
import { endpointInputSchema } from '../../../contracts/domain/webhook'

/** An endpoint as it is being typed. */
export interface EndpointFormValues {
  url: string
  description: string
  /** `all` follows whatever events there will be; `some` sends the ticked ones. */
  which: 'all' | 'some'
  events: EventType[]
  timeoutSeconds: number | null
  enabled: boolean
  allowLoopback: boolean
}

export const emptyEndpoint: EndpointFormValues = {
  url: '',
  description: '',
  which: 'all',
  events: [],
  timeoutSeconds: 15,
  enabled: true,
  allowLoopback: false
}

export const valuesOf = (endpoint: Endpoint): EndpointFormValues => ({
  url: endpoint.url,
  description: endpoint.description,
  which: endpoint.events.length === 0 ? 'all' : 'some',
  events: endpoint.events,
  timeoutSeconds: endpoint.timeoutMs / 1000,
  enabled: endpoint.enabled,
  allowLoopback: endpoint.allowLoopback
})

export type EndpointProblem = 'url' | 'credentials' | 'events' | 'timeout'

/** What must be mended, one problem per field, in the order of the form. */
export function endpointProblems(values: EndpointFormValues): EndpointProblem[] {
  const problems: EndpointProblem[] = []
  const url = values.url.trim()
  if (!endpointInputSchema.shape.url.safeParse(url).success) {
    const hasUser = URL.canParse(url) && new URL(url).username !== ''
    problems.push(hasUser ? 'credentials' : 'url')
  }
  if (values.which === 'some' && values.events.length === 0) problems.push('events')
  const { timeoutSeconds } = values
  if (timeoutSeconds === null || timeoutSeconds < 1 || timeoutSeconds > 60) problems.push('timeout')
  return problems
}

/** What is sent to main; only for values without problems. */
export const inputOf = (values: EndpointFormValues): EndpointInput => ({
  url: values.url.trim(),
  description: values.description.trim(),
  dialect: 'standard',
  events: values.which === 'all' ? [] : values.events,
  enabled: values.enabled,
  timeoutMs: Math.round((values.timeoutSeconds ?? 15) * 1000),
  allowLoopback: values.allowLoopback
})
