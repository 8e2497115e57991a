// Files in a form: a camera button, a smaller photo, a progress bar, another try after a lost connection.

const LONGEST_SIDE = 2000;
const SMALL_ENOUGH = 400 * 1024;
const LARGEST = 8 * 1024 * 1024;
const READ_AS_PHOTO = /^image\/(jpeg|png|webp|heic|heif)$/;
let underway = 0;
// Files whose sending was cut off: they go out by themselves when the network is back.
const cutOff = new Set();
const sendAgain = () => [...cutOff].forEach((one) => one.send());

// Makes every file field of the form quick; gives a function that says why the form cannot go out yet, or nothing.
export function prepareFiles(form, changed) {
  form.querySelectorAll("[data-kind='file']").forEach((field) => prepare(form, field, changed));
  addEventListener("online", sendAgain);
  return () => {
    if (underway > 0) return "Tunggu sebentar, berkas masih dikirim.";
    if (cutOff.size === 0) return "";
    sendAgain();
    return "Ada berkas yang belum terkirim dan sedang dicoba lagi. Hapus berkas itu kalau mau lanjut tanpanya.";
  };
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function prepare(form, field, changed) {
  const input = field.querySelector("input[type='file']");
  if (!input) return;
  const name = input.name.replace(/__berkas$/, "");
  const list = element("ul", { className: "files" });
  let latest = null;
  const take = (files) => [...files].forEach((file) => {
    if (!input.multiple) {
      removeKept(field, name);
      latest?.discard();
    }
    latest = new Sending(form, name, file, changed);
    list.append(latest.row);
  });
  const camera = element("input", { type: "file", accept: "image/*", hidden: true });
  camera.setAttribute("capture", "environment");
  for (const source of [input, camera]) {
    source.addEventListener("change", () => { take(source.files); source.value = ""; });
  }
  const shoot = button("Ambil foto", "second", () => camera.click());
  shoot.prepend(icon("kamera"));
  const pick = button("Pilih berkas", "second", () => input.click());
  pick.prepend(icon("berkas"));
  const described = input.getAttribute("aria-describedby");
  if (described) [shoot, pick].forEach((one) => one.setAttribute("aria-describedby", described));
  const label = field.querySelector("label")?.firstChild?.textContent?.trim() ?? "";
  [shoot, pick].forEach((one) => one.append(element("span", { className: "hidden", textContent: ` ${label}` })));
  // The list of errors and the label point to the input: the button takes its place.
  shoot.id = input.id;
  input.removeAttribute("id");
  input.removeAttribute("aria-invalid");
  input.hidden = true;
  const touch = matchMedia("(pointer: coarse)").matches;
  if (!touch) { shoot.hidden = true; pick.id = shoot.id; shoot.removeAttribute("id"); }
  input.before(list, element("div", { className: "pick" }, shoot, pick));
  input.after(camera);
}

function button(text, look, act) {
  const made = element("button", { type: "button", className: look, textContent: text });
  made.addEventListener("click", act);
  return made;
}

// The sprite's address carries a hash, so it is taken from an icon the page already has.
function icon(name) {
  const made = document.querySelector("svg.icon").cloneNode(true);
  const use = made.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${name}`);
  return made;
}

function removeKept(field, name) {
  field.querySelectorAll(`input[type='hidden'][name='${name}']`).forEach((kept) => (kept.closest("li") ?? kept).remove());
}

class Sending {
  constructor(form, name, file, changed) {
    Object.assign(this, { form, name, file, changed, key: newKey() });
    this.words = element("span", { className: "muted small-text", textContent: "Menyiapkan…" });
    this.words.setAttribute("role", "status");
    this.bar = element("progress", { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", `Mengirim ${file.name}`);
    this.text = element("span", { className: "file-name" }, file.name, element("br"), this.words);
    this.drop = button("Hapus", "danger", () => this.remove());
    this.again = button("Coba lagi", "second", () => this.send());
    this.again.hidden = true;
    this.row = element("li", { className: "file" }, this.text, this.again, this.drop, this.bar);
    this.start();
  }

  async start() {
    underway += 1;
    this.body = await shrink(this.file);
    underway -= 1;
    if (this.body.size > LARGEST) this.fail("Terlalu besar. Satu berkas paling besar 8 MB.", false);
    else if (this.row.isConnected) this.send();
  }

  send() {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    data.set("kunci", this.key);
    data.set("berkas", this.body, this.body.name ?? photoName(this.file.name));
    const request = this.request = new XMLHttpRequest();
    underway += 1;
    cutOff.delete(this);
    this.again.hidden = true;
    this.bar.hidden = false;
    this.words.textContent = "Mengirim…";
    request.open("POST", this.form.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => { if (event.lengthComputable) this.bar.value = (100 * event.loaded) / event.total; };
    request.onload = () => {
      if (request.status === 201) this.done(request.response);
      else this.fail(request.response?.error ?? "Berkas tidak bisa dikirim. Coba lagi.", request.status >= 500);
    };
    request.onerror = () => this.fail("Sambungan terputus. Berkas belum terkirim.", true);
    request.onloadend = () => { underway -= 1; };
    request.send(data);
  }

  done(stored) {
    this.bar.hidden = true;
    this.words.textContent = `Terkirim, ${Math.max(1, Math.round(stored.size / 1024))} KB`;
    this.row.append(element("input", { type: "hidden", name: this.name, value: stored.id }));
    if (stored.kind === "image/jpeg") this.row.prepend(element("img", { src: stored.url, alt: "", width: 48, height: 48 }));
    this.changed();
  }

  fail(text, worthAnotherTry) {
    this.bar.hidden = true;
    this.words.textContent = text;
    this.again.hidden = !worthAnotherTry;
    if (worthAnotherTry && this.row.isConnected) cutOff.add(this);
  }

  remove() {
    const back = this.row.closest("[data-kind]")?.querySelector(".pick button:not([hidden])");
    this.discard();
    this.changed();
    back?.focus();
  }

  discard() {
    this.request?.abort();
    cutOff.delete(this);
    this.row.remove();
  }
}

// crypto.randomUUID exists on secure pages only; a village network may be plain http.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const photoName = (name) => `${name.replace(/\.[^.]*$/, "") || "foto"}.jpg`;

// A phone's photo of 5 MB becomes about 400 KB; what cannot be read as a picture goes as it is, the server decides.
async function shrink(file) {
  if (!READ_AS_PHOTO.test(file.type) || (file.size <= SMALL_ENOUGH && file.type === "image/jpeg")) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = element("canvas", {
      width: Math.round(picture.width * scale), height: Math.round(picture.height * scale),
    });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((give) => { canvas.toBlob(give, "image/jpeg", 0.82); });
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}
