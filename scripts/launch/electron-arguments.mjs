/**
 * What the executable gets: switches for Chromium, the app's folder, then the options of the app untouched.
 *
 * @param {readonly string[]} appArgs as typed after `npm start --`
 * @param {{ platform: NodeJS.Platform, uid: number | undefined, hasDisplay: boolean }} host
 * @returns {{ args: string[], needsDisplay: boolean }} needsDisplay: whether a virtual one must be started first
 */
export function electronArguments(appArgs, host) {
  const headless = appArgs.includes('--headless')
  const needsDisplay = !headless && !host.hasDisplay
  // Chromium's sandbox refuses to run as root, which a service or a container often is.
  const switches = host.platform === 'linux' && host.uid === 0 ? ['--no-sandbox'] : []
  if (headless) switches.push('--headless', '--disable-gpu')
  // Without a desktop there is no D-Bus and no GPU either, and Chromium would say so in a dozen lines among the app's own.
  if (headless || needsDisplay) switches.push('--log-level=3')
  return { args: [...switches, '.', ...appArgs], needsDisplay }
}
