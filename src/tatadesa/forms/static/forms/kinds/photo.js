// A photo taken in the page, behind a frame, looked at before it is sent. Where the browser gives no camera, the phone's
// own or a file.

import { hand, sayingOn, unfolded } from "../making.js";

// What stays readable: a card, a face; a whole sheet of paper.
const LONGEST = { ktp: 1600, orang: 1600 };
const LONGEST_OTHER = 2000;

export function preparePhoto(field, { changed }) {
  const input = field.querySelector("input[type='file']");
  if (!input) return;
  const { frame: kind, field: name } = field.dataset;
  const [box, part] = unfolded(field);
  const say = sayingOn(part("told"));
  const picture = part("picture");
  const opener = part("open");
  let facing = kind === "orang" ? "user" : "environment";
  let find = null;
  let photo = null;

  async function start() {
    forget();
    say();
    opener.hidden = true;
    // Loaded by those who open it.
    const { finderOf } = await import("../camera.js").catch(() => ({}));
    find ??= finderOf?.(part, LONGEST[kind] ?? LONGEST_OTHER, { taken, closed, failed });
    if (!find) failed();
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
    picture.removeAttribute("src");
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
  const described = input.getAttribute("aria-describedby");
  if (described) opener.setAttribute("aria-describedby", described);
  (field.querySelector(".pick") ?? input).before(box);
}
