// Files in a form: a camera button, a smaller photo, progress, and an upload that goes on where the network cut it.

import { button, element } from "../forms/making.js";
import { newKey } from "./session.js";
import { dropShared, sharedFiles } from "./shared.js";
import { upload } from "./tus.js";

const LONGEST_SIDE = 2000;
const SMALL_ENOUGH = 400 * 1024;
const MEGABYTE = 1024 * 1024;
const LARGEST = 8 * MEGABYTE;
const LARGEST_IN_ALL = 40 * MEGABYTE;
const READ_AS_PHOTO = /^image\/(jpeg|png|webp|heic|heif)$/;
const PICTURE_TRIES = 4;
const FIELDS = ":is([data-kind='file'], [data-kind='photo'], [data-kind='signature'])";

// The file fields of a form. `place` is {store, key}: where the phone keeps files until the server has them; `changed` is
// called when an answer has changed; `token` as of an upload.
export class Files {
  constructor(form, { changed, token }) {
    Object.assign(this, { form, changed, token, place: null, rows: new Set(), isHandedOver: false });
    this.fields = new Map();
    for (const field of form.querySelectorAll(FIELDS)) {
      if (field.querySelector("input[type='file']")) this.fields.set(field.dataset.field, this.prepare(field));
    }
    addEventListener("online", () => this.sendAgain());
    // Whoever reads the form's data sees the files that are still on their way, as if they had been chosen.
    form.addEventListener("formdata", ({ formData }) => {
      for (const one of this.pending()) formData.append(`${one.name}__berkas`, one.body ?? one.file, one.fileName);
    });
  }

  pending() {
    return [...this.rows].filter((one) => !one.stored && !one.refused);
  }

  sendAgain() {
    if (this.isHandedOver) return;
    for (const one of this.pending()) if (!one.underway) one.send();
  }

  // Why the form cannot go out yet, or nothing.
  heldUp() {
    const waiting = this.pending();
    if (waiting.length === 0) return "";
    if (waiting.some((one) => one.underway)) return "Tunggu sebentar, berkas masih dikirim.";
    this.sendAgain();
    return "Ada berkas yang belum terkirim dan sedang dicoba lagi. Hapus berkas itu kalau mau lanjut tanpanya.";
  }

  // From now on the phone keeps what is not sent; what it has kept from before goes on its way.
  async keepAt(place) {
    this.place = place;
    for (const one of this.pending()) await one.keep();
    const here = new Set([...this.rows].map((one) => one.key));
    for (const { id, field, file } of await place.store.files(place.key)) {
      if (here.has(id)) continue;
      if (this.fields.has(field)) this.add(field, file, id);
      else await place.store.dropFile(place.key, id);
    }
  }

  // Somebody else sends them from here on; the phone has them all.
  handOver() {
    this.isHandedOver = true;
    for (const one of this.pending()) one.stop.abort();
  }

  // They are the page's again.
  async takeBack(place) {
    this.isHandedOver = false;
    for (const one of this.pending()) one.row.remove();
    this.rows.clear();
    await this.keepAt(place);
  }

  // A file the server has and the page does not show.
  attach(field, id) {
    if (!this.fields.has(field)) return;
    const row = element("li", { className: "file" });
    const drop = button("Hapus", "danger", () => { row.remove(); this.changed(); });
    const shown = picture({ id, kind: "" });
    row.append(shown, element("span", { className: "file-name", textContent: "Berkas yang sudah terkirim" }), drop,
      element("input", { type: "hidden", name: field, value: id }));
    this.fields.get(field).list.append(row);
  }

  add(name, file, key = "") {
    const { list } = this.fields.get(name);
    const one = new Sending(this, name, file, key);
    this.rows.add(one);
    list.append(one.row);
    one.start(key !== "");
    return one;
  }

