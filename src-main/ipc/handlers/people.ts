import { MusterError } from '../../../contracts/result'
import { exportPeople, peopleFileName } from '../../gallery/export-people'
import type { Services } from '../services'
import type { HandlersOf } from './index'

export function peopleHandlers(
  services: Services
): HandlersOf<'people'> & HandlersOf<'enrolment'> & HandlersOf<'comparison'> {
  const { reader, writer, enrolment, comparison } = services
  return {
    'people.list': (query) => reader.people(query),
    'people.get': async ({ id }) => {
      const found = await reader.person(id)
      if (found === null) throw new MusterError('not_found', 'This person is not enrolled, or was erased.')
      return found
    },
    'people.update': async ({ id, person }) => {
      const written = await writer.updatePerson(id, person)
      services.changed(['people', 'attendance', 'sightings'], written)
      services.galleryChanged([id])
      return written.value
    },
    'people.updateMany': async ({ ids, change }) => {
      const written = await writer.updatePeople(ids, change)
      services.changed(['people'], written)
      return written.value
    },
    'people.vocabulary': () => reader.peopleVocabulary(),
    'people.export': async ({ filter, bom }) => {
      const { timeZone } = await reader.settings()
      const file = await services.shell.saveFile(peopleFileName(services.now(), timeZone))
      return file === null ? null : { file, people: await exportPeople(reader, { file, filter, bom }) }
    },
    'people.erase': async ({ id }) => {
      const written = await writer.erasePerson(id)
      services.changed(['people', 'attendance', 'sightings', 'deliveries', 'endpoints'], written)
      services.galleryChanged([id])
      return written.value
    },
    'people.removeReference': async ({ id }) => {
      const person = await writer.removeReference(id)
      services.changed(['people'])
      services.galleryChanged([person.id])
      return null
    },
    'comparison.verify': (input) => comparison.verify(input),
    'comparison.identify': (input) => comparison.identify(input),
    'enrolment.fromPhoto': ({ picture }) => enrolment.fromPhoto(picture),
    'enrolment.fromCamera': ({ cameraId }) => enrolment.fromCamera(cameraId),
    'enrolment.commit': async (input) => {
      const written = await enrolment.commit(input)
      services.changed(['people'], written)
      services.galleryChanged([written.value.personId])
      return written.value
    }
  }
}
