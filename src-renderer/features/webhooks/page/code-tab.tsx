import { Save } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useCall, useChannel } from '../../../data/use-channel'
import { Button, CodeBlock, ErrorState, Section, SegmentedControl, Skeleton, useToast } from '../../../ui'
import { curlText } from '../deliveries/curl-text'
import { storedInput } from '../form/endpoint-draft'
import styles from './page.module.css'

type Language = 'python' | 'node'

/** A receiver for this endpoint, ready to run, to copy or to save; and a request to try it with by hand. */
export function CodeTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const [language, setLanguage] = useState<Language>('python')
  const [file, setFile] = useState('')
  const code = useChannel('endpoints.receiverCode', { id: endpoint.id, language }, { keepPrevious: true })
  const preview = useChannel('endpoints.preview', { id: endpoint.id, endpoint: storedInput(endpoint) })
  const save = useCall('endpoints.saveReceiver', {
    onSuccess: (folder) => folder && toast.show({ title: t('code.saved'), description: folder }),
    onError: (error) => toast.showError(t('code.saveFailed'), error)
  })
  if (code.error) return <ErrorState error={code.error} onRetry={() => void code.refetch()} />
  const files = code.data?.files ?? []
  const shown = files.find(({ name }) => name === file) ?? files[0]
  return (
    <div className={styles.scroll}>
      <div className={styles.narrow}>
        <Section
          title={t('code.receiver')}
          description={t('code.text')}
          actions={
            <Button
              icon={<Save />}
              busy={save.isPending}
              disabled={!code.data}
              onClick={() => save.mutate({ id: endpoint.id, language })}
            >
              {t('code.save')}
            </Button>
          }
        >
          <div className={styles.stack}>
            <div className={styles.line}>
              <SegmentedControl<Language>
                label={t('code.language')}
                value={language}
                onChange={setLanguage}
                segments={[
                  { value: 'python', label: 'Python' },
                  { value: 'node', label: 'Node' }
                ]}
              />
              {files.length > 1 && shown && (
                <SegmentedControl
                  label={t('code.file')}
                  value={shown.name}
                  onChange={setFile}
                  segments={files.map(({ name }) => ({ value: name, label: name }))}
                />
              )}
            </div>
            {shown ? (
              <CodeBlock text={shown.text} label={t('code.label')} maxHeight="480px" />
            ) : (
              <Skeleton height="320px" />
            )}
          </div>
        </Section>
        {code.data && code.data.commands.length > 0 && (
          <Section title={t('code.commands')} description={t('code.commandsText')}>
            <CodeBlock text={code.data.commands.join('\n')} label={t('code.commands')} />
          </Section>
        )}
        <Section title={t('code.curl')} description={t('code.curlText')}>
          {preview.data ? (
            <CodeBlock label={t('code.curl')} text={curlText(preview.data)} />
          ) : (
            <Skeleton height="120px" />
          )}
        </Section>
      </div>
    </div>
  )
}
