import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui'

export function SettingsScreen() {
  const { t } = useTranslation('settings')
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  )
}
