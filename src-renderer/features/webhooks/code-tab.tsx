import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../contracts/domain/webhook'
import { CodeBlock, SegmentedControl } from '../../ui'
import type { SnippetLanguage } from './verify-snippets'
import { verifySnippet } from './verify-snippets'
import styles from './webhooks.module.css'

/** A receiver for this endpoint, to copy and run. */
export function CodeTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const [language, setLanguage] = useState<SnippetLanguage>('node')
  return (
    <div className={styles.scroll}>
      <div className={styles.narrow}>
        <div className={styles.form}>
          <p className={styles.soft}>{t('code.text')}</p>
          <SegmentedControl
            label={t('code.language')}
            value={language}
            onChange={setLanguage}
            segments={[
              { value: 'node', label: 'Node' },
              { value: 'python', label: 'Python' }
            ]}
          />
          <CodeBlock text={verifySnippet(language, endpoint.url)} label={t('code.label')} maxHeight="none" />
        </div>
      </div>
    </div>
  )
}
