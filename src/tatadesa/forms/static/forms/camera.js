// The camera seen through a frame, and pictures small enough for a village's network. Nothing is kept on the phone.

const QUALITY = 0.85;
// Around the frame a little more is kept: hands are not steady.
const MARGIN_AROUND = 1.14;

// {open(facing), shoot(longest), close()}; open while the `video` has a source. `frame` is an element over it: what lies
// behind is the picture. Without one it is all that the camera sees.
export function cameraOf(video, frame) {
  function close() {
    video.srcObject?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }

  // Fails when there is no camera or the person says no. `facing` is "environment" or "user".
  async function open(facing = "environment") {
    close();
    // Wishes: where no camera is like that, any other.
    const wanted = { facingMode: facing, width: 1920, height: 1440 };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted });
    await video.play();
  }

  // The picture as a JPEG, its longest side at most `longest` pixels. The video covers its box, so its edges are cut off
  // evenly.
  function shoot(longest) {
    let { videoWidth: width, videoHeight: height } = video;
    if (frame) {
      const [seen, framed] = [video, frame].map((one) => one.getBoundingClientRect());
      const scale = MARGIN_AROUND / Math.max(seen.width / width, seen.height / height);
      [width, height] = [Math.min(width, framed.width * scale), Math.min(height, framed.height * scale)];
    }
    return jpeg(video, (video.videoWidth - width) / 2, (video.videoHeight - height) / 2, width, height, longest);
  }

  addEventListener("pagehide", close);
  return { open, shoot, close };
}

// A camera with its buttons, by their marks (`part`): it opens with what this gives, `facing` somewhere; [data-shoot] takes
// a picture and gives it to `taken`; `closed` and `failed` tell that there is none.
export function finderOf(part, longest, { taken, closed, failed }) {
  const view = part("camera");
  const shutter = part("shoot");
  const camera = cameraOf(part("video"), view.querySelector(".frame"));

  function close() {
    camera.close();
    view.hidden = true;
  }

  shutter.addEventListener("click", async () => {
    const picture = await camera.shoot(longest);
    close();
    taken(picture);
  });
  part("close").addEventListener("click", () => { close(); closed(); });
  return async (facing) => {
    view.hidden = false;
    shutter.disabled = true;
    try {
      await camera.open(facing);
    } catch {
      close();
      failed();
      return;
    }
    shutter.disabled = false;
    shutter.focus();
  };
}

// A picture file as a smaller JPEG; what cannot be read as a picture comes back as it is: the server says why not.
export async function shrink(file, longest) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const made = await jpeg(picture, 0, 0, picture.width, picture.height, longest);
    picture.close();
    return made ?? file;
  } catch {
    return file;
  }
}

function jpeg(source, left, top, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(source, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return new Promise((give) => { canvas.toBlob(give, "image/jpeg", QUALITY); });
}
