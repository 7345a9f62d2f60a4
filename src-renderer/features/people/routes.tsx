import type { RouteObject } from 'react-router'
import { PeopleScreen } from './people-screen'
import { PersonScreen } from './person-screen'

export const peopleRoutes: RouteObject[] = [
  { path: '/people', element: <PeopleScreen /> },
  { path: '/people/:id', element: <PersonScreen /> }
]
