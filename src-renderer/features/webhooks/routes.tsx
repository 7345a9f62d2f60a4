import type { RouteObject } from 'react-router'
import { WebhooksScreen } from './webhooks-screen'

export const webhooksRoutes: RouteObject[] = [{ path: '/webhooks', element: <WebhooksScreen /> }]
