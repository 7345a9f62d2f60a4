import type { RouteObject } from 'react-router'
import { EndpointScreen } from './endpoint-screen'
import { WebhooksScreen } from './webhooks-screen'

export const webhooksRoutes: RouteObject[] = [
  { path: '/webhooks', element: <WebhooksScreen /> },
  { path: '/webhooks/:id', element: <EndpointScreen /> }
]