  prepare(field) {
    const input = field.querySelector("input[type='file']");
    const name = input.name.replace(/__berkas$/, "");
    const list = element("ul", { className: "files" });
    const said = element("p", { className: "error", role: "status" });
    said.hidden = true;
    let latest = null;
    const take = (files) => {
      said.hidden = true;
      for (const file of files) {
        const why = this.refusal(field, input, file);
        if (why) {
          Object.assign(said, { textContent: `${file.name}: ${why}`, hidden: false });
          continue;
        }
        if (!input.multiple) {
          removeKept(field, name);
          latest?.discard();
        }
        latest = this.add(name, file);
      }
      return said.hidden;
    };
    const camera = element("input", { type: "file", accept: "image/*", hidden: true });
    camera.setAttribute("capture", "environment");
    for (const source of [input, camera]) {
      source.addEventListener("change", () => { take([...source.files]); source.value = ""; });
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
    // A photo field has a camera of its own, see forms/kinds/photo.js.
    const touch = field.dataset.kind !== "photo" && matchMedia("(pointer: coarse)").matches;
    if (!touch) { shoot.hidden = true; pick.id = shoot.id; shoot.removeAttribute("id"); }
    const picks = element("div", { className: "pick" }, shoot, pick);
    input.before(list, said, picks);
    input.after(camera);
    // What another app has handed over, see shared.js: `taken` is called when it went here.
    const offer = (file, taken) => {
      if (field.dataset.kind === "signature" || this.refusal(field, input, file)) return null;
      const use = button(`Pakai ${file.name}`, "second", () => { if (take([file])) taken(list); });
      use.append(element("span", { className: "hidden", textContent: ` untuk ${label}` }));
      picks.append(use);
      return use;
    };
    return { list, offer };
  }

  // Offers shared files at each field that may take them. Gives whether any may.
  async offerShared(store) {
    const shared = await sharedFiles(store);
    const offered = shared.map(({ id, file }) => {
      const uses = [...this.fields.values()].map(({ offer }) => offer(file, (list) => {
        for (const use of uses) use.remove();
        dropShared(store, id);
        list.querySelector("li:last-child button:not([hidden])")?.focus();
      })).filter(Boolean);
      return uses.length > 0;
    });
    return shared.length === 0 || offered.includes(true);
  }

  // What is plain before a byte is sent. A photo is made smaller first, so its own size says little.
  refusal(field, input, file) {
    const taken = input.accept.split(",").map((one) => one.trim());
    const isPhoto = READ_AS_PHOTO.test(file.type) || (!file.type && /\.hei[cf]$/i.test(file.name));
    if (!isPhoto && !taken.includes(file.type)) {
      return taken.includes("application/pdf") ? "pilih foto atau PDF, jenis lain tidak bisa dikirim." : "pilih foto, jenis lain tidak bisa dikirim.";
    }
    if (!isPhoto && file.size > LARGEST) return "terlalu besar, satu berkas paling besar 8 MB. Kecilkan dulu, atau foto lembarnya.";
    const most = Number(input.dataset.max || 1);
    const there = field.querySelectorAll(`input[type='hidden'][name='${field.dataset.field}']`).length
      + this.pending().filter((one) => one.name === field.dataset.field).length;
    if (input.multiple && there >= most) return `paling banyak ${most} berkas. Hapus satu dulu untuk menggantinya.`;
    const total = [...this.rows].reduce((sum, one) => sum + (one.body ?? one.file).size, file.type === "application/pdf" ? file.size : 0);
    return total > LARGEST_IN_ALL ? "semua berkas bersama-sama paling besar 40 MB." : "";
  }
}

class Sending {
  constructor(files, name, file, key) {
    Object.assign(this, { files, name, file, key: key || newKey(), body: null, stored: null, refused: false, underway: false });
    this.fileName = file.name;
    this.words = element("span", { className: "muted small-text", textContent: "Menyiapkan…" });
    this.words.setAttribute("role", "status");
    this.bar = element("progress", { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", `Mengirim ${file.name}`);
    this.text = element("span", { className: "file-name" }, file.name, element("br"), this.words);
    this.drop = button("Hapus", "danger", () => this.remove());
    this.again = button("Coba lagi", "second", () => this.send());
    this.again.hidden = true;
    this.row = element("li", { className: "file" }, this.text, this.again, this.drop, this.bar);
    this.stop = new AbortController();
  }

  async start(isKept) {
    this.isKept = isKept;
    this.underway = true;
    this.body = isKept ? this.file : await smaller(this.file);
    if (this.body !== this.file) this.fileName = photoName(this.file.name);
    this.underway = false;
    if (this.body.size > LARGEST) {
      this.refused = true;
      this.fail("Terlalu besar. Satu berkas paling besar 8 MB.", false);
      return;
    }
    if (!isKept) await this.keep();
    if (this.row.isConnected) await this.send(isKept);
  }

  // The phone has it before the network is tried: a dead battery loses nothing.
  async keep() {
    const { place } = this.files;
    if (!place || !this.body) return;
    await place.store.putFile(place.key, this.key, { field: this.name, name: this.fileName }, this.body).catch(() => {});
    this.isKept = true;
  }

  async send(isRepeat = true) {
    this.again.hidden = true;
    if (!navigator.onLine && this.files.place) {
      this.cut();
      return;
    }
    this.underway = true;
    this.bar.hidden = false;
    this.words.textContent = "Mengirim…";
    try {
      const stored = await upload(this.body, {
        address: this.files.form.dataset.tus,
        key: this.key,
        name: this.fileName,
        token: this.files.token,
        isRepeat,
        signal: this.stop.signal,
        told: (part) => { this.bar.value = 100 * part; },
      });
      await this.done(stored);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (error.status === 0) this.cut();
      else if (error.words) this.fail(error.words, error.again);
      else throw error;
    } finally {
      this.underway = false;
    }
  }

  async done(stored) {
    if (this.files.isHandedOver) return;
    this.stored = stored;
    this.bar.hidden = true;
    this.words.textContent = `Terkirim, ${Math.max(1, Math.round(stored.size / 1024))} KB`;
    this.row.append(element("input", { type: "hidden", name: this.name, value: stored.id }));
    this.row.prepend(picture(stored));
    const { place } = this.files;
    await this.files.changed();
    // Only once the answers name it: until then the phone's copy is all there is.
    await place?.store.dropFile(place.key, this.key).catch(() => {});
  }

  cut() {
    this.fail(this.isKept ? "Sambungan terputus. Tersimpan di ponsel, dikirim begitu ada jaringan." : "Sambungan terputus. Berkas belum terkirim.", true);
  }

  fail(text, worthAnotherTry) {
    this.bar.hidden = true;
    this.words.textContent = text;
    this.again.hidden = !worthAnotherTry;
    if (!worthAnotherTry) {
      this.refused = true;
      this.forget();
    }
  }

  forget() {
    const { place } = this.files;
    place?.store.dropFile(place.key, this.key).catch(() => {});
  }

  remove() {
    const back = this.row.closest("[data-kind]")?.querySelector(".pick button:not([hidden])");
    this.discard();
    this.files.changed();
    back?.focus();
  }

  discard() {
    this.stop.abort();
    this.files.rows.delete(this);
    this.forget();
    this.row.remove();
  }
}

// A small picture of what was stored; the first page of a PDF takes the server a moment.
function picture({ id, kind, url }) {
  const isPhoto = kind === "image/jpeg";
  const made = element("img", { alt: "", width: 48, height: 48, hidden: !isPhoto });
  const address = isPhoto ? url : `/berkas/${id}/gambar/`;
  let tries = 0;
  const later = () => {
    made.hidden = true;
    tries += 1;
    if (tries < PICTURE_TRIES) setTimeout(() => { made.src = `${address}?${tries}`; }, 1500 * 2 ** tries);
  };
  made.addEventListener("error", later);
  made.addEventListener("load", () => { made.hidden = false; });
  if (isPhoto) made.src = address;
  else later();
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

const photoName = (name) => `${name.replace(/\.[^.]*$/, "") || "foto"}.jpg`;

// A phone's photo of 5 MB becomes about 400 KB; what the browser cannot read (HEIC in most) goes as it is.
async function smaller(file) {
  if (!READ_AS_PHOTO.test(file.type) || (file.size <= SMALL_ENOUGH && file.type === "image/jpeg")) return file;
  const made = await import("../forms/camera.js").then(({ shrink }) => shrink(file, LONGEST_SIDE)).catch(() => file);
  return made.size < file.size ? made : file;
}
