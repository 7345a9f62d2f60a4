import { CircleDot, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkChange } from '../../../../contracts/domain/person'
import { personStatusSchema } from '../../../../contracts/domain/person'
import { MusterError } from '../../../../contracts/result'
import { useClient } from '../../../data/client-context'
import { Button, Menu, useToast } from '../../../ui'
import styles from '../people.module.css'
import { TeamDialog } from './team-dialog'

/** As many as one call takes. */
const atOnce = 500

/** What can be done with the ticked people, in place of the filters. */
export function BulkBar({ ids, onClear }: { ids: readonly string[]; onClear: () => void }) {
  const { t } = useTranslation('people')
  const client = useClient()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const apply = async (change: BulkChange) => {
    setBusy(true)
    try {
      let changed = 0
      for (let from = 0; from < ids.length; from += atOnce) {
        const answer = await client.call('people.updateMany', { ids: ids.slice(from, from + atOnce), change })
        changed += answer.changed
      }
      toast.show({ title: t('bulk.done', { count: changed }) })
      setChoosing(false)
      onClear()
    } catch (thrown) {
      if (!(thrown instanceof MusterError)) throw thrown
      toast.showError(t('bulk.failed'), thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.bulk} role="group" aria-label={t('bulk.chosen', { count: ids.length })}>
      <strong className="tabular" aria-live="polite">
        {t('bulk.chosen', { count: ids.length })}
      </strong>
      <Menu
        align="start"
        trigger={
          <Button icon={<CircleDot />} busy={busy}>
            {t('bulk.status')}
          </Button>
        }
        items={personStatusSchema.options.map((status) => ({
          label: t(`status.${status}`),
          onSelect: () => void apply({ status })
        }))}
      />
      <Button icon={<UsersRound />} busy={busy} onClick={() => setChoosing(true)}>
        {t('bulk.team')}
      </Button>
      <Button kind="ghost" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
      {choosing && (
        <TeamDialog
          count={ids.length}
          busy={busy}
          onClose={() => setChoosing(false)}
          onTeam={(team) => void apply({ team })}
        />
      )}
    </div>
  )
}
