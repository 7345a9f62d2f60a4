import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const at = (path: string) => resolve(root, path)

const versionOf = (file: string) => (JSON.parse(readFileSync(at(file), 'utf8')) as { version: string }).version
const buildInfo = {
  __MUSTER_VERSION__: JSON.stringify(versionOf('package.json')),
  __ELECTRON_PINNED__: JSON.stringify(versionOf('node_modules/electron/package.json')),
  __ONNXRUNTIME_VERSION__: JSON.stringify(versionOf('node_modules/onnxruntime-node/package.json'))
}

/** One bundle per process or thread of the main side; the names are what `app/` starts them by. */
const entries = {
  index: at('src-main/index.ts'),
  'storage-writer': at('src-main/storage/worker/writer-entry.ts'),
  'storage-reader': at('src-main/storage/worker/reader-entry.ts'),
  'workbook-writer': at('src-main/attendance/export/workbook-entry.ts'),
  'vision-process': at('src-main/vision/process/entry.ts'),
  'vision-worker': at('src-main/vision/process/worker/entry.ts'),
  'pack-process': at('src-main/vision/process/pack/entry.ts'),
  'onvif-process': at('src-main/cameras/onvif/process/entry.ts'),
  'demo-receiver': at('src-main/app/demo/receiver-entry.ts')
}

/** Packages with binaries stay outside; everything else is bundled, so that a package ships no other node_modules. */
const native = ['electron', 'better-sqlite3', 'onnxruntime-node', '@julusian/jpeg-turbo', 'node-webcam']

export default defineConfig({
  main: {
    define: buildInfo,
    // fflate's build for Node declares a `require` of its own, which collides with the one that bundles begin with.
    resolve: { alias: { fflate: at('node_modules/fflate/esm/browser.js') } },
    build: {
      outDir: at('out/main'),
      target: 'node20.18',
      externalizeDeps: false,
      sourcemap: true,
      lib: { entry: entries, formats: ['es'] },
      rolldownOptions: {
        external: [...native, /^node:/],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: 'node20.18',
      externalizeDeps: false,
      // A sandboxed preload must be CommonJS.
      lib: { entry: { index: at('src-preload/index.ts') } },
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: '[name].cjs' } }
    }
  },
  renderer: {
    root: at('src-renderer'),
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      minify: true,
      rolldownOptions: { input: { index: at('src-renderer/index.html') } }
    },
    plugins: [react()]
  }
})
