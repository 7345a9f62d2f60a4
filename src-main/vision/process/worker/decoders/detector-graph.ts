import { onnx } from 'onnx-proto'

/** What a constructed detector answers for the cells of one stride, prediction after prediction. */
export interface CellAnswers {
  stride: number
  /** How much the mean blue of a cell (0–1) adds to its last prediction's score. */
  gain: number
  score: Float32Array
  bbox: Float32Array
  kps: Float32Array
}

/** No face anywhere, in an input of `width` × `height`. */
export function blankAnswers(width: number, height: number, perCell: number): CellAnswers[] {
  return [8, 16, 32].map((stride) => {
    const predictions = Math.floor(width / stride) * Math.floor(height / stride) * perCell
    const [score, bbox, kps] = [1, 4, 10].map((length) => new Float32Array(predictions * length))
    return { stride, gain: 0, score: score!, bbox: bbox!, kps: kps! }
  })
}

/**
 * For tests: an ONNX file with the inputs and outputs of YuNet or SCRFD, whose weights are not theirs. No package with
 * the real files and a fit licence is known, so the decoders are tested with graphs that find blue squares, or always the
 * same face: real sessions and real tensors, but nothing that says how well those networks detect.
 */
export function detectorGraph(
  kind: 'yunet' | 'scrfd',
  width: number,
  height: number,
  answers: readonly CellAnswers[]
): Uint8Array {
  const perCell = kind === 'yunet' ? 1 : 2
  const node: onnx.INodeProto[] = []
  const initializer: onnx.ITensorProto[] = []
  const output: onnx.IValueInfoProto[] = []
  const floats = (name: string, values: Float32Array, dims: number[]) => {
    initializer.push({ name, dims, dataType: 1, rawData: new Uint8Array(values.slice().buffer) })
    return name
  }
  const add = (opType: string, input: string[], result: string, attribute: onnx.IAttributeProto[] = []) => {
    node.push({ opType, input, output: [result], name: result, attribute })
    return result
  }
  const ints = (name: string, values: number[]): onnx.IAttributeProto => ({ name, type: 7, ints: values })
  for (const { stride, gain, score, bbox, kps } of answers) {
    const weights = new Float32Array(perCell * 3 * stride * stride)
    // The last prediction of a cell looks at the first channel, which is blue.
    weights.fill(
      gain / (255 * stride * stride),
      (perCell - 1) * 3 * stride * stride,
      (perCell * 3 - 2) * stride * stride
    )
    const kernel = floats(`weights_${stride}`, weights, [perCell, 3, stride, stride])
    const sides = [ints('kernel_shape', [stride, stride]), ints('strides', [stride, stride])]
    const map = add('Conv', ['input', kernel], `map_${stride}`, sides)
    const rows = add('Transpose', [map], `rows_${stride}`, [ints('perm', [0, 2, 3, 1])])
    const shape = new Uint8Array(BigInt64Array.of(BigInt(score.length), 1n).buffer)
    initializer.push({ name: `shape_${stride}`, dims: [2], dataType: 7, rawData: shape })
    const signal = add('Reshape', [rows, `shape_${stride}`], `signal_${stride}`)
    const zero = floats(`zero_${stride}`, Float32Array.of(0), [1])
    const silent = add('Mul', [signal, zero], `silent_${stride}`)
    const answer = (part: string, from: string, values: Float32Array, length: number) => {
      add('Add', [from, floats(`${part}_${stride}/values`, values, [score.length, length])], `${part}_${stride}`)
      output.push(valueInfo(`${part}_${stride}`, [score.length, length]))
    }
    if (kind === 'yunet') {
      answer('cls', signal, score, 1)
      answer('obj', signal, score, 1)
    } else answer('score', signal, score, 1)
    answer('bbox', silent, bbox, 4)
    answer('kps', silent, kps, 10)
  }
  const graph = { name: kind, node, initializer, input: [valueInfo('input', [1, 3, height, width])], output }
  const model = onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: 13 }], graph })
  return onnx.ModelProto.encode(model).finish()
}

const valueInfo = (name: string, dims: number[]): onnx.IValueInfoProto => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: dims.map((dimValue) => ({ dimValue })) } } }
})
