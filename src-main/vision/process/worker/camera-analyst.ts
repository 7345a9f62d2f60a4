import type { Sighting } from '../../../../contracts/domain/attendance'
import type { FaceQuality, OverlayFace } from '../../../../contracts/domain/face'
import { makeId } from '../../../../contracts/domain/ids'
import type { RecognitionConfig } from '../../protocol'
import type { ScoredBox } from './boxes'
import { dot } from './embedder'
import { faceCrop } from './face-crop'
import type { FaceLook } from './look-at-face'
import { lookAtFace } from './look-at-face'
import type { GallerySnapshot } from './matcher'
import { matchProbe } from './matcher'
import type { FaceModels } from './models'
import type { Picture } from './picture'
import type { Track } from './track'
import { addLiveness, addTemplate, addVote, beginTrack, forgetMatches, overlayOf } from './track'
import { assignBoxes, follow, isOver } from './tracker'
import type { Verdict, VerdictRules } from './verdict'
import { decideVerdict, verdictNeeds } from './verdict'
import type { AnalysisSettings } from './worker-messages'

export interface AnalystDeps {
  models: FaceModels
  newUlid: () => string
  /** Epoch milliseconds. */
  now: () => number
}

/** What holds for all cameras of a worker. */
export interface SiteKnowledge {
  config: RecognitionConfig
  /** Null until the first one arrives: nobody is called a stranger before. */
  gallery: GallerySnapshot | null
}

export interface AnalysisFrame {
  full: Picture
  /** The same picture, scaled to fit the detector. */
  detector: Picture
  ptsMs: number
  capturedAt: number
}

export interface FrameResult {
  boxes: ScoredBox[]
  faces: OverlayFace[]
  sightings: Sighting[]
}

/** Every picture until a verdict, then this often, ms: what bounds the cost of somebody who stays. */
const relookMs = 450
const recheckLivenessMs = 2000
/** Cosine below which a followed face has become another person's, and from which a new box continues a lost track. */
const anotherPerson = 0.2
const samePerson = 0.5

/** Turns the pictures of one camera into tracks, verdicts and sightings. Pictures must come one at a time, in order. */
export class CameraAnalyst {
  private tracks: Track[] = []
  private galleryVersion: number | null = null

  constructor(
    public settings: AnalysisSettings,
    private readonly deps: AnalystDeps
  ) {}

  /** Forgets everybody: a decoder has started anew and its times with it. */
  reset(): void {
    this.tracks = []
  }

  async analyse(frame: AnalysisFrame, site: SiteKnowledge): Promise<FrameResult> {
    this.noticeGallery(site)
    const { full, detector, ptsMs } = frame
    const boxes = await this.deps.models.detector.detectFitted(
      detector,
      full.width / detector.width,
      full.height / detector.height
    )
    const known = this.tracks.filter((track) => !isOver(track, ptsMs, 1000 / this.settings.analysisFps))
    const assigned = assignBoxes(known, boxes, ptsMs)
    const missed = new Set(known.filter((_, index) => !assigned.includes(index)))
    const seen: Track[] = []
    const sightings: Sighting[] = []
    for (const [index, box] of boxes.entries()) {
      const followed = known[assigned[index] ?? -1]
      if (followed && !this.mustLook(followed, ptsMs)) {
        follow(followed, box, ptsMs)
        seen.push(followed)
        continue
      }
      const look = await lookAtFace(this.deps.models, full, box, site.config.minEyeDistancePx, false)
      const track = this.trackOf(followed, missed, look, box, frame)
      seen.push(track)
      const sighting = await this.judge(track, look, frame, site)
      if (sighting) sightings.push(sighting)
    }
    this.tracks = [...seen, ...known.filter((track) => !seen.includes(track))]
    return { boxes, faces: seen.map(overlayOf), sightings }
  }

  private mustLook(track: Track, ptsMs: number): boolean {
    return track.standing.kind === 'checking' || ptsMs - track.lookedAtMs >= relookMs
  }

  /** Whose face this is: the followed track's, a lost one's that looks alike, or somebody new. */
  private trackOf(
    followed: Track | undefined,
    missed: Set<Track>,
    look: FaceLook,
    box: ScoredBox,
    frame: AnalysisFrame
  ): Track {
    const likeness = (track: Track) => (track.template && look.template ? dot(track.template, look.template) : null)
    if (followed && (likeness(followed) ?? 1) >= anotherPerson) {
      follow(followed, box, frame.ptsMs)
      return followed
    }
    for (const lost of missed) {
      if ((likeness(lost) ?? -1) < samePerson) continue
      missed.delete(lost)
      follow(lost, box, frame.ptsMs)
      return lost
    }
    return beginTrack(makeId('track', this.deps.newUlid()), box, frame.ptsMs, frame.capturedAt)
  }

