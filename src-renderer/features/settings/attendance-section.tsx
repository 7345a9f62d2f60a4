import { useTranslation } from 'react-i18next'
import type { SiteSettings } from '../../../contracts/domain/site'
import { NumberSetting, SettingGroup } from './setting-rows'
import { useSave } from './use-save'

export function AttendanceSection({ settings }: { settings: SiteSettings }) {
  const { t } = useTranslation('settings')
  const { save, saved } = useSave()
  return (
    <SettingGroup title={t('attendance.title')} saved={saved}>
      <NumberSetting
        label={t('attendance.cooldown')}
        hint={t('attendance.cooldownHint')}
        value={settings.attendance.cooldownSeconds}
        min={0}
        max={86_400}
        step={1}
        unit={t('attendance.seconds')}
        onSave={(cooldownSeconds) => save({ attendance: { cooldownSeconds } })}
      />
      <NumberSetting
        label={t('attendance.alternate')}
        hint={t('attendance.alternateHint')}
        value={settings.attendance.alternateWithinHours}
        min={1}
        max={48}
        step={1}
        unit={t('attendance.hours')}
        onSave={(alternateWithinHours) => save({ attendance: { alternateWithinHours } })}
      />
    </SettingGroup>
  )
}
