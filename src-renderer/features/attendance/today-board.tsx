import { Clock, LogIn, LogOut, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../../data/use-channel'
import { FigureBoard, Skeleton } from '../../ui'

/** Who is in, who left, how many marks: of today, whatever day the table shows. */
export function TodayBoard() {
  const { t } = useTranslation('attendance')
  const today = useChannel('attendance.today')
  const figures = [
    { key: 'in', icon: LogIn, tone: 'good' },
    { key: 'out', icon: LogOut, tone: undefined },
    { key: 'marks', icon: Clock, tone: undefined },
    { key: 'people', icon: UsersRound, tone: undefined }
  ] as const
  const waiting = today.error ? '–' : <Skeleton width="48px" height="28px" />
  return (
    <FigureBoard
      label={t('board.label')}
      figures={figures.map((figure) => ({
        ...figure,
        label: t(`board.${figure.key}`),
        value: today.data ? today.data[figure.key].toLocaleString() : waiting
      }))}
    />
  )
}
