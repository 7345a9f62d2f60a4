// npm run bench:people [-- --people 100000]: how long a search and a list of people take, as the screen asks for them.
//
// Everybody is enrolled through the storage writer into a real database; the reader answers on a connection of its own.
// A search is one page with its count, of words as people type them: parts of names, numbers, e-mail addresses, phones
// and teams, common ones and rare ones, one letter and several words. A list is a page without a search, by turns the
// first, a later one, one under filters, and one of those without references.
import { measurePeople } from './people/measure-people'

const given = process.argv.indexOf('--people')
const people = given > 0 ? Number(process.argv[given + 1]) : 100_000
if (!Number.isInteger(people) || people < 1) throw new Error('--people wants a number of people')
console.log(JSON.stringify(await measurePeople(people, (words) => console.error(words))))
