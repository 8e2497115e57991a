// Files in a form: a camera button, a smaller photo, progress, and an upload that goes on where the network cut it.

import { button, element, partsOf, sayingOn, unfolded } from "../forms/making.js";
import { newKey } from "./session.js";
import { dropShared, sharedFiles } from "./shared.js";
import { upload } from "./tus.js";

const LONGEST_SIDE = 2000;
const SMALL_ENOUGH = 400 * 1024;
const MEGABYTE = 1024 * 1024;
const LARGEST = 8 * MEGABYTE;
const LARGEST_IN_ALL = 40 * MEGABYTE;
const READ_AS_PHOTO = /^image\/(jpeg|png|webp|heic|heif)$/;
const PDF = "application/pdf";
const PICTURE_TRIES = 4;
const FIELDS = ":is([data-kind='file'], [data-kind='photo'], [data-kind='signature'])";

// The file fields of a form. `changed` is called when an answer has changed; `token` as of an upload. What it gives takes
// `place`, {store, key}: where the phone keeps files until the server has them.
export function filesOf(form, { changed, token }) {
  const sendings = new Set();
  const fields = new Map();
  let place = null;
  let isHandedOver = false;

  const pending = () => [...sendings].filter(({ isOpen }) => isOpen);

  function sendAgain() {
    if (isHandedOver) return;
    for (const one of pending()) if (!one.isUnderway) one.send();
  }

  // Why the form cannot go out yet, or nothing.
  function heldUp() {
    const waiting = pending();
    if (waiting.length === 0) return "";
    if (waiting.some(({ isUnderway }) => isUnderway)) return "underway";
    sendAgain();
    return "unsent";
  }

  // From now on the phone keeps what is not sent; what it has kept from before goes on its way.
  async function keepAt(where) {
    place = where;
    for (const one of pending()) await one.keep();
    const here = [...sendings].map(({ key }) => key);
    for (const { id, field, file } of await place.store.files(place.key)) {
      if (here.includes(id)) continue;
      if (fields.has(field)) add(field, file, id);
      else await place.store.dropFile(place.key, id);
    }
  }

  // Somebody else sends them from here on; the phone has them all.
  function handOver() {
    isHandedOver = true;
    for (const one of pending()) one.stop.abort();
  }

  // They are the page's again.
  async function takeBack(where) {
    isHandedOver = false;
    for (const one of pending()) one.row.remove();
    sendings.clear();
    await keepAt(where);
  }

  const answer = (name, value) => element("input", { type: "hidden", name, value });

  // A file the server has and the page does not show.
  function attach(field, id) {
    if (!fields.has(field)) return;
    const [row, part] = unfolded(form, "template[data-file]");
    part("name").textContent = part("told").dataset.there;
    part("told").textContent = "";
    part("bar").remove();
    part("drop").addEventListener("click", () => { row.remove(); changed(); });
    row.prepend(picture({ id }));
    row.append(answer(field, id));
    fields.get(field).list.append(row);
  }

  // Sends `file`; with a `kept` key the phone has it from before.
  function add(name, file, kept = "") {
    const { list } = fields.get(name);
    const [row, part] = unfolded(form, "template[data-file]");
    const say = sayingOn(part("told"));
    const bar = part("bar");
    const again = part("again");
    const key = kept || newKey();
    let isKept = kept !== "";
    let isReady = isKept;
    const one = { name, key, row, body: file, fileName: file.name, isOpen: true, isUnderway: false, stop: new AbortController(), keep, send, discard };

    const forget = () => place?.store.dropFile(place.key, key).catch(() => {});

    function rest(which, values) {
      bar.hidden = true;
      say(which, values);
    }

    function cut() {
      rest(isKept ? "waits" : "cut");
      again.hidden = false;
    }

    function refuse(which, words) {
      rest(which, { words });
      one.isOpen = false;
      forget();
    }

    // The phone has it before the network is tried: a dead battery loses nothing.
    async function keep() {
      if (!place || !isReady) return;
      await place.store.putFile(place.key, key, { field: name, name: one.fileName }, one.body).catch(() => {});
      isKept = true;
    }

    async function start() {
      if (!isKept) {
        one.isUnderway = true;
        one.body = await smaller(file);
        if (one.body !== file) one.fileName = `${file.name.replace(/\.[^.]*$/, "") || "foto"}.jpg`;
        one.isUnderway = false;
        isReady = true;
      }
      if (one.body.size > LARGEST) {
        refuse("large");
        return;
      }
      if (!isKept) await keep();
      if (row.isConnected) await send(kept !== "");
    }

    async function send(isRepeat = true) {
      again.hidden = true;
      if (!navigator.onLine && place) {
        cut();
        return;
      }
      one.isUnderway = true;
      bar.hidden = false;
      say("sending");
      try {
        await done(await upload(one.body, {
          address: form.dataset.tus, key, name: one.fileName, token, isRepeat, signal: one.stop.signal, told: (part) => { bar.value = 100 * part; },
        }));
      } catch (error) {
        const { status, words } = error;
        if (error.name === "AbortError") return;
        if (status === 0) cut();
        else if (!words) throw error;
        else if (error.again) {
          rest("is", { words });
          again.hidden = false;
        } else refuse("is", words);
      } finally {
        one.isUnderway = false;
      }
    }

    async function done(stored) {
      if (isHandedOver) return;
      one.isOpen = false;
      rest("sent", { size: Math.max(1, Math.round(stored.size / 1024)) });
      row.append(answer(name, stored.id));
      row.prepend(picture(stored));
      await changed();
      // Only once the answers name it: until then the phone's copy is all there is.
      await forget();
    }

    function discard() {
      one.stop.abort();
      sendings.delete(one);
      forget();
      row.remove();
    }

    part("name").textContent = file.name;
    bar.setAttribute("aria-label", `Mengirim ${file.name}`);
    again.addEventListener("click", () => send());
    part("drop").addEventListener("click", () => {
      const back = row.closest("[data-kind]").querySelector(".pick button:not([hidden])");
      discard();
      changed();
      back?.focus();
    });
    sendings.add(one);
    list.append(row);
    start();
    return one;
  }

  function prepare(field, input) {
    const name = field.dataset.field;
    const part = partsOf(form.querySelector("template[data-attach]").content.cloneNode(true));
    const [list, refused, picks, shoot, pick, camera] = ["list", "refused", "picks", "shoot", "pick", "camera"].map(part);
    const say = sayingOn(refused);
    let latest = null;

    function take(files) {
      refused.hidden = true;
      for (const file of files) {
        const why = refusal(field, input, file);
        if (why) {
          say(why, { name: file.name, most: input.dataset.max });
          refused.hidden = false;
          continue;
        }
        if (!input.multiple) {
          field.querySelectorAll(`input[type='hidden'][name='${name}']`).forEach((kept) => (kept.closest("li") ?? kept).remove());
          latest?.discard();
        }
        latest = add(name, file);
      }
      return refused.hidden;
    }

    for (const source of [input, camera]) {
      source.addEventListener("change", () => { take([...source.files]); source.value = ""; });
    }
    const label = field.querySelector("label")?.firstChild?.textContent?.trim() ?? "";
    const described = input.getAttribute("aria-describedby");
    for (const [one, source] of [[shoot, camera], [pick, input]]) {
      one.addEventListener("click", () => source.click());
      one.append(element("span", { className: "hidden", textContent: ` ${label}` }));
      if (described) one.setAttribute("aria-describedby", described);
    }
    // A photo field has a camera of its own, see forms/kinds/photo.js.
    shoot.hidden = field.dataset.kind === "photo" || !matchMedia("(pointer: coarse)").matches;
    // The list of errors and the label point to the input: the button takes its place, and is still called what it says.
    const first = shoot.hidden ? pick : shoot;
    first.id = input.id;
    first.setAttribute("aria-label", first.textContent);
    input.removeAttribute("id");
    input.removeAttribute("aria-invalid");
    input.hidden = true;
    input.before(list, refused, picks);
    input.after(camera);
    // What another app has handed over, see shared.js: `taken` is called when it went here.
    const offer = (file, taken) => {
      if (field.dataset.kind === "signature" || refusal(field, input, file)) return null;
      const use = button(`Pakai ${file.name}`, "second", () => { if (take([file])) taken(list); });
      use.append(element("span", { className: "hidden", textContent: ` untuk ${label}` }));
      picks.append(use);
      return use;
    };
    return { list, offer };
  }

  // Offers shared files at each field that may take them. Gives whether any may.
  async function offerShared(store) {
    const shared = await sharedFiles(store);
    const offered = shared.map(({ id, file }) => {
      const uses = [...fields.values()].map(({ offer }) => offer(file, (list) => {
        for (const use of uses) use.remove();
        dropShared(store, id);
        list.querySelector("li:last-child button:not([hidden])")?.focus();
      })).filter(Boolean);
      return uses.length > 0;
    });
    return shared.length === 0 || offered.includes(true);
  }

  // What is plain before a byte is sent. A photo is made smaller first, so its own size says little.
  function refusal(field, input, file) {
    const isPhoto = READ_AS_PHOTO.test(file.type) || (!file.type && /\.hei[cf]$/i.test(file.name));
    if (!isPhoto && !input.accept.split(/[ ,]+/).includes(file.type)) return input.accept.includes(PDF) ? "kind" : "photo";
    if (!isPhoto && file.size > LARGEST) return "large";
    const name = field.dataset.field;
    const there = field.querySelectorAll(`input[type='hidden'][name='${name}']`).length + pending().filter((one) => one.name === name).length;
    if (input.multiple && there >= Number(input.dataset.max || 1)) return "many";
    const total = [...sendings].reduce((sum, one) => sum + one.body.size, file.type === PDF ? file.size : 0);
    return total > LARGEST_IN_ALL && "all";
  }

  for (const field of form.querySelectorAll(FIELDS)) {
    const input = field.querySelector("input[type='file']");
    if (input) fields.set(field.dataset.field, prepare(field, input));
  }
  addEventListener("online", sendAgain);
  // Whoever reads the form's data sees the files that are still on their way, as if they had been chosen.
  form.addEventListener("formdata", ({ formData }) => {
    for (const { name, body, fileName } of pending()) formData.append(`${name}__berkas`, body, fileName);
  });
  return { heldUp, keepAt, handOver, takeBack, attach, offerShared };
}

// A small picture of what was stored; the first page of a PDF takes the server a moment.
function picture({ id, kind, url }) {
  const isPhoto = kind === "image/jpeg";
  const address = isPhoto ? url : `/berkas/${id}/gambar/`;
  const made = element("img", { alt: "", width: 48, height: 48, hidden: !isPhoto });
  let tries = 0;
  made.onload = () => { made.hidden = false; };
  made.onerror = () => {
    made.hidden = true;
    tries += 1;
    if (tries < PICTURE_TRIES) setTimeout(() => { made.src = `${address}?${tries}`; }, 1500 * 2 ** tries);
  };
  if (isPhoto) made.src = address;
  else made.onerror();
  return made;
}

// A phone's photo of 5 MB becomes about 400 KB; what the browser cannot read (HEIC in most) goes as it is.
async function smaller(file) {
  if (!READ_AS_PHOTO.test(file.type) || (file.size <= SMALL_ENOUGH && file.type === "image/jpeg")) return file;
  const made = await import("../forms/camera.js").then(({ shrink }) => shrink(file, LONGEST_SIDE)).catch(() => file);
  return made.size < file.size ? made : file;
}
