/**
 * Which way imports run (docs/adr/0002-import-zones.md and the map in CONTRIBUTING.md). Each zone: files under `target` may not
 * import from `from`, but for `except`. Test files live beside their source and obey the same zones.
 */
const zone = (target, from, message, except = []) => ({ target, from, except, message })

const featureRooms = ['cameras', 'gallery', 'attendance', 'webhooks']

/** Rooms of the main side that meet in the outbox and in `app/pipeline`, never directly. */
const apart = featureRooms.map((room) =>
  zone(
    `./src-main/${room}`,
    featureRooms.filter((other) => other !== room).map((other) => `./src-main/${other}`),
    'Features do not import one another: app/ wires them.'
  )
)

export const pathZones = [
  zone(
    './contracts',
    ['./src-main', './src-renderer', './src-preload', './e2e', './bench'],
    'contracts/ is the shared language and knows nobody.'
  ),
  zone(
    './src-renderer',
    ['./src-main', './src-preload', './e2e', './bench'],
    'The renderer imports contracts and itself.'
  ),
  zone('./src-preload', ['./src-main', './src-renderer', './e2e', './bench'], 'The preload imports contracts alone.'),
  zone('./src-main', ['./src-renderer', './src-preload', './bench'], 'The main side does not reach into the page.'),
  zone('./src-main/**/!(*.test).ts', './e2e', 'What ships does not reach into the tests.'),
  zone('./src-main/**/*.test.ts', './e2e', 'Of the end-to-end tests, the fakes alone are for everybody.', ['./fakes']),
  zone('./src-main/platform', './src-main', 'platform/ is the ground floor.', ['./platform']),
  zone(
    './src-main/vision/process',
    './src-main',
    'The vision process imports contracts, platform and its own protocol.',
    ['./platform', './vision/protocol.ts', './vision/protocol', './vision/model-packs.ts', './vision/process']
  ),
  zone('./src-main/vision', './src-main', 'vision-client knows contracts, platform and its protocol.', [
    './platform',
    './vision'
  ]),
  ...apart,
  ...featureRooms.map((room) =>
    zone(
      `./src-main/${room}`,
      ['./src-main/app', './src-main/ipc', './src-main/api'],
      'Features do not know who calls them.'
    )
  ),
  zone('./src-main/ipc', './src-main/app', 'ipc/ is handed its services.'),
  zone('./src-main/storage', './src-main', 'Storage knows no feature but its pure rules.', [
    './storage',
    './platform',
    './attendance/decide-mark.ts',
    './attendance/site-day.ts',
    './attendance/shifts',
    './webhooks/dialects',
    './webhooks/doctor',
    './webhooks/ledger',
    './webhooks/retry-policy.ts',
    './webhooks/samples.ts',
    './webhooks/sign.ts'
  ]),
  zone(
    [
      './src-main/attendance/decide-mark.ts',
      './src-main/attendance/site-day.ts',
      './src-main/attendance/shifts',
      './src-main/webhooks/sign.ts',
      './src-main/webhooks/retry-policy.ts',
      './src-main/webhooks/samples.ts',
      './src-main/webhooks/dialects',
      './src-main/webhooks/ledger'
    ],
    './src-main',
    'Pure: input, state, policy and now in; a value out.',
    [
      './attendance/shifts',
      './webhooks/dialects',
      './webhooks/ledger',
      './webhooks/retry-policy.ts',
      './webhooks/samples.ts',
      './attendance/site-day.ts',
      './platform/backoff.ts',
      './storage/api.ts'
    ]
  )
]

const nodeBuiltins = { group: ['node:*'], message: 'No Node here.' }
const noElectron = {
  group: ['electron', 'electron/*'],
  message: 'Only app/ and ipc/register know Electron; app/ injects.'
}
const only = (name, where) => ({ group: [name], message: `Only ${where} imports ${name}.` })
const natives = {
  onnx: only('onnxruntime-node', 'vision/process/worker/onnx-session'),
  sqlite: only('better-sqlite3', 'storage/worker'),
  jpeg: only('@julusian/jpeg-turbo', 'vision/process/worker/jpeg-encoder and jpeg-decoder'),
  undici: only('undici', 'webhooks/endpoint-pools and its exchange')
}
const sourceFiles = (folder) => [`${folder}/**/*.ts`, `${folder}/**/*.tsx`]
const restrict = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] }
})

const allNatives = Object.values(natives)
const tests = ['**/*.test.ts', '**/*.test.tsx']

/** Which packages a room may import. Later entries replace earlier ones for the same file. */
export const packageZones = [
  restrict(sourceFiles('contracts'), [nodeBuiltins, noElectron, ...allNatives], tests),
  restrict(sourceFiles('src-renderer'), [nodeBuiltins, noElectron, ...allNatives], tests),
  restrict(sourceFiles('src-main'), [noElectron, ...allNatives], tests),
  restrict(
    ['src-main/app/**/*.ts', 'src-main/index.ts'],
    [{ group: ['electron'], importNames: ['ipcMain'], message: 'Only ipc/register touches ipcMain.' }, ...allNatives],
    tests
  ),
  restrict(['src-main/ipc/register.ts'], allNatives),
  restrict(
    ['src-main/vision/process/worker/jpeg-encoder.ts', 'src-main/vision/process/worker/jpeg-decoder.ts'],
    [noElectron, natives.onnx, natives.sqlite, natives.undici]
  ),
  restrict(['src-main/vision/process/worker/onnx-session.ts'], [noElectron, natives.sqlite, natives.undici]),
  restrict(['src-main/storage/worker/**/*.ts'], [noElectron, natives.onnx, natives.undici], tests),
  restrict(
    ['src-main/webhooks/endpoint-pools.ts', 'src-main/webhooks/exchange.ts'],
    [noElectron, natives.onnx, natives.sqlite]
  )
]
