import { ArrowRightLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui'
import type { CameraDraft } from '../camera-draft'
import styles from '../camera-form.module.css'
import { LoginFields, SourceFields, type SourceFieldsProps } from '../source/source-fields'
import { TrialView } from '../source/trial-view'
import type { Trial } from '../source/use-trial'

export interface TestStepProps extends Omit<SourceFieldsProps, 'hasPassword'> {
  trial: Trial
  hasPassword?: boolean
  onTest(draft: CameraDraft): void
}

/** The trial's picture and figures; where it failed, what can be done about it right here. */
export function TestStep({ trial, onTest, hasPassword = false, ...source }: TestStepProps) {
  const { result } = trial
  const problem = result && !result.works ? result.problem : null
  const fields = { ...source, hasPassword }
  return (
    <TrialView
      trial={trial}
      mend={
        <div className={styles.form}>
          {problem === 'try_udp' ? (
            <UdpSwitch draft={source.draft} change={source.change} onTest={onTest} />
          ) : problem === 'auth_failed' ? (
            <LoginFields {...fields} autoFocus />
          ) : (
            <SourceFields {...fields} />
          )}
        </div>
      }
    />
  )
}

function UdpSwitch({
  draft,
  change,
  onTest
}: Pick<SourceFieldsProps, 'draft' | 'change'> & { onTest(draft: CameraDraft): void }) {
  const { t } = useTranslation('cameras')
  const overUdp = { ...draft, transport: 'udp' as const }
  return (
    <div>
      <Button
        icon={<ArrowRightLeft aria-hidden />}
        onClick={() => {
          change(() => overUdp)
          onTest(overUdp)
        }}
      >
        {t('test.udp')}
      </Button>
    </div>
  )
}
