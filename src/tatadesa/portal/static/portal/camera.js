// The photo of a KTP: a camera with a card frame where the browser allows one, otherwise the phone's own camera or a
// file. The picture is made smaller here, shown, and sent; nothing is kept on the phone.

import { Camera, hasCamera, shrink } from "../forms/camera.js";

const LONGEST_SIDE = 1600;
const LARGEST = 8 * 1024 * 1024;
const form = document.querySelector("form[data-card-photo]");
const part = (name) => form.querySelector(`[data-${name}]`);
const say = (text) => { part("words").textContent = text; };
let camera = null;
let chosen = null;

function reset() {
  chosen = null;
  URL.revokeObjectURL(part("picture").src);
  for (const name of ["preview", "send", "again", "camera", "bar"]) part(name).hidden = true;
  part("choose").hidden = false;
  say("");
}

function closeCamera() {
  camera.close();
  part("camera").hidden = true;
}

async function openCamera() {
  part("choose").hidden = true;
  part("camera").hidden = false;
  part("shoot").disabled = true;
  try {
    await camera.open();
  } catch {
    reset();
    say("Kamera tidak bisa dibuka dari sini. Kamera ponsel dibuka sebagai gantinya.");
    takeFromPhone(true);
    return;
  }
  part("shoot").disabled = false;
  part("shoot").focus();
}

function takeFromPhone(withCamera) {
  const input = form.elements.berkas;
  if (withCamera) input.setAttribute("capture", "environment");
  else input.removeAttribute("capture");
  input.click();
}

async function shoot() {
  const picture = await camera.shoot(LONGEST_SIDE);
  closeCamera();
  preview(picture);
}

function preview(picture) {
  chosen = picture;
  const image = part("picture");
  URL.revokeObjectURL(image.src);
  image.onerror = () => {
    if (chosen !== picture) return;
    part("preview").hidden = true;
    say("Berkas ini tidak bisa ditampilkan. Pilih foto lain, atau kirim: kami periksa.");
  };
  image.src = URL.createObjectURL(picture);
  part("choose").hidden = true;
  for (const name of ["preview", "send", "again"]) part(name).hidden = false;
  say("");
  part("send").querySelector("button").focus();
}

function send() {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("berkas", chosen, "ktp.jpg");
  const request = new XMLHttpRequest();
  const bar = part("bar");
  const buttons = [...part("send").querySelectorAll("button")];
  const busy = (is) => { bar.hidden = !is; buttons.forEach((one) => { one.disabled = is; }); };
  busy(true);
  say("Mengirim foto…");
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; };
  request.onload = () => {
    if (request.response?.next) return location.assign(request.response.next);
    busy(false);
    return say(request.response?.error ?? "Foto tidak bisa dikirim. Coba lagi.");
  };
  request.onerror = () => { busy(false); say("Sambungan terputus. Tekan Kirim foto sekali lagi."); };
  request.send(data);
}

if (form) {
  camera = new Camera(part("video"), form.querySelector(".frame"));
  reset();
  part("plain").hidden = true;
  part("open").addEventListener("click", () => (hasCamera() ? openCamera() : takeFromPhone(true)));
  part("pick").addEventListener("click", () => takeFromPhone(false));
  part("shoot").addEventListener("click", shoot);
  part("close").addEventListener("click", () => { closeCamera(); reset(); });
  part("again").addEventListener("click", () => { reset(); part("open").focus(); });
  form.elements.berkas.addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    say("Menyiapkan foto…");
    const smaller = await shrink(file, LONGEST_SIDE);
    if (smaller.size > LARGEST) say("Foto ini terlalu besar. Pilih foto lain.");
    else preview(smaller);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen) send();
  });
  document.getElementById("ringkasan-kesalahan")?.focus();
}
