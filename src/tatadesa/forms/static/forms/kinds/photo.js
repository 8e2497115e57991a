// A photo taken in the page, behind a frame, looked at before it is sent. Where the browser gives no camera, the phone's
// own or a file.

import { hand } from "../making.js";
import { sayingOn, unfolded } from "../saying.js";

export function preparePhoto(field, { changed }) {
  const input = field.querySelector("input[type='file']");
  const { field: name, longest } = field.dataset;
  const [box, part] = unfolded(field);
  const say = sayingOn(part("told"));
  const picture = part("picture");
  const opener = part("open");
  let { facing } = field.dataset;
  let find = null;
  let photo = null;

  async function start() {
    forget();
    say();
    opener.hidden = true;
    // Loaded by those who open it.
    const camera = await import("../camera.js").catch(failed);
    find ??= camera?.finderOf(part, Number(longest), { taken, closed, failed });
    await find?.(facing);
    const cameras = (await navigator.mediaDevices?.enumerateDevices() ?? []).filter((one) => one.kind === "videoinput");
    part("turn").hidden = cameras.length < 2;
  }

  function closed() {
    opener.hidden = false;
  }

  function failed() {
    closed();
    say("closed");
    input.setAttribute("capture", facing);
    input.click();
    input.removeAttribute("capture");
  }

  function taken(shot) {
    photo = shot;
    picture.src = URL.createObjectURL(photo);
    part("preview").hidden = false;
    part("use").focus();
  }

  function forget() {
    URL.revokeObjectURL(picture.src);
    part("preview").hidden = true;
  }

  opener.addEventListener("click", start);
  part("again").addEventListener("click", start);
  part("turn").addEventListener("click", () => {
    facing = facing === "user" ? "environment" : "user";
    start();
  });
  part("use").addEventListener("click", () => {
    const waits = hand(input, photo, `foto-${name}.jpg`);
    forget();
    closed();
    say(waits && "ready");
    opener.focus();
    changed();
  });
  (field.querySelector(".pick") ?? input).before(box);
}
