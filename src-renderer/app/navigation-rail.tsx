import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { classes, Tooltip, useMediaQuery } from '../ui'
import { BrandMark } from './brand-mark'
import { destinations } from './navigation'
import styles from './navigation-rail.module.css'
import { useViewState } from './view-state'

export function NavigationRail() {
  const { t } = useTranslation('common')
  // At 200 % zoom the words would take a third of the window.
  const cramped = useMediaQuery('(max-width: 860px)')
  const collapsed = useViewState((state) => state.railCollapsed) || cramped
  const toggle = useViewState((state) => state.toggleRail)
  return (
    <nav className={classes(styles.rail, collapsed && styles.narrow)} aria-label={t('nav.label')}>
      <div className={styles.brand}>
        <BrandMark />
        {!collapsed && <span className={styles.name}>{t('appName')}</span>}
      </div>
      <ul className={styles.list}>
        {destinations.map(({ id, path, icon: Icon }) => {
          const link = (
            <NavLink to={path} className={styles.link} aria-label={collapsed ? t(`nav.${id}`) : undefined}>
              <Icon aria-hidden />
              {!collapsed && <span className={styles.word}>{t(`nav.${id}`)}</span>}
            </NavLink>
          )
          return (
            <li key={id} className={id === 'settings' ? styles.last : undefined}>
              {collapsed ? (
                <Tooltip text={t(`nav.${id}`)} side="right">
                  {link}
                </Tooltip>
              ) : (
                link
              )}
            </li>
          )
        })}
      </ul>
      {!cramped && (
        <button
          type="button"
          className={classes(styles.link, styles.toggle)}
          onClick={toggle}
          aria-expanded={!collapsed}
          aria-label={t(collapsed ? 'nav.expand' : 'nav.collapse')}
          title={t(collapsed ? 'nav.expand' : 'nav.collapse')}
        >
          {collapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
        </button>
      )}
    </nav>
  )
}
