import type { Sighting } from '../../../../contracts/domain/attendance'
import { makeId } from '../../../../contracts/domain/ids'
import type { AnalysisFrame, FrameResult } from './analysis-frame'
import type { ScoredBox } from './boxes'
import { dot } from './embedder'
import type { FaceObserver } from './face-observer'
import { FaceFinder } from './find-faces'
import { glimpseOf } from './glimpse'
import type { CosineRules, Identified, LookedAt } from './identity'
import { identify, identityRulesIn } from './identity'
import type { SiteKnowledge } from './judging'
import { forgetPerson, isRenamed, judge, livenessIsDue, noteLook, takeIfDue } from './judging'
import type { FaceLook } from './look-at-face'
import { lookAtFace } from './look-at-face'
import type { Effort, FramePlan } from './look-plan'
import { chooseLooks, planFrame } from './look-plan'
import type { FaceModels } from './models'
import { overlayOf } from './overlay-face'
import type { Picture } from './picture'
import { sightingOf } from './sightings'
import type { Track } from './track'
import { addLiveness, beginTrack, forgetMatches, isDecided } from './track'
import type { Followed } from './tracker'
import { associate, contested, expectedBox, follow, isOver } from './tracker'
import type { VerdictRules } from './verdict'
import type { AnalysisSettings } from './worker-messages'
import { isLookedAt } from './zones'

export interface AnalystDeps {
  models: FaceModels
  newUlid: () => string
  /** Epoch milliseconds. */
  now: () => number
}

/** A face of this picture and the track that its place gave it. */
interface Placed {
  box: ScoredBox
  track: Track | null
}

/** Boxes from this share of the detector's threshold on may continue a track; only those above it begin one. */
const faintShare = 0.5
/**
 * Likeness of a face's glimpses in two pictures in a row below which something has come in its place. Five pictures a second
 * of the clips: one person .71 or more in 95 of 100, two people .58 at most.
 */
const sameGlimpse = 0.68

/** Turns the pictures of one camera into tracks, verdicts and sightings. Pictures must come one at a time, in order. */
export class CameraAnalyst {
  /** Who follows faces of this camera in every picture. */
  readonly observers = new Set<FaceObserver>()
  private tracks: Track[] = []
  private galleryVersion: number | null = null
  private readonly identity: CosineRules
  /** Pictures since the last that was searched; the first always is. */
  private predicted = Infinity

  private readonly finder: FaceFinder

  constructor(
    public settings: AnalysisSettings,
    private readonly deps: AnalystDeps
  ) {
    this.finder = new FaceFinder(deps.models.detector)
    this.identity = identityRulesIn(deps.models.thresholds.verify)
  }

  /** Forgets everybody: a decoder has started anew and its times with it. */
  reset(): void {
    this.tracks = []
  }

  async analyse(frame: AnalysisFrame, site: SiteKnowledge, effort: Effort = 'ample'): Promise<FrameResult> {
    this.noticeGallery(site)
    const { full, detector, ptsMs } = frame
    this.tracks = this.tracks.filter((track) => !isOver(track, ptsMs, 1000 / this.settings.analysisFps))
    const close = contested(this.tracks, ptsMs)
    const plan = this.plan(effort, close)
    if (plan === 'predict') return this.predict(full, ptsMs)
    this.predicted = 0
    const { models } = this.deps
    const anywhere = await this.finder.find({
      ...{ full, detector, zoom: this.settings.zoom, minEyeDistancePx: this.minEyeDistance(site) },
      followed: this.tracks.map((track) => expectedBox(track, ptsMs)),
      leastScore: models.detector.threshold * faintShare
    })
    // Before anything else is done with a face: of one that is shut out nothing is looked at, kept or shown.
    const found = anywhere.filter((box) => isLookedAt(box, full, this.settings))
    const isSure = ({ score }: ScoredBox) => score >= models.detector.threshold
    const boxes = found.filter(isSure)
    const faint = found.filter((box) => !isSure(box))
    const placed = this.place(boxes, faint, ptsMs)
    const sightings: Sighting[] = []
    for (const { track, look } of await this.look(placed, plan, close, frame, site)) {
      const sighting = await this.judge(track, look, frame, site)
      if (sighting) sightings.push(sighting)
    }
    const inView = this.tracks.filter((track) => track.seenAtMs === ptsMs)
    const ids = inView.map(({ id }) => id)
    for (const observer of this.observers) observer.pictureDone(ptsMs, ids)
    return { boxes, faces: inView.map((track) => overlayOf(track, track.box)), sightings }
  }

