import type { RouteObject } from 'react-router'
import { PeopleScreen } from './people-screen'

export const peopleRoutes: RouteObject[] = [{ path: '/people', element: <PeopleScreen /> }]
