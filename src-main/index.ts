import { app, crashReporter } from 'electron'
import { beginApp } from './app/begin'

// Reports of native crashes stay on this machine, in the data folder.
crashReporter.start({ uploadToServer: false })
beginApp(process.argv, process.env).catch((error: unknown) => {
  process.stderr.write(
    `Muster could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
  )
  app.exit(1)
})
