import { useTranslation } from 'react-i18next'
import type { SiteSettings } from '../../../contracts/domain/site'
import type { VisionStatus } from '../../../contracts/status'
import { useChannel } from '../../data/use-channel'
import { Card, KeyValue, Section, StatePill, Switch, type Tone } from '../../ui'
import { ModelsSection } from './models-section'
import { ProvidersSection } from './providers-section'
import { NumberSetting, SettingGroup, SettingRow } from './setting-rows'
import { useSave } from './use-save'

const tones: Record<VisionStatus['state'], Tone> = {
  ready: 'good',
  starting: 'info',
  restarting: 'warning',
  failed: 'bad',
  stopped: 'neutral'
}

export function RecognitionSection({ settings }: { settings: SiteSettings }) {
  const { t } = useTranslation('settings')
  const { save, saved } = useSave()
  const { matchThreshold, margin, livenessThreshold, minEyeDistancePx, keepCrops } = settings.recognition
  return (
    <>
      <SettingGroup title={t('recognition.title')} saved={saved}>
        <NumberSetting
          label={t('recognition.threshold')}
          hint={t('recognition.thresholdHint')}
          value={matchThreshold}
          min={0.1}
          max={0.95}
          step={0.01}
          onSave={(value) => save({ recognition: { matchThreshold: value } })}
        />
        <NumberSetting
          label={t('recognition.margin')}
          hint={t('recognition.marginHint')}
          value={margin}
          min={0}
          max={0.5}
          step={0.01}
          onSave={(value) => save({ recognition: { margin: value } })}
        />
        <NumberSetting
          label={t('recognition.liveness')}
          hint={t('recognition.livenessHint')}
          value={livenessThreshold}
          min={0}
          max={1}
          step={0.05}
          onSave={(value) => save({ recognition: { livenessThreshold: value } })}
        />
        <NumberSetting
          label={t('recognition.eyeDistance')}
          hint={t('recognition.eyeDistanceHint')}
          value={minEyeDistancePx}
          min={8}
          max={200}
          step={1}
          unit="px"
          onSave={(value) => save({ recognition: { minEyeDistancePx: value } })}
        />
        <SettingRow label={t('recognition.keepCrops')} hint={t('recognition.keepCropsHint')}>
          <Switch checked={keepCrops} onChange={(value) => save({ recognition: { keepCrops: value } })} />
        </SettingRow>
      </SettingGroup>
      <Engine />
      <ModelsSection />
      <ProvidersSection />
    </>
  )
}

function Engine() {
  const { t } = useTranslation('settings')
  const vision = useChannel('app.status').data?.vision
  if (!vision) return null
  return (
    <Section title={t('recognition.engine')}>
      <Card padded>
        <KeyValue
          entries={[
            [
              t('recognition.state'),
              <span key="state">
                <StatePill tone={tones[vision.state]}>{t(`recognition.states.${vision.state}`)}</StatePill>
                {vision.detail && ` ${vision.detail}`}
              </span>
            ],
            [t('recognition.provider'), vision.provider?.toUpperCase() ?? '—'],
            [t('recognition.rate'), t('recognition.rateValue', { fps: vision.fps.toFixed(1) })],
            [
              t('recognition.gallery'),
              t('recognition.galleryValue', { count: vision.galleryTemplates, version: vision.galleryVersion })
            ],
            [t('recognition.restarts'), vision.restarts],
            [t('recognition.process'), vision.pid]
          ]}
        />
      </Card>
    </Section>
  )
}
