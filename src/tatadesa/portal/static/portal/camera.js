// The photo of a KTP: a camera with a card frame where the browser allows one, otherwise the phone's own camera or a
// file. The picture is made smaller here, shown, and sent; nothing is kept on the phone.

const LONGEST_SIDE = 1600;
const QUALITY = 0.85;
const LARGEST = 8 * 1024 * 1024;
// Around the frame a little more is kept: hands are not steady.
const MARGIN = 1.14;
const form = document.querySelector("form[data-card-photo]");
const part = (name) => form.querySelector(`[data-${name}]`);
const say = (text) => { part("words").textContent = text; };
let stream = null;
let chosen = null;

function reset() {
  chosen = null;
  URL.revokeObjectURL(part("picture").src);
  for (const name of ["preview", "send", "again", "camera", "bar"]) part(name).hidden = true;
  part("choose").hidden = false;
  say("");
}

function closeCamera() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  part("camera").hidden = true;
}

async function openCamera() {
  try {
    const wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1440 } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  } catch {
    say("Kamera tidak bisa dibuka dari sini. Kamera ponsel dibuka sebagai gantinya.");
    takeFromPhone(true);
    return;
  }
  const video = part("video");
  video.srcObject = stream;
  part("choose").hidden = true;
  part("camera").hidden = false;
  await video.play();
  part("shoot").focus();
}

function takeFromPhone(withCamera) {
  const input = form.elements.berkas;
  if (withCamera) input.setAttribute("capture", "environment");
  else input.removeAttribute("capture");
  input.click();
}

// The part of the video that lies behind the frame: the video covers the finder, so its edges are cut off evenly.
function behindFrame(video) {
  const finder = video.getBoundingClientRect();
  const frame = form.querySelector(".frame").getBoundingClientRect();
  const scale = Math.max(finder.width / video.videoWidth, finder.height / video.videoHeight);
  const width = Math.min(video.videoWidth, (frame.width * MARGIN) / scale);
  const height = Math.min(video.videoHeight, (frame.height * MARGIN) / scale);
  return { left: (video.videoWidth - width) / 2, top: (video.videoHeight - height) / 2, width, height };
}

function draw(source, left, top, width, height) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.round(width * scale), height: Math.round(height * scale),
  });
  canvas.getContext("2d").drawImage(source, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return new Promise((give) => { canvas.toBlob(give, "image/jpeg", QUALITY); });
}

async function shoot() {
  const video = part("video");
  const { left, top, width, height } = behindFrame(video);
  const picture = await draw(video, left, top, width, height);
  closeCamera();
  preview(picture);
}

async function shrink(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const made = await draw(picture, 0, 0, picture.width, picture.height);
    picture.close();
    return made ?? file;
  } catch {
    return file; // what cannot be read as a picture goes as it is: the server says why not
  }
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
  reset();
  part("plain").hidden = true;
  const hasCamera = Boolean(navigator.mediaDevices?.getUserMedia);
  part("open").addEventListener("click", () => (hasCamera ? openCamera() : takeFromPhone(true)));
  part("pick").addEventListener("click", () => takeFromPhone(false));
  part("shoot").addEventListener("click", shoot);
  part("close").addEventListener("click", () => { closeCamera(); reset(); });
  part("again").addEventListener("click", () => { reset(); part("open").focus(); });
  form.elements.berkas.addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    say("Menyiapkan foto…");
    const smaller = await shrink(file);
    if (smaller.size > LARGEST) say("Foto ini terlalu besar. Pilih foto lain.");
    else preview(smaller);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen) send();
  });
  addEventListener("pagehide", closeCamera);
  document.getElementById("ringkasan-kesalahan")?.focus();
}
