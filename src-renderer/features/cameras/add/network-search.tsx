import { Radar, RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../../../data/use-channel'
import { Badge, Button, Field, TextInput } from '../../../ui'
import type { SourceFieldsProps } from '../source/source-fields'
import { recommendedProfile } from '../source/stream-choice'
import { streamInWords } from '../source/stream-words'
import styles from './add.module.css'
import type { NetworkChoice } from './use-network-choice'

/** Cameras that answer on the network; the chosen one's streams, once it let somebody in. */
export function NetworkSearch({ network }: SourceFieldsProps & { network: NetworkChoice }) {
  const { t } = useTranslation('cameras')
  // Only behind its button: a search calls out to the whole network. The answer is kept while the dialog is open.
  const search = useChannel('cameras.findNetwork', undefined, { enabled: false, staleTime: Infinity })
  const cameras = search.data ?? []
  const searched = search.data !== undefined || search.error !== null
  return (
    <>
      <div className={styles.searchHead}>
        <p className={styles.lead}>{t('network.lead')}</p>
        {searched && (
          <Button
            size="small"
            icon={<RefreshCw aria-hidden />}
            busy={search.isFetching}
            onClick={() => void search.refetch()}
          >
            {t('network.again')}
          </Button>
        )}
      </div>
      {!searched && (
        <Button icon={<Radar aria-hidden />} busy={search.isFetching} onClick={() => void search.refetch()}>
          {t('network.search')}
        </Button>
      )}
      {search.isFetching && (
        <div role="status">
          <p className={styles.lead}>{t('network.searching')}</p>
          <div className={styles.progress} aria-hidden>
            <span />
          </div>
        </div>
      )}
      {search.error && !search.isFetching && (
        <p role="alert" className={styles.failure}>
          {search.error.message}
        </p>
      )}
      {search.data && !search.isFetching && cameras.length === 0 && (
        <p className={styles.nothing} role="status">
          <Radar aria-hidden />
          {t('network.none')}
        </p>
      )}
      {cameras.length > 0 && (
        <div className={styles.choices} role="radiogroup" aria-label={t('add.way.network')}>
          {cameras.map((camera) => (
            <label key={camera.address} className={styles.choice}>
              <input
                type="radio"
                name="network"
                className="visually-hidden"
                checked={network.chosen?.address === camera.address}
                onChange={() => network.choose(camera)}
              />
              <span className={styles.dot} aria-hidden />
              <span className={styles.choiceWords}>
                <span className={styles.choiceName} dir="auto">
                  {camera.name || camera.host}
                </span>
                <span className={styles.choiceFacts}>
                  {[camera.host, camera.hardware, camera.location].filter(Boolean).join(' · ')}
                </span>
              </span>
            </label>
          ))}
        </div>
      )}
      {network.chosen && <Streams network={network} />}
    </>
  )
}

function Streams({ network }: { network: NetworkChoice }) {
  const { t } = useTranslation('cameras')
  const { profiles, profile, error, asking } = network
  const best = profiles && recommendedProfile(profiles)
  return (
    <div className={styles.streams}>
      <p className={styles.lead}>{t('network.login')}</p>
      <div className={styles.login}>
        <Field label={t('form.username')}>
          <TextInput value={network.username} onChange={(username) => network.type({ username })} />
        </Field>
        <Field label={t('form.password')}>
          <TextInput
            type="password"
            autoComplete="new-password"
            value={network.password}
            onChange={(password) => network.type({ password })}
          />
        </Field>
        <Button busy={asking} onClick={() => network.ask()}>
          {t('network.ask')}
        </Button>
      </div>
      {error && (
        <p role="alert" className={styles.failure}>
          {error.message}
        </p>
      )}
      {profiles?.length === 0 && <p role="status">{t('network.noStreams')}</p>}
      {profiles && profiles.length > 0 && (
        <>
          <div className={styles.choices} role="radiogroup" aria-label={t('network.streams')}>
            {profiles.map((one) => (
              <label key={one.token} className={styles.choice}>
                <input
                  type="radio"
                  name="stream"
                  className="visually-hidden"
                  checked={profile?.token === one.token}
                  onChange={() => network.take(one)}
                />
                <span className={styles.dot} aria-hidden />
                <span className={styles.choiceWords}>
                  <span className={styles.choiceName} dir="auto">
                    {one.name || one.token}
                    {one.token === best?.token && <Badge tone="accent">{t('network.recommended')}</Badge>}
                  </span>
                  <span className={styles.choiceFacts}>{streamInWords(one) || one.url}</span>
                </span>
              </label>
            ))}
          </div>
          <p className={styles.hint}>{t('network.enough')}</p>
          {profile?.statedHost && <p className={styles.hint}>{t('network.elsewhere', { host: profile.statedHost })}</p>}
        </>
      )}
    </div>
  )
}
