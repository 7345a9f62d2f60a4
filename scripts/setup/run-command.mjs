import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 127 when the program does not exist, 128 when it was ended by a signal
 * @property {string} stdout
 * @property {string} stderr
 * @property {string} tail the last lines of both, for error messages
 */

const keptCharacters = 4_000_000

/**
 * Runs a program without a shell and collects what it says. Never rejects: a failure is an exit code.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true
    })
    let stdout = ''
    let stderr = ''
    const timer =
      options.timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.timeoutMs)
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (stdout.length < keptCharacters) stdout += text
      options.onOutput?.(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      if (stderr.length < keptCharacters) stderr += text
      options.onOutput?.(text)
    })
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer)
      resolve({ code, stdout, stderr, tail: lastLines(`${stdout}\n${stderr}`, 12) })
    }
    child.on('error', (error) => {
      stderr += error.message
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 128))
  })
}

/**
 * @param {string} text
 * @param {number} count
 * @returns {string} the last `count` lines that are not empty
 */
export function lastLines(text, count) {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n')
}

/**
 * @param {string} program name without a path
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean} whether PATH has it
 */
export function isOnPath(program, env = process.env) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  return (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).some((folder) =>
    suffixes.some((suffix) => {
      try {
        accessSync(path.join(folder, program + suffix), constants.X_OK)
        return folder !== ''
      } catch {
        return false
      }
    })
  )
}

/**
 * npm as a program and first arguments. Under `npm run`, the very npm that runs is used again; on Windows `npm.cmd`
 * cannot be started without a shell, so that the script of npm is preferred there too.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(env = process.env) {
  const script = env['npm_execpath']
  if (script !== undefined && /npm-cli\.(c|m)?js$/.test(script)) return { command: process.execPath, args: [script] }
  if (process.platform !== 'win32') return { command: 'npm', args: [] }
  const beside = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  return { command: process.execPath, args: [beside] }
}
