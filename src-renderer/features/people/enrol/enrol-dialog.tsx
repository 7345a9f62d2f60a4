import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../../contracts/domain/person'
import { useCall } from '../../../data/use-channel'
import { Button, Dialog, StepMarks } from '../../../ui'
import { emptyPersonDraft, savedOf } from '../details/person-draft'
import { CaptureStep } from './capture-step'
import { consentProblems, consentRecord, emptyConsent } from './consent-record'
import { ConsentStep } from './consent-step'
import { emptyDraft, lookalikesOf } from './enrol-draft'
import styles from './enrol.module.css'
import { EnrolOutcome } from './enrol-outcome'
import type { Who } from './who-step'
import { isWhoComplete, WhoStep } from './who-step'
import { useShots } from './use-shots'

const recorderKey = 'muster.consent.recordedBy'

const steps = ['who', 'consent', 'capture'] as const
type Step = (typeof steps)[number]

/** Who → consent → capture. With `person` it adds references to them and asks for consent only when there is none. */
export function EnrolDialog({ person = null, onClose }: { person?: Person | null; onClose: () => void }) {
  const [round, setRound] = useState(0)
  return <EnrolRound key={round} person={person} onClose={onClose} onAgain={() => setRound(round + 1)} />
}

function EnrolRound({ person, onClose, onAgain }: { person: Person | null; onClose: () => void; onAgain: () => void }) {
  const { t } = useTranslation('people')
  const [step, setStep] = useState<Step>(person ? (person.consent ? 'capture' : 'consent') : 'who')
  const [tried, setTried] = useState(false)
  const [who, setWho] = useState<Who>({ kind: person ? 'existing' : 'new', draft: emptyPersonDraft, person })
  const [consent, setConsent] = useState(() => emptyConsent(window.localStorage.getItem(recorderKey) ?? ''))
  const [draft, setDraft] = useState(emptyDraft)
  const [distinct, setDistinct] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const shots = useShots(setDraft)
  const commit = useCall('enrolment.commit')

  const target = who.kind === 'existing' ? who.person : null
  const name = target?.name ?? who.draft.name.trim()
  const hasConsent = Boolean(target?.consent)
  const lookalikes = lookalikesOf(draft, target?.id ?? null)
  const goTo = (next: Step) => {
    setTried(false)
    setStep(next)
  }

  const next = () => {
    setTried(true)
    if (step === 'who') {
      if (isWhoComplete(who)) goTo(hasConsent ? 'capture' : 'consent')
    } else if (step === 'consent') {
      if (consentProblems(consent).length > 0) return
      window.localStorage.setItem(recorderKey, consent.recordedBy.trim())
      goTo('capture')
    } else if (draft.chosen.length > 0 && (lookalikes.length === 0 || distinct)) {
      commit.mutate({
        personId: target?.id ?? null,
        person: target ? null : savedOf(who.draft),
        consent: hasConsent ? null : consentRecord(consent),
        candidateIds: draft.chosen
      })
    }
  }
  const back = () => goTo(step === 'capture' && !hasConsent ? 'consent' : 'who')
  // Pictures are dear: a stray Escape or click beside the dialog asks once before they go.
  const leave = () => {
    if (draft.shots.length === 0 || leaving) onClose()
    else setLeaving(true)
  }
  const isFirst = step === 'who' || (person !== null && (step === 'consent' || hasConsent))

  if (commit.data) {
    return (
      <EnrolOutcome
        name={name}
        result={commit.data}
        draft={draft}
        isNew={target === null}
        onClose={onClose}
        onAgain={onAgain}
      />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && leave()}
      width={step === 'capture' ? 'wide' : 'normal'}
      title={step === 'who' ? t('enrol.title') : t(target ? 'enrol.titleMore' : 'enrol.titleName', { name })}
      description={<StepMarks steps={steps} now={step} labelOf={(one) => t(`enrol.step.${one}`)} />}
      onSubmit={next}
      footer={
        <>
          {step === 'capture' && (
            <span className={styles.footNote} role="status">
              {leaving
                ? t('capture.leave', { count: draft.shots.length })
                : t('capture.chosen', { count: draft.chosen.length })}
            </span>
          )}
          {isFirst ? <Button onClick={leave}>{t('cancel')}</Button> : <Button onClick={back}>{t('enrol.back')}</Button>}
          <Button
            kind="primary"
            type="submit"
            busy={commit.isPending}
            disabled={step === 'capture' && (draft.chosen.length === 0 || (lookalikes.length > 0 && !distinct))}
          >
            {step === 'capture' ? t('capture.save', { count: draft.chosen.length }) : t('enrol.next')}
          </Button>
        </>
      }
    >
      {step === 'who' && <WhoStep who={who} onChange={setWho} tried={tried} />}
      {step === 'consent' && <ConsentStep form={consent} onChange={setConsent} name={name} tried={tried} />}
      {step === 'capture' && (
        <CaptureStep
          draft={draft}
          onDraft={setDraft}
          shots={shots}
          lookalikes={lookalikes}
          distinct={distinct}
          onDistinct={setDistinct}
          error={commit.error?.message ?? null}
        />
      )}
    </Dialog>
  )
}
