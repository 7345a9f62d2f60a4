import { TriangleAlert } from 'lucide-react'
import { Component, useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { ClientContext, useClient } from '../data/client-context'
import { Button, EmptyState } from '../ui'
import { reportError } from './report-errors'

/** Catches what breaks while drawing, tells main's log, and offers a reload in place of an empty window. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  static override contextType = ClientContext
  declare context: React.ContextType<typeof ClientContext>
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch(error: unknown) {
    if (this.context) reportError(this.context, error)
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

/** The same for one screen: the rail stays, so that the other screens remain in reach. */
export function RouteError() {
  const error = useRouteError()
  const client = useClient()
  useEffect(() => reportError(client, error), [client, error])
  return <Broken />
}

function Broken() {
  const { t } = useTranslation('common')
  return (
    <EmptyState
      icon={<TriangleAlert />}
      title={t('crash.title')}
      actions={
        <Button kind="primary" onClick={() => window.location.reload()}>
          {t('crash.reload')}
        </Button>
      }
    >
      {t('crash.text')}
    </EmptyState>
  )
}
