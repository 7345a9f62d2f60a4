import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui'
import { destinations } from './navigation'
import styles from './shortcut-sheet.module.css'

export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const { t } = useTranslation('common')
  const groups: { title: string; rows: { label: string; keys: string[][] }[] }[] = [
    {
      title: t('shortcuts.screens'),
      rows: destinations.map(({ id, letter }, index) => ({
        label: t(`nav.${id}`),
        keys: [
          ['G', letter.toUpperCase()],
          ['Alt', String(index + 1)]
        ]
      }))
    },
    {
      title: t('shortcuts.anywhere'),
      rows: [
        { label: t('shortcuts.palette'), keys: [['Ctrl', 'K']] },
        { label: t('shortcuts.rail'), keys: [['Ctrl', 'B']] },
        { label: t('shortcuts.sheet'), keys: [['?']] },
        { label: t('shortcuts.closeDialog'), keys: [['Esc']] }
      ]
    },
    {
      title: t('shortcuts.lists'),
      rows: [
        { label: t('shortcuts.search'), keys: [['/']] },
        { label: t('shortcuts.down'), keys: [['J'], ['↓']] },
        { label: t('shortcuts.up'), keys: [['K'], ['↑']] },
        { label: t('shortcuts.openRow'), keys: [['Enter']] },
        { label: t('shortcuts.tickRow'), keys: [['X']] }
      ]
    },
    {
      title: t('shortcuts.liveView'),
      rows: [
        { label: t('shortcuts.tileBeside'), keys: [['←'], ['→']] },
        { label: t('shortcuts.large'), keys: [['Enter']] },
        { label: t('shortcuts.largeOut'), keys: [['Esc']] },
        { label: t('shortcuts.pages'), keys: [['PgUp'], ['PgDn']] },
        { label: t('shortcuts.snapshot'), keys: [['T']] },
        { label: t('shortcuts.fullScreen'), keys: [['F']] }
      ]
    }
  ]
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('shortcuts.title')} width="wide">
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title} className={styles.group}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl>
              {group.rows.map((row) => (
                <div key={row.label} className={styles.row}>
                  <dt>{row.label}</dt>
                  <dd className={styles.keys}>
                    {row.keys.map((combination, index) => (
                      <Fragment key={combination.join()}>
                        {index > 0 && <span className={styles.or}>{t('shortcuts.or')}</span>}
                        {combination.map((key) => (
                          <kbd key={key} className={styles.key}>
                            {key}
                          </kbd>
                        ))}
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
