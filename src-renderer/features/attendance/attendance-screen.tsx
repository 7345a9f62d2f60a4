import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui'

export function AttendanceScreen() {
  const { t } = useTranslation('attendance')
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  )
}
