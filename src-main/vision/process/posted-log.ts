import type { Log, LogFields, LogLevel } from '../../platform/log'
import type { FromVision } from '../protocol'

/** A log whose lines travel to main, which owns the file. */
export function createPostedLog(post: (message: FromVision) => void, name: string): Log {
  const write = (level: LogLevel) => (fields: LogFields, message: string) =>
    post({ type: 'log', level, name, fields, message })
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (child) => createPostedLog(post, `${name}.${child}`)
  }
}
