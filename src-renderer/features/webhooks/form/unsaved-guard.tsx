import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '../../../ui'

/** Asks before another screen or tab takes the place of a form that was changed and not saved. */
export function UnsavedGuard({ changed }: { changed: boolean }) {
  const { t } = useTranslation('webhooks')
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    const tabOf = (search: string) => new URLSearchParams(search).get('tab')
    const leaves =
      currentLocation.pathname !== nextLocation.pathname || tabOf(currentLocation.search) !== tabOf(nextLocation.search)
    return changed && leaves
  })
  return (
    <ConfirmDialog
      open={blocker.state === 'blocked'}
      onOpenChange={(open) => !open && blocker.reset?.()}
      title={t('unsaved.title')}
      confirmLabel={t('unsaved.leave')}
      onConfirm={() => blocker.proceed?.()}
    >
      {t('unsaved.text')}
    </ConfirmDialog>
  )
}
