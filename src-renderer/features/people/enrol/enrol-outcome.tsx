import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { EnrolmentResult } from '../../../../contracts/enrolment'
import { Button, Dialog, useObjectUrl } from '../../../ui'
import { refusedReason } from '../reason-words'
import type { Draft } from './enrol-draft'
import { candidatesOf } from './enrol-draft'
import styles from './enrol.module.css'

/** What was saved and what was not, each refused picture with its reason. */
export function EnrolOutcome(props: {
  name: string
  result: EnrolmentResult
  draft: Draft
  isNew: boolean
  onClose: () => void
  onAgain: () => void
}) {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const { name, result, onClose, onAgain } = props
  const previews = new Map(candidatesOf(props.draft).map((candidate) => [candidate.id, candidate.preview]))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(props.isNew ? 'outcome.titleNew' : 'outcome.titleMore', { name })}
      description={t('outcome.text', { count: result.accepted.length })}
      footer={
        <>
          <Button onClick={onAgain}>{t('outcome.again')}</Button>
          <Button onClick={() => void navigate(`/people/${result.personId}`)}>{t('outcome.open')}</Button>
          <Button kind="primary" onClick={onClose} autoFocus>
            {t('outcome.done')}
          </Button>
        </>
      }
    >
      <ul className={styles.outcome}>
        {result.accepted.map((id) => (
          <li key={id} className={styles.outcomeRow} data-good>
            <Face bytes={previews.get(id)} />
            <CircleCheck aria-hidden />
            {t('outcome.accepted')}
          </li>
        ))}
        {result.refused.map(({ candidateId, reason }) => (
          <li key={candidateId} className={styles.outcomeRow}>
            <Face bytes={previews.get(candidateId)} />
            <CircleX aria-hidden />
            {t(`refused.${refusedReason(reason)}`)}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function Face({ bytes }: { bytes: Uint8Array | undefined }) {
  const url = useObjectUrl(bytes)
  return <span className={styles.faceSmall}>{url && <img src={url} alt="" />}</span>
}