  private plan(effort: Effort, close: ReadonlySet<Followed>): FramePlan {
    const inView = this.tracks.filter((track) => track.missed === 0)
    const scene = {
      undecided: inView.filter((track) => !isDecided(track)).length,
      unclear: close.size + this.tracks.length - inView.length,
      observed: this.observers.size > 0,
      predicted: this.predicted
    }
    return planFrame(effort, scene, inView.length)
  }

  private predict(picture: Picture, ptsMs: number): FrameResult {
    this.predicted++
    const faces = this.tracks.flatMap((track) => {
      const box = expectedBox(track, ptsMs)
      return track.missed === 0 && isLookedAt(box, picture, this.settings) ? [overlayOf(track, box)] : []
    })
    return { boxes: null, faces, sightings: [] }
  }

  /** Which track each face continues by its place. Tracks that only a faint box continues follow it unseen. */
  private place(boxes: readonly ScoredBox[], faint: readonly ScoredBox[], ptsMs: number): Placed[] {
    const { sure, faint: byFaint } = associate(this.tracks, boxes, faint, ptsMs)
    const placed = boxes.map((box, index) => ({ box, track: this.tracks[sure[index] ?? -1] ?? null }))
    const continued = new Set(placed.map(({ track }) => track))
    this.tracks.forEach((track, index) => {
      const box = faint[byFaint.get(index) ?? -1]
      if (box) follow(track, box, ptsMs, false)
      else if (!continued.has(track)) track.missed++
    })
    return placed
  }

  /** Looks at the faces that are due, and says whose they are. Answers the looks that may speak for their track. */
  private async look(
    placed: readonly Placed[],
    plan: FramePlan,
    close: ReadonlySet<Followed>,
    frame: AnalysisFrame,
    site: SiteKnowledge
  ): Promise<{ track: Track; look: FaceLook }[]> {
    const { full, ptsMs } = frame
    const glimpses = placed.map(({ box }) => glimpseOf(full, box))
    const candidates = placed.map(({ track }, index) => ({
      urgent: track !== null && (this.isUnclear(track, close, glimpses[index]!) || this.isObserved(track)),
      decided: track !== null && isDecided(track),
      goodFrames: track?.goodFrames ?? 0,
      lookedAtMs: track?.lookedAtMs ?? -Infinity
    }))
    const chosen = chooseLooks(plan, candidates, ptsMs)
    const looked: (LookedAt & { index: number })[] = []
    for (const index of chosen) {
      const { box, track } = placed[index]!
      // Who has a face to lose is compared even by a poor picture.
      const compare = track?.template != null
      const look = await lookAtFace(this.deps.models, full, box, this.minEyeDistance(site), compare)
      looked.push({ box, look, byPlace: track, index })
    }
    placed.forEach(({ box, track }, index) => {
      if (!chosen.has(index)) this.follow(track, box, frame).glimpse = glimpses[index]!
    })
    const lost = this.tracks.filter((track) => track.missed > 0 && !placed.some((one) => one.track === track))
    const identified = identify(looked, lost, this.identity)
    this.leave(looked, identified)
    return identified.flatMap(({ track, counts }, i) => {
      const { box, look, index } = looked[i]!
      const followed = this.follow(track, box, frame)
      followed.glimpse = glimpses[index]!
      followed.lookedAtMs = ptsMs
      return counts ? [{ track: followed, look }] : []
    })
  }

