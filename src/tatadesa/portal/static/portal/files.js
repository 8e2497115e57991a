// Files in a form: a camera button, a smaller photo, progress, and an upload that goes on where the network cut it.

import { button, element } from "../forms/making.js";
import { partsOf, sayingOn, unfolded } from "../forms/saying.js";
import { idsOf, labelOf } from "./entries.js";
import { newKey } from "./session.js";
import { dropShared, sharedFiles } from "./shared.js";
import { upload } from "./tus.js";

const LONGEST_SIDE = 2000;
const SMALL_ENOUGH = 400 * 1024;
const MEGABYTE = 1024 * 1024;
const LARGEST = 8 * MEGABYTE;
const LARGEST_IN_ALL = 40 * MEGABYTE;
const READ_AS_PHOTO = /^image\/(jpeg|png|webp|heic|heif)$/;
const JPEG = "image/jpeg";
const PDF = "application/pdf";
const PICTURE_TRIES = 4;

// The file fields of a form. `changed` is called when an answer has changed; `token` as of an upload. What it gives takes
// `place`, {store, key}: where the phone keeps files until the server has them.
export function filesOf(form, { changed, token }) {
  // By their keys.
  const sendings = new Map();
  const fields = new Map();
  let place = null;

  const pending = () => [...sendings.values()].filter(({ isOpen }) => isOpen);
  const areUnderway = () => pending().some(({ isUnderway }) => isUnderway);
  const forget = (key) => place?.store.dropFile(place.key, key).catch(() => {});

  function sendAgain() {
    for (const one of pending()) if (!one.isUnderway) one.send();
  }

  // Why the form cannot go out yet, or nothing.
  function heldUp() {
    if (pending().length === 0) return "";
    if (areUnderway()) return "underway";
    sendAgain();
    return "unsent";
  }

  // None gets on and trying again did not help, whatever the browser says of its network.
  const areStuck = () => pending().some(({ failures }) => failures > 1) && !areUnderway();

  // From now on the phone keeps what is not sent; what it has kept from before goes on its way.
  async function keepAt(where) {
    place = where;
    for (const one of pending()) await one.keep();
    for (const { id, field, file } of await place.store.files(place.key)) {
      if (sendings.has(id)) continue;
      if (fields.has(field)) add(field, file, id);
      else await forget(id);
    }
  }

  // Somebody else sends them from here on; the phone has them all.
  function handOver() {
    for (const one of pending()) one.stop.abort();
  }

  // They are the page's again.
  async function takeBack(where) {
    for (const one of pending()) one.row.remove();
    sendings.clear();
    await keepAt(where);
  }

  // A row for a file of the field; `discard` what else its button does than to take it out.
  function rowIn(name, discard) {
    const [row, part] = unfolded(form, "template[data-file]");
    const { list, first } = fields.get(name);
    part("drop").addEventListener("click", () => {
      discard?.();
      row.remove();
      changed();
      first.focus();
    });
    list.append(row);
    return [row, part];
  }

  // The row is that of a stored file from now on.
  function answer(row, name, stored) {
    row.append(element("input", { type: "hidden", name, value: stored.id }));
    row.prepend(picture(stored));
  }

  // A file the server has and the page does not show.
  function attach(name, id) {
    if (!fields.has(name)) return;
    const [row, part] = rowIn(name);
    part("told").textContent = "";
    part("bar").hidden = true;
    answer(row, name, { id });
  }

  // Sends `file`; with a `kept` key the phone has it from before.
  function add(name, file, kept = "") {
    const key = kept || newKey();
    const [row, part] = rowIn(name, discard);
    const say = sayingOn(part("told"));
    const bar = part("bar");
    const again = part("again");
    let isKept = kept !== "";
    let isReady = isKept;
    const one = { name, row, file, isOpen: true, isUnderway: false, failures: 0, stop: new AbortController(), keep, send, discard };

    // Not under way; `isOpen` when another try may help.
    function rest(which, values, isOpen = false) {
      bar.hidden = true;
      say(which, values);
      again.hidden = !isOpen;
      one.isOpen = isOpen;
    }

    function failed({ status, words, again: isOpen }) {
      one.failures += 1;
      one.isUnderway = false;
      rest(status ? "is" : isKept ? "waits" : "cut", { words }, isOpen);
      if (!isOpen) forget(key);
    }

    // The phone has it before the network is tried: a dead battery loses nothing.
    async function keep() {
      if (!place || !isReady) return;
      await place.store.putFile(place.key, key, { field: name, name: one.file.name }, one.file).catch(() => {});
      isKept = true;
    }

    async function start() {
      if (!isKept) {
        one.isUnderway = true;
        one.file = await smaller(file);
        isReady = true;
      }
      if (!row.isConnected) return;
      if (one.file.size > LARGEST) {
        rest("large");
        forget(key);
        return;
      }
      if (!isKept) await keep();
      await send(kept !== "");
    }

    async function send(isRepeat = true) {
      again.hidden = true;
      if (!navigator.onLine && place) {
        failed({ status: 0, again: true });
        return;
      }
      one.isUnderway = true;
      bar.hidden = false;
      say("sending");
      try {
        await done(await upload(one.file, {
          address: form.dataset.tus, key, name: one.file.name, token, isRepeat, signal: one.stop.signal, told: (part) => { bar.value = 100 * part; },
        }));
      } catch (error) {
        if (error.name === "AbortError") return;
        if (!("status" in error)) throw error;
        failed(error);
      } finally {
        one.isUnderway = false;
      }
    }

    async function done(stored) {
      if (one.stop.signal.aborted) return;
      rest("sent", { size: Math.max(1, Math.round(stored.size / 1024)) });
      answer(row, name, stored);
      await changed();
      // Only once the answers name it: until then the phone's copy is all there is.
      await forget(key);
    }

    function discard() {
      one.stop.abort();
      sendings.delete(key);
      forget(key);
      row.remove();
    }

    part("name").textContent = file.name;
    bar.setAttribute("aria-label", `Mengirim ${file.name}`);
    again.addEventListener("click", () => send());
    sendings.set(key, one);
    start();
    return one;
  }

  const hidden = (words) => element("span", { className: "hidden", textContent: words });

  function prepare(input) {
    const field = input.closest("[data-field]");
    const { field: name, kind } = field.dataset;
    const part = partsOf(form.querySelector("template[data-attach]").content.cloneNode(true));
    const [list, refused, picks, shoot, pick, camera] = ["list", "refused", "picks", "shoot", "pick", "camera"].map(part);
    const say = sayingOn(refused);
    const label = labelOf(field);
    let latest = null;

    function take(files) {
      refused.hidden = true;
      for (const file of files) {
        const why = refusal(file);
        if (why) {
          say(why, { name: file.name, most: input.dataset.max });
          refused.hidden = false;
          continue;
        }
        if (!input.multiple) {
          for (const one of idsOf(field, name)) one.closest("li").remove();
          latest?.discard();
        }
        latest = add(name, file);
      }
      return refused.hidden;
    }

    // What is plain before a byte is sent. A photo is made smaller first, so its own size says little.
    function refusal(file) {
      const isPhoto = READ_AS_PHOTO.test(file.type) || (!file.type && /\.hei[cf]$/i.test(file.name));
      const takesPdf = input.accept.includes(PDF);
      if (!isPhoto && !(takesPdf && file.type === PDF)) return takesPdf ? "kind" : "photo";
      if (!isPhoto && file.size > LARGEST) return "large";
      const there = idsOf(field, name).length + pending().filter((one) => one.name === name).length;
      if (input.multiple && there >= Number(input.dataset.max)) return "many";
      const total = [...sendings.values()].reduce((sum, one) => sum + one.file.size, isPhoto ? 0 : file.size);
      return total > LARGEST_IN_ALL && "all";
    }

    // What another app has handed over, see shared.js: `taken` is called when it went here, and all `uses` of it go.
    function offer(file, uses, taken) {
      if (kind === "signature" || refusal(file)) return;
      const use = button(`Pakai ${file.name}`, "second", () => {
        if (!take([file])) return;
        for (const one of uses) one.remove();
        taken();
        latest.row.querySelector("[data-drop]").focus();
      });
      use.append(hidden(` untuk ${label}`));
      picks.append(use);
      uses.push(use);
    }

    for (const [one, source] of [[shoot, camera], [pick, input]]) {
      source.addEventListener("change", () => { take([...source.files]); source.value = ""; });
      one.addEventListener("click", () => source.click());
      one.append(hidden(` ${label}`));
      one.setAttribute("aria-describedby", input.getAttribute("aria-describedby"));
    }
    // A photo field has a camera of its own, see forms/kinds/photo.js.
    shoot.hidden = kind === "photo" || !matchMedia("(pointer: coarse)").matches;
    // The list of errors and the label point to the input: the button takes its place, and is still called what it says.
    const first = shoot.hidden ? pick : shoot;
    first.id = input.id;
    first.setAttribute("aria-label", first.textContent);
    input.removeAttribute("id");
    input.removeAttribute("aria-invalid");
    input.hidden = true;
    input.before(list, refused, picks);
    input.after(camera);
    fields.set(name, { list, first, offer });
  }

  // Offers shared files at each field that may take them. Gives whether any may.
  async function offerShared(store) {
    const shared = await sharedFiles(store);
    let isOffered = shared.length === 0;
    for (const { id, file } of shared) {
      const uses = [];
      for (const { offer } of fields.values()) offer(file, uses, () => dropShared(store, id));
      isOffered ||= uses.length > 0;
    }
    return isOffered;
  }

  form.querySelectorAll("input[type='file'][name]").forEach(prepare);
  addEventListener("online", sendAgain);
  // Whoever reads the form's data sees the files that are still on their way, as if they had been chosen.
  form.addEventListener("formdata", ({ formData }) => {
    for (const { name, file } of pending()) formData.append(`${name}__berkas`, file);
  });
  return { heldUp, areStuck, keepAt, handOver, takeBack, attach, offerShared };
}

// A small picture of what was stored. The server makes it in a moment; a photo can be seen itself until then.
function picture({ id, kind, url }) {
  let tries = 0;
  return element("img", {
    alt: "",
    hidden: true,
    onload() { this.hidden = false; },
    onerror() {
      tries += 1;
      if (tries < PICTURE_TRIES) setTimeout(() => { this.src = `/berkas/${id}/gambar/?${tries}`; }, 1500 * 2 ** tries);
    },
    // Without one the browser tells an error, and it is tried later.
    src: kind === JPEG ? url : "",
  });
}

// A phone's photo of 5 MB becomes about 400 KB; what the browser cannot read (HEIC in most) goes as it is.
async function smaller(file) {
  if (!READ_AS_PHOTO.test(file.type) || (file.size <= SMALL_ENOUGH && file.type === JPEG)) return file;
  const made = await import("../forms/camera.js").then(({ shrink }) => shrink(file, LONGEST_SIDE)).catch(() => file);
  if (made.size >= file.size) return file;
  return new File([made], `${file.name.replace(/\.[^.]*$/, "") || "foto"}.jpg`, { type: JPEG });
}
