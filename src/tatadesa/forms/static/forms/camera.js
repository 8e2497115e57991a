// The camera seen through a frame, and pictures small enough for a village's network. Nothing is kept on the phone.

const QUALITY = 0.85;
// Around the frame a little more is kept: hands are not steady.
const MARGIN = 1.14;

export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

export class Camera {
  // `frame` is an element over the `video`: what lies behind it is the picture. Without one it is all that the camera sees.
  constructor(video, frame = null) {
    Object.assign(this, { video, frame, stream: null });
    addEventListener("pagehide", () => this.close());
  }

  // Fails when there is no camera or the person says no. `facing` is "environment" or "user".
  async open(facing = "environment") {
    this.close();
    const wanted = { facingMode: { ideal: facing }, width: { ideal: 1920 }, height: { ideal: 1440 } };
    this.stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  // The picture as a JPEG, its longest side at most `longest` pixels.
  shoot(longest) {
    const { left, top, width, height } = this.behindFrame();
    return draw(this.video, left, top, width, height, longest);
  }

  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  // The video covers its box, so its edges are cut off evenly.
  behindFrame() {
    const { videoWidth, videoHeight } = this.video;
    if (!this.frame) return { left: 0, top: 0, width: videoWidth, height: videoHeight };
    const seen = this.video.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    const scale = Math.max(seen.width / videoWidth, seen.height / videoHeight);
    const width = Math.min(videoWidth, (frame.width * MARGIN) / scale);
    const height = Math.min(videoHeight, (frame.height * MARGIN) / scale);
    return { left: (videoWidth - width) / 2, top: (videoHeight - height) / 2, width, height };
  }
}

// A picture file as a smaller JPEG; what cannot be read as a picture comes back as it is: the server says why not.
export async function shrink(file, longest) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const made = await draw(picture, 0, 0, picture.width, picture.height, longest);
    picture.close();
    return made ?? file;
  } catch {
    return file;
  }
}

function draw(source, left, top, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.round(width * scale), height: Math.round(height * scale),
  });
  canvas.getContext("2d").drawImage(source, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return new Promise((give) => { canvas.toBlob(give, "image/jpeg", QUALITY); });
}
