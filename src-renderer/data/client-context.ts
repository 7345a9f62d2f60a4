import { createContext, useContext } from 'react'
import type { Client } from '../desktop-client'

export const ClientContext = createContext<Client | null>(null)

/** The client of this window. Throws outside the providers. */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('useClient needs a ClientContext above it')
  return client
}
