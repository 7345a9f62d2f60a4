import type { PersonInput } from '../../contracts/domain/person'

const given = ['Ana', 'José', 'María', 'Wei', 'Özil', 'Fatima', 'John', 'Olga', 'Lucía', 'Ibrahim', 'Zoë', 'Mateusz', 'Priya', 'Kenji'] // prettier-ignore
const family = ['García', 'López', 'Schmidt', 'Kowalski', 'Nguyen', 'Singh', 'Tanaka', 'O’Connor', 'Müller', 'Rossi', 'Dubois', 'Silva', 'Ivanov', 'Haddad'] // prettier-ignore
const syllables = ['ba', 'co', 'du', 'fe', 'gi', 'ka', 'lo', 'mu', 'ne', 'pi', 'ra', 'so', 'tu', 've', 'zi']

/** Numbers below `n`, the same in every run (Numerical Recipes' linear congruential generator). */
export function makeDice(seed: number): (n: number) => number {
  let state = seed >>> 0
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

/** A made person; names are common and rare ones mixed, as on a site of many. */
export function madePerson(at: number, dice: (n: number) => number): PersonInput {
  const rare = Array.from({ length: 3 }, () => syllables[dice(syllables.length)]).join('')
  const name = `${given[dice(given.length)]} ${family[dice(family.length)]} ${rare.charAt(0).toUpperCase()}${rare.slice(1)}`
  const address = name
    .normalize('NFKD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.')
  return {
    name,
    externalId: `E-${100_000 + at}`,
    status: dice(20) === 0 ? 'left' : dice(40) === 0 ? 'suspended' : 'active',
    email: `${address}${at % 100}@example.com`,
    phone: `+34 6${String(dice(100_000_000)).padStart(8, '0')}`,
    team: `Team ${1 + dice(200)}`,
    source: 'import',
    metadata: { department: `Department ${dice(30)}` }
  }
}

/** What operators type, each of another kind. */
export function madeSearch(person: PersonInput, kind: number): string {
  const [first = '', second = '', rare = ''] = person.name.split(' ')
  const kinds = [
    first.slice(0, 1),
    second.slice(0, 2),
    first,
    second.toLowerCase(),
    rare,
    `${rare.slice(0, 4)} ${second.slice(0, 3)}`,
    person.name,
    person.externalId ?? '',
    (person.email ?? '').split('@')[0] ?? '',
    (person.phone ?? '').replace(/\D/g, '').slice(-6),
    person.team ?? '',
    `${rare}x`
  ]
  return kinds[kind % kinds.length] ?? ''
}
