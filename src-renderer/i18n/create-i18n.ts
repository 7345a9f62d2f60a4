import { createInstance, type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './resources'

/** The words of the interface; one namespace per feature, `common` for the frame and the kit. */
export function createI18n(): I18n {
  const i18n = createInstance()
  void i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en },
    ns: Object.keys(en),
    defaultNS: 'common',
    initAsync: false,
    showSupportNotice: false,
    // Keys end in values of our enums (`camera_down`), which `_` would split.
    contextSeparator: '|',
    // React escapes by itself.
    interpolation: { escapeValue: false }
  })
  return i18n
}
