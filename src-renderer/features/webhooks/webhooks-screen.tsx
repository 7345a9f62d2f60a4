import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui'

export function WebhooksScreen() {
  const { t } = useTranslation('webhooks')
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  )
}
