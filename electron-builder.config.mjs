import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const runtime = JSON.parse(readFileSync(new URL('.cache/runtime.json', import.meta.url), 'utf8'))

/** What the main side leaves outside its bundles: packages with binaries. All else is inside out/. */
const natives = ['better-sqlite3', 'onnxruntime-node', '@julusian/jpeg-turbo', 'node-webcam']

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'invalid.muster.desktop',
  productName: 'Muster',
  executableName: 'muster',
  copyright: 'The Muster developers, Apache-2.0',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  // The runtime that setup chose and proved; nothing is downloaded or rebuilt at this point.
  electronVersion: runtime.version,
  electronDist: '.cache/electron/dist',
  npmRebuild: false,
  nodeGypRebuild: false,
  buildDependenciesFromSource: false,
  electronLanguages: ['en-US'],
  files: [
    'out/**/*',
    'package.json',
    '!**/*.map',
    '!**/*.{md,d.ts,d.mts,d.cts}',
    '!node_modules/**/{test,tests,__tests__,docs,example,examples}/**',
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}',
    '!node_modules/better-sqlite3/build/!(Release)/**',
    '!node_modules/better-sqlite3/build/Release/!(better_sqlite3.node)',
    // Only this platform's inference engine: all of them together are 288 MB.
    '!node_modules/onnxruntime-node/bin/**',
    'node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/**',
    '!node_modules/onnxruntime-node/script/**',
    '!node_modules/@julusian/jpeg-turbo/{prebuilds,deps,src,CMakeLists.txt}/**',
    'node_modules/@julusian/jpeg-turbo/prebuilds/jpeg-turbo-${platform}-${arch}/**'
  ],
  asar: true,
  asarUnpack: natives.map((name) => `node_modules/${name}/**`),
  extraResources: [
    { from: 'models', to: 'models', filter: ['manifest.json', 'built/*.onnx'] },
    { from: 'resources', to: 'resources', filter: ['**/*', '!icons/*.svg', '!demo/made-from.json'] },
    { from: 'LICENSE', to: 'LICENSE' },
    { from: 'THIRD_PARTY_NOTICES.md', to: 'THIRD_PARTY_NOTICES.md' }
  ],
  // Electron's launcher of other apps; a product has no use for it.
  afterPack: ({ appOutDir, packager }) =>
    rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true }),
  // Nobody may run the installed app as Node, inspect it or load code from beside the archive.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    // Electron checks the archive's hash on these two systems; on Linux it has nowhere to keep it.
    enableEmbeddedAsarIntegrityValidation: process.platform === 'darwin' || process.platform === 'win32'
  },
  linux: {
    target: ['dir'],
    icon: 'resources/icons/linux',
    category: 'Office',
    synopsis: 'Face attendance that stays on your machine',
    maintainer: 'The Muster developers <developers@muster.invalid>'
  },
  deb: {
    depends: [
      'libgtk-3-0 | libgtk-3-0t64',
      'libnotify4',
      'libnss3',
      'libxss1',
      'libxtst6',
      'libasound2 | libasound2t64',
      'libgbm1',
      'libsecret-1-0',
      'ffmpeg'
    ],
    recommends: ['fswebcam', 'gnome-keyring']
  },
  win: { target: ['dir', 'nsis'], icon: 'resources/icons/icon.ico' },
  // The data folder lies outside the installation: an update or a removal never touches a site's data.
  nsis: {
    oneClick: false,
    perMachine: true,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false
  },
  mac: {
    target: ['dir', 'dmg'],
    icon: 'resources/icons/icon.icns',
    category: 'public.app-category.business',
    extendInfo: { NSCameraUsageDescription: 'Muster reads the cameras that you set up to record attendance.' }
  }
}