  private isUnclear(track: Track, close: ReadonlySet<Followed>, glimpse: Float32Array): boolean {
    const changed = track.glimpse !== null && dot(track.glimpse, glimpse) < sameGlimpse
    return changed || close.has(track) || track.missed > 0 || track.doubts > 0
  }

  private isObserved(track: Track): boolean {
    for (const observer of this.observers) if (observer.wants(track.id)) return true
    return false
  }

  private follow(track: Track | null, box: ScoredBox, { ptsMs, capturedAt }: AnalysisFrame): Track {
    if (track) {
      follow(track, box, ptsMs)
      return track
    }
    const begun = beginTrack(makeId('track', this.deps.newUlid()), box, ptsMs, capturedAt)
    this.tracks.push(begun)
    return begun
  }

  /** Drops the beginnings of tracks that turned out to be somebody lost; and notes who lost their box to another. */
  private leave(looked: readonly LookedAt[], identified: readonly Identified[]): void {
    const kept = new Set(identified.map(({ track }) => track))
    const absorbed = new Set(identified.map((one) => one.absorbed))
    this.tracks = this.tracks.filter((track) => !absorbed.has(track))
    for (const { byPlace } of looked) if (byPlace && !kept.has(byPlace)) byPlace.missed++
  }

  private async judge(
    track: Track,
    look: FaceLook,
    frame: AnalysisFrame,
    site: SiteKnowledge
  ): Promise<Sighting | null> {
    const { ptsMs, capturedAt } = frame
    const good = noteLook(track, look, ptsMs, this.identity.same)
    const live = await this.checkLiveness(track, good, frame)
    await this.tell(track, look, live, frame)
    if (!good || !look.template) return null
    const rules = this.rules(site)
    const verdict = judge(track, look, look.template, site, rules)
    if (isRenamed(track, verdict)) {
      forgetPerson(track, makeId('track', this.deps.newUlid()), capturedAt)
      return null
    }
    track.current = verdict
    if (verdict.kind === 'checking') return null
    track.standing = verdict
    if (!takeIfDue(track, verdict, ptsMs, site.config.repeatMs)) return null
    const { id: cameraId } = this.settings
    const said = { cameraId, track, verdict, quality: look.quality, threshold: rules.matchThreshold }
    return sightingOf({ ...said, model: this.deps.models.template, frame, site }, this.deps.newUlid(), this.deps.now())
  }

  private async checkLiveness(track: Track, good: boolean, { full, ptsMs }: AnalysisFrame): Promise<number | null> {
    const { liveness } = this.deps.models
    const asked = good && this.settings.livenessRequired && livenessIsDue(track, ptsMs)
    if (!liveness || !(asked || this.isObserved(track))) return null
    const score = await liveness.score(full, track.box)
    if (good) addLiveness(track, score, ptsMs)
    return score
  }

  private async tell(track: Track, look: FaceLook, liveness: number | null, frame: AnalysisFrame): Promise<void> {
    const { landmarks, template, quality } = look
    for (const observer of this.observers) {
      if (!observer.wants(track.id)) continue
      const { ptsMs, capturedAt, full: picture } = frame
      const landmarks68 = landmarks.length === 68 ? landmarks : null
      const { id: trackId, box } = track
      await observer.observe({ trackId, ptsMs, capturedAt, picture, box, landmarks68, template, liveness, quality })
    }
  }

  private minEyeDistance({ config }: SiteKnowledge): number {
    return this.settings.minEyeDistancePx ?? config.minEyeDistancePx
  }

  private rules({ config }: SiteKnowledge): VerdictRules {
    const asked = this.settings.livenessRequired && this.deps.models.liveness !== null
    return {
      matchThreshold: this.settings.matchThreshold ?? config.matchThreshold,
      margin: config.margin,
      livenessThreshold: asked ? config.livenessThreshold : null
    }
  }

  private noticeGallery({ gallery }: SiteKnowledge): void {
    if (!gallery || gallery.version === this.galleryVersion) return
    this.galleryVersion = gallery.version
    for (const track of this.tracks) forgetMatches(track, (personId) => gallery.has(personId))
  }
}
