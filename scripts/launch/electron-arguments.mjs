/**
 * What the executable gets: switches for Chromium, the app's folder, then the options of the app untouched.
 *
 * @param {readonly string[]} appArgs as typed after `npm start --`
 * @param {{ platform: NodeJS.Platform, uid: number | undefined }} host
 * @returns {{ args: string[], headless: boolean }}
 */
export function electronArguments(appArgs, host) {
  const headless = appArgs.includes('--headless')
  // Chromium's sandbox refuses to run as root, which a service or a container often is.
  const switches = host.platform === 'linux' && host.uid === 0 ? ['--no-sandbox'] : []
  if (headless) switches.push('--headless', '--disable-gpu')
  return { args: [...switches, '.', ...appArgs], headless }
}
