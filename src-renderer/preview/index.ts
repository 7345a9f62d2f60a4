export { CameraState, useCameraWords } from './camera-state'
export { PreviewTile, type PreviewTileProps } from './preview-tile'
export { useCameras } from './use-cameras'
