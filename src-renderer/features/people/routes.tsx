import { type RouteObject } from 'react-router'

export const peopleRoutes: RouteObject[] = [
  { path: '/people', lazy: async () => ({ Component: (await import('./people-screen')).PeopleScreen }) },
  { path: '/people/:id', lazy: async () => ({ Component: (await import('./person-screen')).PersonScreen }) }
]
