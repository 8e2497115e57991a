/* The waybill from the camera: where the browser reads bar codes by itself the picture is looked at here and nothing is
   sent; elsewhere a photo goes to the server as soon as it is chosen. The field for typing is always there. */

import { Camera, hasCamera } from "../forms/camera.js";

const LOOK_EVERY = 250;
const GIVE_UP_AFTER = 60_000;
const FORMATS = ["code_128", "code_39", "qr_code"];
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

  const known = await formats();
  if (!hasCamera() || !known.includes("code_128")) return;
  const detector = new globalThis.BarcodeDetector({ formats: known });
  const camera = new Camera(box.querySelector("video"));
  let timer = 0;
  open.hidden = false;

  function close() {
    clearTimeout(timer);
    camera.close();
    box.hidden = true;
    open.textContent = "Pindai dengan kamera";
  }

  async function look(until) {
    const codes = await detector.detect(camera.video).catch(() => []);
    if (box.hidden) return;
    const found = codes.map(({ rawValue }) => rawValue.replace(/[\s.-]/g, "").toUpperCase()).find((text) => WAYBILL.test(text) && /\d/.test(text));
    if (found) {
      close();
      const field = document.getElementById(form.dataset.scan);
      field.value = found;
      field.focus();
      return;
    }
    if (Date.now() > until) {
      close();
      return;
    }
    timer = setTimeout(() => look(until), LOOK_EVERY);
  }

  open.addEventListener("click", async () => {
    if (!box.hidden) {
      close();
      return;
    }
    box.hidden = false;
    open.textContent = "Tutup kamera";
    say("Arahkan ke kode batang di struk.");
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
