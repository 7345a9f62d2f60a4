import '@fontsource-variable/inter'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import type { Bridge } from '../contracts/bridge'
import { App } from './app/app'
import { reportUncaught } from './app/report-errors'
import { createViewStore } from './app/view-state'
import { createDesktopClient } from './desktop-client'
import { createI18n } from './i18n/create-i18n'

declare global {
  interface Window {
    muster: Bridge
  }
}

// The content policy forbids eval; without this zod would try it once and leave an error in the console.
z.config({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('index.html holds no #root')

const client = createDesktopClient(window.muster, window)
reportUncaught(client, window)
createRoot(root).render(
  <StrictMode>
    <App client={client} i18n={createI18n()} viewStore={createViewStore(window.localStorage)} />
  </StrictMode>
)
