// npm start -- [options of the app]: sets up what is missing, then opens the app.
// MUSTER_SKIP_SETUP=1 opens it as it is. Ctrl+C and SIGTERM reach the app, which ends in order.
import { electronArguments } from './launch/electron-arguments.mjs'
import { superviseChild } from './launch/supervise-child.mjs'
import { hasDisplay, startVirtualDisplay } from './launch/virtual-display.mjs'
import { runSetup } from './setup/index.mjs'
import { rootDir } from './setup/paths.mjs'
import { executableOf, requireRuntime, runtimeEnvironment } from './setup/runtime.mjs'

/** @returns {Promise<number>} exit code */
async function start() {
  if (process.env['MUSTER_SKIP_SETUP'] !== '1' && !(await runSetup())) return 1
  const runtime = requireRuntime()
  const host = { platform: process.platform, uid: process.getuid?.(), hasDisplay: hasDisplay() }
  const { args, needsDisplay } = electronArguments(process.argv.slice(2), host)
  const env = runtimeEnvironment()
  if (!needsDisplay) return superviseChild(executableOf(runtime), args, { cwd: rootDir, env })
  const virtual = await startVirtualDisplay()
  console.log(`start  no display here: the window opens on a virtual one (${virtual.display})`)
  try {
    return await superviseChild(executableOf(runtime), args, {
      cwd: rootDir,
      env: { ...env, DISPLAY: virtual.display }
    })
  } finally {
    await virtual.stop()
  }
}

try {
  process.exitCode = await start()
} catch (error) {
  console.error(`start  ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
