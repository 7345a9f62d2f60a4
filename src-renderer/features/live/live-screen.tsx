import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui'

export function LiveScreen() {
  const { t } = useTranslation('live')
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  )
}
