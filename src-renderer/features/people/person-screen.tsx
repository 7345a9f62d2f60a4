import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import type { IpcOutput } from '../../../contracts/ipc'
import { useChannel } from '../../data/use-channel'
import { Avatar, Button, ErrorState, Page, PageHeader, Section, Skeleton, Time } from '../../ui'
import { AddPunchDialog, AuditList } from '../attendance'
import { ConsentCard } from './consent-card'
import { DetailsCard } from './details/details-card'
import { EditPersonDialog } from './edit-person-dialog'
import { EnrolDialog } from './enrol/enrol-dialog'
import { EraseDialog } from './erase-dialog'
import { NearMisses } from './near-misses'
import styles from './people.module.css'
import { RecentMarks } from './recent-marks'
import { ReferenceGrid } from './reference-grid'

export function PersonScreen() {
  const { t } = useTranslation('people')
  const { id = '' } = useParams()
  const answer = useChannel('people.get', { id })
  const back = { to: '/people', label: t('title') }
  if (answer.error) {
    return (
      <Page>
        <PageHeader back={back} title={t('person')} />
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      </Page>
    )
  }
  if (!answer.data) {
    return (
      <Page>
        <PageHeader
          back={back}
          leading={<Skeleton width="64px" height="64px" round />}
          title={<Skeleton width="220px" height="22px" />}
        />
        <div className={styles.columns}>
          <Skeleton height="280px" />
          <Skeleton height="200px" />
        </div>
      </Page>
    )
  }
  // Keyed, so that no dialog of one person stays open over another.
  return <PersonPage key={id} {...answer.data} />
}

function PersonPage({ person, references, marks, nearMisses }: IpcOutput<'people.get'>) {
  const { t } = useTranslation('people')
  const [params, setParams] = useSearchParams()
  const [dialog, setDialog] = useState<'edit' | 'erase' | null>(null)
  const [punchAt, setPunchAt] = useState<number | null>(null)
  const isAdding = params.get('enrol') !== null
  const setAdding = (adding: boolean) => setParams(adding ? { enrol: '1' } : {}, { replace: true })
  const close = () => setDialog(null)
  return (
    <Page>
      <PageHeader
        back={{ to: '/people', label: t('title') }}
        leading={<Avatar name={person.name} cropId={person.photoCropId} size="large" />}
        title={<span dir="auto">{person.name}</span>}
        subtitle={
          person.lastSeenAt === null ? (
            t('neverSeen')
          ) : (
            <>
              {t('lastSeen')} <Time at={person.lastSeenAt} />
            </>
          )
        }
        actions={
          <>
            <Button icon={<Trash2 />} onClick={() => setDialog('erase')}>
              {t('erase.open')}
            </Button>
            <Button icon={<Pencil />} onClick={() => setDialog('edit')}>
              {t('edit.open')}
            </Button>
            <Button kind="primary" icon={<Plus />} onClick={() => setAdding(true)}>
              {t('addReferences')}
            </Button>
          </>
        }
      />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Section title={t('references.title')} description={t('references.text')}>
            <ReferenceGrid references={references} name={person.name} onAdd={() => setAdding(true)} />
          </Section>
          <Section
            title={t('marks.title')}
            description={t('marks.text')}
            actions={
              <Button icon={<Plus />} onClick={() => setPunchAt(Date.now())}>
                {t('marks.add')}
              </Button>
            }
          >
            <RecentMarks marks={marks} />
          </Section>
          <Section title={t('audit.title')} description={t('audit.text')}>
            <AuditList personId={person.id} />
          </Section>
          <Section title={t('misses.title')} description={t('misses.text')}>
            <NearMisses misses={nearMisses} />
          </Section>
        </div>
        <div className={styles.column}>
          <Section title={t('details.title')}>
            <DetailsCard person={person} />
          </Section>
          <Section title={t('consent.title')}>
            <ConsentCard consent={person.consent} onRecord={() => setAdding(true)} />
          </Section>
        </div>
      </div>
      {punchAt !== null && <AddPunchDialog person={person} at={punchAt} onClose={() => setPunchAt(null)} />}
      <EditPersonDialog person={person} open={dialog === 'edit'} onClose={close} />
      <EraseDialog person={person} open={dialog === 'erase'} onClose={close} />
      {isAdding && <EnrolDialog person={person} onClose={() => setAdding(false)} />}
    </Page>
  )
}
