/* The waybill from the camera: where the browser reads bar codes by itself the picture is looked at here and nothing is
   sent; where it cannot, or fails, pictures go to the server until it reads one, as a chosen photo does at once. The field
   for typing is always there. */

import { cameraOf } from "../forms/camera.js";

const LOOK_EVERY = 250;
const SEND_EVERY = 1500;
const LONGEST = 1600;
const GIVE_UP_AFTER = 60_000;
const FORMATS = ["code_128", "code_39", "qr_code"];
const SENT = "Arahkan ke kode batang di struk, dekat dan terang. Gambarnya dibaca di server, lalu dilupakan.";
const WAYBILL = /^[A-Z0-9]{8,20}$/;

async function formats() {
  try {
    const known = await globalThis.BarcodeDetector?.getSupportedFormats() ?? [];
    return FORMATS.filter((one) => known.includes(one));
  } catch {
    return [];
  }
}

async function attach(form) {
  const photo = form.elements.foto;
  const open = form.querySelector("[data-open]");
  const box = form.querySelector("[data-camera]");
  const say = (words) => { box.querySelector("[data-words]").textContent = words; };
  photo.addEventListener("change", () => photo.files.length > 0 && form.requestSubmit(form.querySelector("[data-read]")));

  if (!navigator.mediaDevices?.getUserMedia) return;
  const known = await formats();
  const detector = known.includes("code_128") ? new globalThis.BarcodeDetector({ formats: known }) : null;
  const video = box.querySelector("video");
  const camera = cameraOf(video);
  let here = Boolean(detector);
  let timer = 0;
  open.hidden = false;

  function close() {
    clearTimeout(timer);
    camera.close();
    box.hidden = true;
    open.textContent = "Pindai dengan kamera";
  }

  async function readHere() {
    const codes = await detector.detect(video);
    return codes.map(({ rawValue }) => rawValue.replace(/[\s.-]/g, "").toUpperCase()).find((text) => WAYBILL.test(text) && /\d/.test(text));
  }

  // An answer without a number means that this picture shows none; what else goes wrong will go wrong again.
  async function readThere() {
    const body = new FormData(form);
    body.set("foto", await camera.shoot(LONGEST), "kamera.jpg");
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status !== 422 && !answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).resi;
  }

  function failed() {
    if (!here) {
      rest();
      return;
    }
    here = false;
    say(SENT);
  }

  // The camera goes out, and what to do instead stays to be read.
  function rest() {
    camera.close();
    say("Belum terbaca. Foto struknya di atas, atau ketik nomornya.");
  }

  async function look(until) {
    let found = null;
    try {
      found = await (here ? readHere() : readThere());
    } catch {
      failed();
    }
    if (box.hidden || !video.srcObject) return;
    if (found) {
      close();
      const field = document.getElementById(form.dataset.scan);
      field.value = found;
      field.focus();
      return;
    }
    if (Date.now() > until) rest();
    else timer = setTimeout(() => look(until), here ? LOOK_EVERY : SEND_EVERY);
  }

  open.addEventListener("click", async () => {
    if (!box.hidden) {
      close();
      return;
    }
    box.hidden = false;
    open.textContent = "Tutup kamera";
    say(here ? "Arahkan ke kode batang di struk." : SENT);
    try {
      await camera.open();
    } catch {
      close();
      open.hidden = true;
      photo.click();
      return;
    }
    look(Date.now() + GIVE_UP_AFTER);
  });
}

document.querySelectorAll("form[data-scan]").forEach(attach);
