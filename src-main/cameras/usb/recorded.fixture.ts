/** What the tools write, as recorded and published; shortened. */

export const c920Formats = `ioctl: VIDIOC_ENUM_FMT
	Type: Video Capture

	[0]: 'YUYV' (YUYV 4:2:2)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
			Interval: Discrete 0.067s (15.000 fps)
		Size: Discrete 2304x1536
			Interval: Discrete 0.500s (2.000 fps)
	[1]: 'MJPG' (Motion-JPEG, compressed)
		Size: Discrete 1280x720
			Interval: Discrete 0.033s (30.000 fps)
			Interval: Discrete 0.133s (7.500 fps)
`

export const metadataNode = `ioctl: VIDIOC_ENUM_FMT
	Type: Video Capture

`

export const ffmpegV4l2Formats = `[video4linux2,v4l2 @ 0x55d0c2a3b900] Raw       :     yuyv422 :           YUYV 4:2:2 : 640x480 320x240
[video4linux2,v4l2 @ 0x55d0c2a3b900] Compressed:       mjpeg :          Motion-JPEG : 640x480 1280x720
[video4linux2,v4l2 @ 0x55d0c2a3b900] Compressed: Unsupported :                Z16  : 640x480
/dev/video0: Immediate exit requested
`

export const windowsDevices = `[dshow @ 000001f4d0a1b2c0] "HD Pro Webcam C920" (video)
[dshow @ 000001f4d0a1b2c0]   Alternative name "@device_pnp_\\\\?\\usb#vid_046d&pid_082d&mi_00#7&2645f9e4&0&0000#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global"
[dshow @ 000001f4d0a1b2c0] "screen-capture-recorder" (video)
[dshow @ 000001f4d0a1b2c0]   Alternative name "@device_sw_{860BB310-5D01-11D0-BD3B-00A0C911CE86}\\{4EA69364-2C8A-4AE6-A561-56E4B5044439}"
[dshow @ 000001f4d0a1b2c0] "OBS Virtual Camera" (none, video)
[dshow @ 000001f4d0a1b2c0] "Microphone (Realtek(R) Audio)" (audio)
[dshow @ 000001f4d0a1b2c0]   Alternative name "@device_cm_{33D9A762-90C8-11D0-BD43-00A0C911CE86}\\wave_{E26AD2BE-B335-41EC-BED5-40F982F21FF7}"
dummy: Immediate exit requested
`

export const windowsDevicesBefore5 = `[dshow @ 00000000001c23c0] DirectShow video devices (some may be both video and audio devices)
[dshow @ 00000000001c23c0]  "HD Pro Webcam C920"
[dshow @ 00000000001c23c0]     Alternative name "@device_pnp_\\\\?\\usb#vid_046d&pid_082d&mi_00#7&2645f9e4&0&0000#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global"
[dshow @ 00000000001c23c0]  "screen-capture-recorder"
[dshow @ 00000000001c23c0]     Alternative name "@device_sw_{860BB310-5D01-11D0-BD3B-00A0C911CE86}\\{4EA69364-2C8A-4AE6-A561-56E4B5044439}"
[dshow @ 00000000001c23c0]  "OBS Virtual Camera"
[dshow @ 00000000001c23c0] DirectShow audio devices
[dshow @ 00000000001c23c0]  "Microphone (Realtek(R) Audio)"
[dshow @ 00000000001c23c0]     Alternative name "@device_cm_{33D9A762-90C8-11D0-BD43-00A0C911CE86}\\wave_{E26AD2BE-B335-41EC-BED5-40F982F21FF7}"
dummy: Immediate exit requested
`

export const windowsOptions = `[dshow @ 0000000000ea23e0] DirectShow video device options (from video devices)
[dshow @ 0000000000ea23e0]  Pin "Capture" (alternative pin name "0")
[dshow @ 0000000000ea23e0]   vcodec=mjpeg  min s=1280x720 fps=5 max s=1280x720 fps=30
[dshow @ 0000000000ea23e0]   pixel_format=yuyv422  min s=640x480 fps=5 max s=640x480 fps=30
[dshow @ 0000000000ea23e0]   pixel_format=yuyv422  min s=640x480 fps=5 max s=640x480 fps=29.97 (tv, bt470bg/bt709/unknown, topleft)
video=dummy: Immediate exit requested
`

export const macDevices = `[AVFoundation indev @ 0x7f8b5b004a80] AVFoundation video devices:
[AVFoundation indev @ 0x7f8b5b004a80] [0] FaceTime HD Camera (Built-in)
[AVFoundation indev @ 0x7f8b5b004a80] [1] USB Camera
[AVFoundation indev @ 0x7f8b5b004a80] [2] USB Camera
[AVFoundation indev @ 0x7f8b5b004a80] [3] Capture screen 0
[AVFoundation indev @ 0x7f8b5b004a80] AVFoundation audio devices:
[AVFoundation indev @ 0x7f8b5b004a80] [0] MacBook Pro Microphone
: Input/output error
`

export const macModes = `[avfoundation @ 0x7fa8e2704a00] Selected video size (2x2) is not supported by the device.
[avfoundation @ 0x7fa8e2704a00] Supported modes:
[avfoundation @ 0x7fa8e2704a00]   640x480@[15.000000 30.000030]fps
[avfoundation @ 0x7fa8e2704a00]   1280x720@[1.000000 30.000030]fps
FaceTime HD Camera: Input/output error
`
