import { app } from 'electron'
import type { AboutInfo } from '../../contracts/status'
import type { KeyProvider } from '../platform/key-provider'
import type { Paths } from '../platform/paths'
import type { OpenReport } from '../storage/api'
import type { VisionClient } from '../vision/vision-client'
import { buildInfo, electronSupported } from './build-info'
import type { DecoderChoice } from './decoder-choice'

/** Versions, models and processes as they run now: what support asks for first. */
export async function aboutMuster(
  paths: Paths,
  report: OpenReport,
  keyProvider: Pick<KeyProvider, 'kind'>,
  vision: Pick<VisionClient, 'facts'>,
  decoder: Pick<DecoderChoice, 'info'>
): Promise<AboutInfo> {
  const running = process.versions.electron ?? ''
  const facts = vision.facts()
  const ffmpeg = await decoder.info()
  return {
    version: buildInfo.version,
    electron: running,
    electronPinned: buildInfo.electronPinned,
    electronSource: app.isPackaged ? 'packaged' : running === buildInfo.electronPinned ? 'official' : 'registry',
    electronSupported: electronSupported(running, buildInfo.electronPinned),
    chromium: process.versions.chrome ?? '',
    node: process.versions.node,
    sqlite: report.sqliteVersion,
    onnxruntime: buildInfo.onnxruntime,
    ffmpeg: ffmpeg && { path: ffmpeg.path, version: ffmpeg.version },
    models: facts.models,
    keyProvider: keyProvider.kind,
    dataDir: paths.data,
    logFile: paths.logFile,
    processes: app.getAppMetrics().map((metric) => ({
      name: metric.name ?? metric.serviceName ?? metric.type,
      pid: metric.pid,
      memoryMb: Math.round(metric.memory.workingSetSize / 1024)
    })),
    schemaVersion: report.schemaVersion
  }
}
