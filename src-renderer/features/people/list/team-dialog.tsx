import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../../../data/use-channel'
import { Button, Dialog, Field, TextInput } from '../../../ui'

/** Asks for the team of several people; an empty one takes them out of theirs. */
export function TeamDialog(props: {
  count: number
  busy: boolean
  onClose: () => void
  onTeam: (team: string) => void
}) {
  const { t } = useTranslation('people')
  const { data: used } = useChannel('people.vocabulary')
  const [team, setTeam] = useState('')
  const listId = useId()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('bulk.teamTitle', { count: props.count })}
      width="narrow"
      onSubmit={() => props.onTeam(team.trim())}
      footer={
        <>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" busy={props.busy}>
            {t('bulk.teamSet')}
          </Button>
        </>
      }
    >
      <Field label={t('field.team')} hint={t('bulk.teamHint')}>
        <TextInput value={team} onChange={setTeam} maxLength={80} dir="auto" list={listId} autoFocus />
      </Field>
      <datalist id={listId}>
        {used?.teams.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Dialog>
  )
}
