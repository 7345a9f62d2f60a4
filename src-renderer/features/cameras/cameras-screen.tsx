import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui'

export function CamerasScreen() {
  const { t } = useTranslation('cameras')
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  )
}
