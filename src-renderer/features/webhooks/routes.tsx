import { redirect, type RouteObject } from 'react-router'

export const webhooksRoutes: RouteObject[] = [
  {
    path: '/webhooks',
    // Links of before the form had a page of its own.
    loader: ({ request }) => (new URL(request.url).searchParams.has('add') ? redirect('/webhooks/new') : null),
    lazy: async () => ({ Component: (await import('./webhooks-screen')).WebhooksScreen })
  },
  {
    path: '/webhooks/new',
    lazy: async () => ({ Component: (await import('./form/new-endpoint-screen')).NewEndpointScreen })
  },
  { path: '/webhooks/:id', lazy: async () => ({ Component: (await import('./page/endpoint-screen')).EndpointScreen }) }
]
