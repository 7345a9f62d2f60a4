import { type RouteObject } from 'react-router'

export const webhooksRoutes: RouteObject[] = [
  { path: '/webhooks', lazy: async () => ({ Component: (await import('./webhooks-screen')).WebhooksScreen }) },
  { path: '/webhooks/:id', lazy: async () => ({ Component: (await import('./endpoint-screen')).EndpointScreen }) }
]
