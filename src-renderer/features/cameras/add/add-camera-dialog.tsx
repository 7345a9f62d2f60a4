import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../../contracts/domain/camera'
import { useCall } from '../../../data/use-channel'
import { Button, Dialog, StepMarks } from '../../../ui'
import type { CameraDraft, DraftField } from '../camera-draft'
import { emptyDraft, readDraft, suggestId, wrongSource } from '../camera-draft'
import { LeaveNote } from '../edit/leave-note'
import { useTrial } from '../source/use-trial'
import { useLeaveGuard } from '../use-leave-guard'
import type { Way } from './find-step'
import { FindStep } from './find-step'
import { NameStep } from './name-step'
import { TestStep } from './test-step'
import { useNetworkChoice } from './use-network-choice'

const steps = ['find', 'test', 'name'] as const
type Step = (typeof steps)[number]

/** Find → test → name. Nothing is saved before the last step; a camera that is off right now can be saved all the same. */
export function AddCameraDialog({
  taken,
  onAdded,
  onClose
}: {
  /** Identifiers of the cameras that are there. */
  taken: readonly string[]
  onAdded(camera: Camera): void
  onClose(): void
}) {
  const { t } = useTranslation(['cameras', 'common'])
  const [step, setStep] = useState<Step>('find')
  const [way, setWay] = useState<Way>('network')
  const [draft, setDraft] = useState<CameraDraft>(emptyDraft)
  const [ownId, setOwnId] = useState(false)
  // Faults are named once the operator tried to go on.
  const [asked, setAsked] = useState(false)
  const network = useNetworkChoice(setDraft)
  const trial = useTrial(null)
  const save = useCall('cameras.create', { onSuccess: onAdded })
  const typed = [draft.url, draft.username, draft.password, draft.path, draft.device, draft.name].some(Boolean)
  const guard = useLeaveGuard(typed || network.password !== '', onClose)

  const wrong = step === 'name' ? readDraft(draft, taken).wrong : wrongSource(draft)
  const errorOf = (field: DraftField) => {
    const fault = asked ? wrong?.[field] : undefined
    if (fault === 'taken' || (field === 'id' && save.error?.code === 'conflict')) return t('form.error.idTaken')
    return fault ? t(`form.error.${field}`) : null
  }
  const change = (update: (before: CameraDraft) => CameraDraft) => {
    save.reset()
    guard.stay()
    setDraft(update)
  }
  const rename = (name: string) =>
    change((before) => ({ ...before, name, ...(ownId ? {} : { id: name ? suggestId(name, taken) : '' }) }))
  const goTo = (next: Step) => {
    guard.stay()
    setAsked(false)
    setStep(next)
  }
  const toName = () => {
    setDraft((before) => ({ ...before, id: before.id || (before.name ? suggestId(before.name, taken) : '') }))
    goTo('name')
  }
  const test = (tried: CameraDraft) => {
    if (wrongSource(tried)) return setAsked(true)
    trial.run(tried)
    goTo('test')
  }

  const nothingChosen = (way === 'network' && !network.chosen) || (way === 'usb' && !draft.device)
  const current = trial.isOf(draft)
  const works = current && trial.result?.works === true
  const submit = () => {
    if (step === 'find') {
      // Enter in the login fields is about the camera's streams, not about the next step.
      if (way === 'network' && network.chosen && !network.profile) return network.ask()
      test(draft)
    } else if (step === 'test') {
      if (works) toName()
      else if (!trial.running) test(draft)
    } else {
      setAsked(true)
      const { input } = readDraft(draft, taken)
      if (input) save.mutate(input)
    }
  }
  const back = () => goTo(step === 'name' ? 'test' : 'find')

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && guard.leave()}
      width="wide"
      title={t('form.addTitle')}
      description={<StepMarks steps={steps} now={step} labelOf={(one) => t(`add.step.${one}`)} />}
      onSubmit={submit}
      footer={
        <>
          <LeaveNote guard={guard} error={null} />
          {step === 'find' || guard.asking ? (
            <Button onClick={guard.leave}>{t(guard.asking ? 'edit.discard' : 'common:cancel')}</Button>
          ) : (
            <Button onClick={back}>{t('add.back')}</Button>
          )}
          {step === 'test' && !works && (
            <Button onClick={() => (wrongSource(draft) ? setAsked(true) : toName())}>
              {t(trial.running ? 'add.skipTest' : 'add.saveAnyway')}
            </Button>
          )}
          <Button
            kind="primary"
            type="submit"
            busy={save.isPending || (step === 'test' && trial.running)}
            disabled={step === 'find' && nothingChosen}
          >
            {step === 'find'
              ? t('add.test')
              : step === 'name'
                ? t('form.submitAdd')
                : t(works ? 'add.next' : 'add.again')}
          </Button>
        </>
      }
    >
      {step === 'find' && (
        <FindStep
          way={way}
          onWay={(next) => {
            setWay(next)
            setDraft((before) => ({ ...before, kind: kindOf(next, before) }))
          }}
          draft={draft}
          change={change}
          errorOf={errorOf}
          network={network}
        />
      )}
      {step === 'test' && <TestStep trial={trial} draft={draft} change={change} errorOf={errorOf} onTest={test} />}
      {step === 'name' && (
        <NameStep
          trial={works ? trial : null}
          draft={draft}
          change={change}
          onName={rename}
          onId={(id) => {
            setOwnId(id !== '')
            change((before) => ({ ...before, id }))
          }}
          errorOf={errorOf}
          error={save.error && save.error.code !== 'conflict' ? save.error.message : null}
        />
      )}
    </Dialog>
  )
}

function kindOf(way: Way, draft: CameraDraft): CameraDraft['kind'] {
  if (way === 'usb' || way === 'file') return way
  return way === 'address' && /^\s*https?:/i.test(draft.url) ? 'mjpeg' : 'rtsp'
}
