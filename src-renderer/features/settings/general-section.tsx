import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SiteSettings } from '../../../contracts/domain/site'
import { timeZoneOptions } from '../../app/time-zones'
import { SegmentedControl, Select, Switch } from '../../ui'
import { SettingGroup, SettingRow, TextSetting } from './setting-rows'
import { useSave } from './use-save'

export function GeneralSection({ settings }: { settings: SiteSettings }) {
  const { t } = useTranslation('settings')
  const { save, saved } = useSave()
  return (
    <SettingGroup title={t('general.title')} saved={saved}>
      <TextSetting
        label={t('general.siteName')}
        hint={t('general.siteNameHint')}
        value={settings.siteName}
        maxLength={120}
        errorWhenEmpty={t('nameMissing')}
        onSave={(siteName) => save({ siteName })}
      />
      <SettingRow label={t('general.timeZone')} hint={t('general.timeZoneHint')}>
        <Select
          value={settings.timeZone}
          onChange={(timeZone) => save({ timeZone })}
          options={timeZoneOptions(settings.timeZone)}
        />
      </SettingRow>
      <SettingRow label={t('general.theme')}>
        <SegmentedControl
          label={t('general.theme')}
          value={settings.theme}
          onChange={(theme) => save({ theme })}
          segments={[
            { value: 'system', label: t('general.themes.system'), icon: <Monitor aria-hidden /> },
            { value: 'light', label: t('general.themes.light'), icon: <Sun aria-hidden /> },
            { value: 'dark', label: t('general.themes.dark'), icon: <Moon aria-hidden /> }
          ]}
        />
      </SettingRow>
      <SettingRow label={t('general.startAtLogin')} hint={t('general.startAtLoginHint')}>
        <Switch checked={settings.startAtLogin} onChange={(startAtLogin) => save({ startAtLogin })} />
      </SettingRow>
      <SettingRow label={t('general.closeToTray')} hint={t('general.closeToTrayHint')}>
        <Switch checked={settings.closeToTray} onChange={(closeToTray) => save({ closeToTray })} />
      </SettingRow>
    </SettingGroup>
  )
}