  private async judge(
    track: Track,
    { quality, template }: FaceLook,
    frame: AnalysisFrame,
    site: SiteKnowledge
  ): Promise<Sighting | null> {
    track.lookedAtMs = frame.ptsMs
    track.quality = quality
    track.poorLooks = template ? 0 : track.poorLooks + 1
    if (!template) return null
    addTemplate(track, template)
    await this.checkLiveness(track, frame)
    if (!site.gallery) return null
    addVote(track, { match: matchProbe(site.gallery, template), weight: quality.score })
    const rules = this.rules(site.config)
    const verdict = decideVerdict(
      { votes: track.votes, liveness: track.liveness, galleryEmpty: site.gallery.people.length === 0 },
      rules
    )
    if (verdict.kind === 'checking') return null
    this.adopt(track, verdict, frame)
    if (!this.isDue(track, verdict, frame.ptsMs, site.config.repeatMs)) return null
    return this.sighting(track, verdict, quality, rules, frame, site)
  }

  /** A track that turns out to be another person than it was named is that person's from here on, under an id of its own. */
  private adopt(track: Track, verdict: Verdict, frame: AnalysisFrame): void {
    const before = track.standing
    if (before.personId !== null && verdict.personId !== null && before.personId !== verdict.personId) {
      track.id = makeId('track', this.deps.newUlid())
      track.firstSeenAt = frame.capturedAt
      track.namedAtMs = null
      track.reported = { stranger: false, spoof: false }
    }
    track.standing = verdict
  }

  private isDue(track: Track, verdict: Verdict, ptsMs: number, repeatMs: number): boolean {
    if (verdict.kind === 'recognized') {
      if (track.namedAtMs !== null && ptsMs - track.namedAtMs < repeatMs) return false
      track.namedAtMs = ptsMs
      return true
    }
    const kind = verdict.kind === 'spoof' ? 'spoof' : 'stranger'
    if (track.reported[kind]) return false
    track.reported[kind] = true
    return true
  }

  /** On the first good pictures of a track and then sparsely: it is the dearest of all runs. */
  private async checkLiveness(track: Track, { full, ptsMs }: AnalysisFrame): Promise<void> {
    const { liveness } = this.deps.models
    if (!liveness || !this.settings.livenessRequired) return
    const young = track.liveness.length < verdictNeeds.livenessKept
    if (young || ptsMs - track.livenessAtMs >= recheckLivenessMs)
      addLiveness(track, await liveness.score(full, track.box), ptsMs)
  }

  private rules(config: RecognitionConfig): VerdictRules {
    const asked = this.settings.livenessRequired && this.deps.models.liveness !== null
    return {
      matchThreshold: this.settings.matchThreshold ?? config.matchThreshold,
      margin: config.margin,
      livenessThreshold: asked ? config.livenessThreshold : null
    }
  }

  private sighting(
    track: Track,
    verdict: Verdict,
    quality: FaceQuality,
    rules: VerdictRules,
    frame: AnalysisFrame,
    site: SiteKnowledge
  ): Sighting {
    const { x1, y1, x2, y2 } = track.box
    return {
      id: makeId('sighting', this.deps.newUlid()),
      cameraId: this.settings.id,
      trackId: track.id,
      verdict: verdict.kind === 'checking' ? 'stranger' : verdict.kind,
      personId: verdict.personId,
      score: verdict.score,
      secondScore: verdict.secondScore,
      threshold: rules.matchThreshold,
      refusal: verdict.refusal,
      liveness: verdict.liveness,
      quality,
      model: this.deps.models.template,
      galleryVersion: site.gallery?.version ?? 0,
      firstSeenAt: track.firstSeenAt,
      capturedAt: frame.capturedAt,
      framePtsMs: frame.ptsMs,
      decidedAt: this.deps.now(),
      box: { x1, y1, x2, y2 },
      frameWidth: frame.full.width,
      frameHeight: frame.full.height,
      crop: site.config.keepCrops ? faceCrop(frame.full, track.box) : null
    }
  }

  private noticeGallery({ gallery }: SiteKnowledge): void {
    if (!gallery || gallery.version === this.galleryVersion) return
    this.galleryVersion = gallery.version
    const enrolled = new Set(gallery.people.map((person) => person.personId))
    for (const track of this.tracks) forgetMatches(track, (personId) => enrolled.has(personId))
  }
}
