import { createHashRouter, redirect } from 'react-router'
import { attendanceRoutes } from '../features/attendance/routes'
import { camerasRoutes } from '../features/cameras/routes'
import { liveRoutes, wallRoute } from '../features/live/routes'
import { peopleRoutes } from '../features/people/routes'
import { reportsRoutes } from '../features/reports/routes'
import { settingsRoutes } from '../features/settings/routes'
import { webhooksRoutes } from '../features/webhooks/routes'
import { RouteError } from './error-boundary'
import { Shell } from './shell'

/** A hash router, since the page is one file behind a custom protocol. */
export const createRouter = () =>
  createHashRouter([
    { ...wallRoute, errorElement: <RouteError />, hydrateFallbackElement: <></> },
    {
      element: <Shell />,
      errorElement: <RouteError />,
      // Screens other than Live are loaded when they are first opened; meanwhile a reload shows an empty ground.
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            ...liveRoutes,
            ...attendanceRoutes,
            ...peopleRoutes,
            ...camerasRoutes,
            ...webhooksRoutes,
            ...reportsRoutes,
            ...settingsRoutes,
            // By a loader and not by an element: one that renders late would undo a navigation that is under way.
            { path: '*', loader: () => redirect('/live') }
          ]
        }
      ]
    }
  ])
