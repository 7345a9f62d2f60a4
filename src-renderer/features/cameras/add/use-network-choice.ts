import { useState } from 'react'
import type { NetworkCamera, OnvifProfile } from '../../../../contracts/cameras'
import type { MusterError } from '../../../../contracts/result'
import { useCall } from '../../../data/use-channel'
import type { CameraDraft } from '../camera-draft'
import { recommendedProfile } from '../source/stream-choice'

/** A camera that was found on the network, and the streams it named once somebody was let in. Kept between the steps. */
export interface NetworkChoice {
  chosen: NetworkCamera | null
  username: string
  password: string
  profiles: OnvifProfile[] | null
  /** The stream that is taken. */
  profile: OnvifProfile | null
  asking: boolean
  error: MusterError | null
  choose(camera: NetworkCamera): void
  type(login: { username?: string; password?: string }): void
  /** Asks the camera for its streams. */
  ask(): void
  take(profile: OnvifProfile): void
}

const nobody = { username: '', password: '' }

export function useNetworkChoice(change: (update: (before: CameraDraft) => CameraDraft) => void): NetworkChoice {
  const [chosen, setChosen] = useState<NetworkCamera | null>(null)
  const [login, setLogin] = useState(nobody)
  const [profiles, setProfiles] = useState<OnvifProfile[] | null>(null)
  const [profile, setProfile] = useState<OnvifProfile | null>(null)

  const take = (next: OnvifProfile) => {
    setProfile(next)
    change((before) => ({
      ...before,
      ...{ kind: 'rtsp' as const, url: next.url, ...login },
      name: before.name || (chosen?.name ?? '').slice(0, 120)
    }))
  }
  const ask = useCall('cameras.onvifProfiles', {
    onSuccess: (answer) => {
      setProfiles(answer)
      const first = recommendedProfile(answer) ?? answer[0]
      if (first) take(first)
    }
  })
  const forget = () => {
    ask.reset()
    setProfiles(null)
    setProfile(null)
    change((before) => ({ ...before, url: '' }))
  }
  return {
    ...login,
    ...{ chosen, profiles, profile },
    asking: ask.isPending,
    error: ask.error,
    choose: (camera) => {
      forget()
      setChosen(camera)
    },
    type: (part) => {
      forget()
      setLogin((before) => ({ ...before, ...part }))
    },
    ask: () => chosen && ask.mutate({ address: chosen.address, ...login }),
    take
  }
}
