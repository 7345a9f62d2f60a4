import type { DialectName, Endpoint } from '../../../../contracts/domain/webhook'
import { dialectSchema } from '../../../../contracts/domain/webhook'
import { endpointTones, endpointWord, type EndpointWord } from '../words/state-words'

export const endpointWords = Object.keys(endpointTones) as EndpointWord[]

export interface EndpointFilters {
  search: string
  states: EndpointWord[]
  dialects: DialectName[]
}

/** The values of a list in the address that are known; the rest is passed over. */
export const listed = <V extends string>(text: string | null, known: readonly V[]): V[] =>
  known.filter((value) => (text ?? '').split(',').includes(value))

export const readEndpointFilters = (params: URLSearchParams): EndpointFilters => ({
  search: params.get('q') ?? '',
  states: listed(params.get('state'), endpointWords),
  dialects: listed(params.get('dialect'), dialectSchema.options)
})

/** Endpoints that pass: every word of the search in address, description, name or id; nothing ticked lets all through. */
export function filterEndpoints(endpoints: readonly Endpoint[], filters: EndpointFilters): Endpoint[] {
  const words = filters.search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return endpoints.filter((one) => {
    const text = `${one.url} ${one.description} ${one.alias} ${one.id}`.toLocaleLowerCase()
    return (
      words.every((word) => text.includes(word)) &&
      (filters.states.length === 0 || filters.states.includes(endpointWord(one))) &&
      (filters.dialects.length === 0 || filters.dialects.includes(one.dialect))
    )
  })
}
