import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Candidate } from '../../../../contracts/enrolment'
import { MusterError } from '../../../../contracts/result'
import { useClient } from '../../../data/client-context'
import type { Draft } from './enrol-draft'
import { addShot } from './enrol-draft'

/** What is read, how far it came, and what came of it. */
export interface CaptureJob {
  id: number
  from: 'camera' | 'photo'
  name: string
  state: 'waiting' | 'reading' | 'done' | 'failed'
  faces: number
  error: string | null
}

/** Formats that main can decode, and the most bytes it takes. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp']
/** Why a picture was not read, as far as there are words for it. */
const unreadable = ['empty', 'cut_off', 'damaged', 'too_large', 'format_not_read'] as const
const mostBytes = 20_000_000

/**
 * Turns photos and camera pictures into shots of the draft. Photos are read one after the other, since each waits for the
 * recognition anyway; closing the dialog stops the rest.
 */
export function useShots(change: (next: (draft: Draft) => Draft) => void) {
  const { t } = useTranslation('people')
  const client = useClient()
  const [jobs, setJobs] = useState<CaptureJob[]>([])
  const [capturing, setCapturing] = useState(false)
  const nextId = useRef(0)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])

  const words = (thrown: unknown): string => {
    if (!(thrown instanceof MusterError)) return String(thrown)
    const { code, details } = thrown
    if (code === 'image_unreadable') {
      const reason = unreadable.find((known) => known === details?.['reason'])
      return t(`captureFailed.${reason ?? code}`)
    }
    if (code === 'vision_down' || code === 'timeout') return t(`captureFailed.${code}`)
    return thrown.message
  }
  const put = (id: number, part: Partial<CaptureJob>) =>
    setJobs((before) => before.map((job) => (job.id === id ? { ...job, ...part } : job)))

  const take = async (id: number, source: string, look: () => Promise<Candidate[]>) => {
    if (gone.current) return
    put(id, { state: 'reading' })
    try {
      const candidates = await look()
      if (gone.current) return
      change((draft) => addShot(draft, { id: `${id}`, source, candidates }))
      put(id, { state: 'done', faces: candidates.length })
    } catch (thrown) {
      put(id, { state: 'failed', error: words(thrown) })
    }
  }
  const begin = (from: CaptureJob['from'], name: string): number => {
    const id = nextId.current++
    setJobs((before) => [{ id, from, name, state: 'waiting', faces: 0, error: null }, ...before])
    return id
  }

  const addPhotos = (files: readonly File[]) => {
    for (const file of files) {
      const id = begin('photo', file.name)
      if (!photoTypes.includes(file.type)) put(id, { state: 'failed', error: t('captureFailed.type') })
      else if (file.size > mostBytes) put(id, { state: 'failed', error: t('captureFailed.size') })
      else {
        queue.current = queue.current.then(() =>
          take(id, file.name, async () =>
            client.call('enrolment.fromPhoto', { picture: new Uint8Array(await file.arrayBuffer()) })
          )
        )
      }
    }
  }
  const capture = async (cameraId: string, cameraName: string) => {
    setCapturing(true)
    await take(begin('camera', cameraName), cameraName, () => client.call('enrolment.fromCamera', { cameraId }))
    setCapturing(false)
  }
  return { jobs, capturing, addPhotos, capture }
}
