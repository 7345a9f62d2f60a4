import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui'

export function PeopleScreen() {
  const { t } = useTranslation('people')
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  )
}
