import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import type { CameraStatus } from '../../../contracts/domain/camera-status'
import { CameraState } from '../../preview'
import { Checkbox, DataTable, type Column } from '../../ui'
import type { CameraCardsProps } from './camera-cards'
import styles from './camera-table.module.css'
import { CameraMenu } from './card/camera-menu'
import { TimelineStrip } from './card/timeline-strip'
import { fpsInWords } from './source/stream-words'

interface Row {
  camera: Camera
  /** Undefined while it is off. */
  status: CameraStatus | undefined
}

/** Many cameras at a glance: a line each, without pictures. */
export function CameraTable({ cameras, statusOf, timelineOf, selection, onEdit, onRemove }: CameraCardsProps) {
  const { t } = useTranslation('cameras')
  const rows = cameras.map((camera) => ({ camera, status: camera.enabled ? statusOf(camera.id) : undefined }))
  const figure = (id: string, header: string, value: (status: CameraStatus) => string): Column<Row> => ({
    id,
    header,
    meta: { width: '76px', align: 'end' },
    cell: ({ row: { original } }) => (original.status?.state === 'live' ? value(original.status) : '—')
  })
  const columns: Column<Row>[] = [
    ...(selection.active
      ? [
          {
            id: 'pick',
            header: '',
            meta: { width: '20px' },
            cell: ({ row }) => {
              const { id, name } = row.original.camera
              return (
                <Checkbox
                  checked={selection.has(id)}
                  onChange={() => selection.toggle(id)}
                  label={<span className="visually-hidden">{t('bulk.select', { name })}</span>}
                />
              )
            }
          } satisfies Column<Row>
        ]
      : []),
    {
      id: 'name',
      header: t('form.name'),
      meta: { width: 'minmax(140px, 2fr)' },
      cell: ({ row }) => (
        <span className={styles.words}>
          <span className={styles.name} dir="auto">
            {row.original.camera.name}
          </span>
          <code className={styles.id}>{row.original.camera.id}</code>
        </span>
      )
    },
    {
      id: 'state',
      header: t('list.state'),
      meta: { width: 'minmax(150px, 1.4fr)' },
      cell: ({ row: { original } }) => (
        <CameraState status={original.status} analysisFps={original.camera.analysisFps} />
      )
    },
    figure('received', t('fact.received'), ({ fpsIn }) => fpsInWords(fpsIn)),
    figure('analysed', t('fact.analysed'), ({ fpsAnalysed }) => fpsInWords(fpsAnalysed)),
    figure('latency', t('fact.latency'), ({ latencyMs }) =>
      latencyMs ? t('fact.ms', { value: String(Math.round(latencyMs.p50)) }) : '—'
    ),
    figure('dropped', t('fact.dropped'), ({ dropped, skipped }) => String(dropped + skipped.predicted)),
    {
      id: 'reconnects',
      header: t('fact.reconnects'),
      meta: { width: '84px', align: 'end' },
      cell: ({ row: { original } }) =>
        original.status ? t('fact.perHour', { count: original.status.reconnectsLastHour }) : '—'
    },
    {
      id: 'timeline',
      header: t('timeline.title'),
      meta: { width: 'minmax(90px, 1.6fr)' },
      cell: ({ row: { original } }) => (
        <TimelineStrip name={original.camera.name} timeline={timelineOf(original.camera.id)} compact />
      )
    },
    {
      id: 'menu',
      header: '',
      meta: { width: '28px' },
      cell: ({ row: { original } }) => (
        // A click in the menu is none on the row.
        <span onClick={(event) => event.stopPropagation()}>
          <CameraMenu
            camera={original.camera}
            onEdit={(tab) => onEdit(original.camera, tab)}
            onRemove={() => onRemove(original.camera)}
          />
        </span>
      )
    }
  ]
  return (
    <div className={styles.room}>
      <DataTable
        label={t('list.label')}
        columns={columns}
        rows={rows}
        rowId={({ camera }) => camera.id}
        rowHeight={52}
        onOpen={({ camera }) => (selection.active ? selection.toggle(camera.id) : onEdit(camera))}
        empty={null}
        total={rows.length}
      />
    </div>
  )
}
