/** All zones of the runtime grouped by region, the current one among them even when it is an alias. */
export function timeZoneOptions(current: string): { group: string; options: { value: string; label: string }[] }[] {
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current])].sort()
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const zone of zones) {
    const cut = zone.indexOf('/')
    const region = cut < 0 ? 'UTC' : zone.slice(0, cut)
    const options = groups.get(region) ?? []
    options.push({
      value: zone,
      label: zone
        .slice(cut + 1)
        .replaceAll('_', ' ')
        .replaceAll('/', ' / ')
    })
    groups.set(region, options)
  }
  return [...groups].map(([group, options]) => ({ group, options }))
}
