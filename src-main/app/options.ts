/** What the command line and the environment ask of the app. */
export interface AppOptions {
  demo: boolean
  headless: boolean
  /** Ends with 0 once this many attendance deliveries were verified by the demo's receiver; null runs on. */
  exitAfterDeliveries: number | null
  /** Overrides the system's own place for the site's data. */
  dataDir: string | null
  modelsDir: string | null
  /** `ADDRESS:PORT` of devices that a search for network cameras asks instead of all networks; empty asks those. */
  onvifTargets: string[]
  /** Prints machine-readable moments on stdout, for the benches. */
  trace: boolean
  hidden: boolean
}

/** Reads options; unknown switches belong to Electron and pass. Throws on a value that makes no sense. */
export function readOptions(argv: readonly string[], env: Record<string, string | undefined>): AppOptions {
  const at = argv.findIndex((argument) => argument.startsWith('--exit-after-deliveries'))
  const given = at < 0 ? null : (argv[at]?.split('=')[1] ?? argv[at + 1] ?? '')
  const count = given === null ? null : Number(given)
  if (count !== null && !(Number.isInteger(count) && count > 0)) {
    throw new Error(`--exit-after-deliveries wants a whole number above 0, not "${given}"`)
  }
  return {
    demo: argv.includes('--demo') || count !== null,
    headless: argv.includes('--headless'),
    exitAfterDeliveries: count,
    dataDir: env['MUSTER_DATA_DIR'] || null,
    modelsDir: env['MUSTER_MODELS_DIR'] || null,
    onvifTargets: readTargets(env['MUSTER_ONVIF_PROBE'] ?? ''),
    trace: env['MUSTER_TRACE'] === '1',
    hidden: argv.includes('--hidden')
  }
}

function readTargets(text: string): string[] {
  const targets = text.split(/[\s,]+/).filter(Boolean)
  const odd = targets.find((target) => !/^\d{1,3}(\.\d{1,3}){3}:\d{1,5}$/.test(target))
  if (odd !== undefined) throw new Error(`MUSTER_ONVIF_PROBE wants addresses such as 10.0.0.5:3702, not "${odd}"`)
  return targets
}
