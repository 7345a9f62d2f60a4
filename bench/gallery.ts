// npm run bench:gallery [-- --n 100000]: how long the exact search of a gallery takes, and that it misses nobody.
//
// The templates are made, not taken from faces: a centre per person, and each template that centre with noise of its own,
// so that cosines lie as those of real templates of 512 numbers do. One thread searches; the floor is the same loops
// over the same bytes with additions in place of products, measured by turns with the searches.
import { makeGallery } from './gallery/made-gallery'
import { measureGallery } from './gallery/measure-gallery'

const dimension = 512
const templatesPerPerson = 4
const given = process.argv.indexOf('--n')
const sizes = given > 0 ? [Number(process.argv[given + 1])] : [100_000, 400_000]
if (!sizes.every((n) => Number.isInteger(n) && n > 0)) throw new Error('--n wants a number of templates')

for (const n of sizes) {
  const made = makeGallery({ templates: n, templatesPerPerson, dimension, seed: 20_260_101 })
  const { figures, notes } = measureGallery(made)
  console.error(`${n} made templates: ${notes}`)
  console.log(JSON.stringify({ n, ...figures, people: made.people, threads: 1 }))
}
