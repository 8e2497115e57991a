// A form on a phone: kept on the phone as it is typed and in the account as soon as there is network, files on their way
// meanwhile, and sent later by itself where there is none.

import { element } from "../forms/making.js";
import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";
import { giveBack, taken } from "./entries.js";
import { Files } from "./files.js";
import { attachOutbox } from "./offline.js";
import { beside, wakeLater } from "./outbox.js";
import { sendTheRest } from "./phone.js";
import { newKey, whoIsIn } from "./session.js";
import { attachSteps } from "./steps.js";
import { openStore } from "./store.js";

const KEEP_AFTER = 300;
const SAVE_AFTER = 1500;
const form = document.querySelector("form[data-fill]");

class Filling {
  constructor() {
    this.words = document.getElementById("keterangan-simpan");
    this.store = null;
    // Once the form waits to be sent by itself nothing may change it any more.
    this.isHandedOver = false;
    this.keeping = Promise.resolve();
    this.edition = 0;
    // How the letter is to come, once it was asked on this phone: as entries, see offline.js.
    this.way = undefined;
  }

  get key() { return form.elements.kunci.value; }

  say(text) { this.words.textContent = text; }

  changed = () => {
    if (this.isHandedOver) return;
    clearTimeout(this.keepTimer);
    clearTimeout(this.saveTimer);
    this.edition += 1;
    this.keepTimer = setTimeout(() => this.keep(), KEEP_AFTER);
    this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER);
  };

  // At once, as after a file: nothing must be lost between its arrival and the answer that names it.
  changedNow = async () => {
    this.edition += 1;
    await this.keep();
    await this.save();
  };

  described() {
    const { title, send = "" } = form.dataset;
    return { path: form.action, send, title, way: this.way, ...taken(form) };
  }

  // To the phone. One after the other, so that an older state never overwrites a newer one.
  keep() {
    clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    this.keeping = this.keeping.then(() => !this.isHandedOver && this.store?.put(this.key, this.described(), { saved: form.dataset.saved })).catch(() => {});
    return this.keeping;
  }

  // To the account, where there is network.
  async save() {
    this.stopSaving();
    if (this.isHandedOver) return;
    const saving = this.saving = new AbortController();
    const edition = this.edition;
    try {
      let answer = await this.post(saving.signal);
      if (answer.status === 403) {
        await this.token(true);
        answer = await this.post(saving.signal);
      }
      if (answer.status === 401) this.say("Waktu masuk habis. Masuk lagi di tab lain sebelum mengirim.");
      if (!answer.ok || answer.redirected) return;
      await this.saved((await answer.json()).tersimpan, edition);
    } catch (error) {
      if (error.name === "AbortError") return;
      await this.notSaved(error.name === "TypeError");
    }
  }

  // Back and reload find the same form again.
  showKey() {
    const address = new URL(location.href);
    address.searchParams.set("kunci", this.key);
    address.searchParams.delete("luring");
    history.replaceState(null, "", address);
  }

  stopSaving() {
    clearTimeout(this.saveTimer);
    this.saving?.abort();
  }

  // A save that was cut may still be on its way and arrive after the next: the server keeps the later one.
  countSaves() {
    const sheet = newKey();
    let turn = 0;
    form.addEventListener("formdata", ({ formData }) => formData.set("simpan_ke", `${sheet} ${turn += 1}`));
  }

  post(signal) {
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    for (const [name, value] of beside(this.way)) typed.append(name, value);
    typed.set("aksi", "simpan");
    return fetch(form.action, { method: "POST", body: typed, headers: { Accept: "application/json" }, signal });
  }

  async saved(moment, edition) {
    form.dataset.saved = moment;
    this.say("Isian tersimpan di akun Anda.");
    if (edition === this.edition && !this.isHandedOver) {
      clearTimeout(this.keepTimer);
      this.keepTimer = 0;
      await this.keeping;
      await this.store?.put(this.key, this.described(), { dirty: false, saved: moment });
    }
    this.showKey();
  }

  async notSaved(isCut) {
    if (!isCut) this.say("Belum tersimpan. Periksa apakah Anda masih masuk.");
    else if (this.store) this.say("Tersimpan di ponsel ini. Masuk ke akun Anda begitu ada jaringan.");
    else this.say("Belum tersimpan: tidak ada jaringan. Isian tetap ada di layar ini.");
    if (isCut && this.store) {
      this.showKey();
      await wakeLater();
    }
  }

  // Signing in again in another tab makes this page's token old. Phones are shared: what one person typed never goes
  // into the account of the next.
  token = async (fresh) => {
    if (fresh) {
      const who = await whoIsIn();
      if (who.akun !== form.dataset.account) throw new Error("another account");
      form.elements.csrfmiddlewaretoken.value = who.token;
    }
    return form.elements.csrfmiddlewaretoken.value;
  };

  // What the phone has and the server has not yet heard of comes back.
  async bringBack(files) {
    const copy = await this.store?.get(this.key);
    if (!copy || copy.state === "sent") return copy;
    const isKept = "kept" in form.dataset;
    const [page, phone] = [form.dataset.saved, copy.saved].map((moment) => Date.parse(moment) || 0);
    // A page may be older than what was saved while it was on its way.
    if (!copy.dirty && !isKept && phone <= page) return copy;
    if (!isKept && copy.dirty && copy.state === "draft" && page > phone && page > copy.at) {
      note("Isian ini sudah dilanjutkan di perangkat lain. Yang tampil adalah yang terbaru.");
      await this.store.mark(this.key, { dirty: false });
      return copy;
    }
    this.way = copy.content.way;
    giveBack(form, copy.content, (field, id) => files.attach(field, id));
    if (copy.dirty && copy.state === "draft") note("Isian yang belum sempat terkirim sudah dikembalikan.");
    return copy;
  }
}

function note(words) {
  form.before(element("p", { className: "note", role: "status", textContent: words }));
}

// A page that the phone has kept carries the key of its own day: the address says which form is meant, else it is a new one.
function takeKey() {
  const asked = new URL(location.href).searchParams.get("kunci");
  if (asked) form.elements.kunci.value = asked;
  else if ("kept" in form.dataset) form.elements.kunci.value = newKey();
}

// Choosing another person brings that person's data: the form goes out and comes back filled in for them. Without network
// that happens when it is sent.
function turnAtOnce(filling) {
  const people = form.querySelectorAll("input[name='untuk']");
  if (people.length === 0) return;
  const turn = element("button", { name: "aksi", value: "ganti", hidden: true });
  form.append(turn);
  people.forEach((person) => person.addEventListener("change", () => {
    if (navigator.onLine) form.requestSubmit(turn);
    else filling.say("Data orang ini diambil saat ada jaringan. Isian yang berasal dari data penduduk ikut berganti.");
  }));
}

async function begin() {
  const filling = new Filling();
  takeKey();
  filling.countSaves();
  const files = new Files(form, { changed: filling.changedNow, token: filling.token });
  const rules = attachRules(form);
  attachSteps(form, rules);
  form.addEventListener("input", filling.changed);
  form.addEventListener("change", filling.changed);
  const outbox = attachOutbox(form, { rules, files, filling });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || outbox.takes(event)) return;
    const why = files.heldUp();
    if (why) {
      event.preventDefault();
      filling.say(why);
      return;
    }
    filling.stopSaving();
  });
  await prepareWidgets(form, () => { rules.refresh(); filling.changed(); });
  filling.store = await openStore(form.dataset.account);
  const copy = await filling.bringBack(files);
  rules.refresh();
  turnAtOnce(filling);
  addEventListener("pagehide", () => filling.keepTimer && filling.keep());
  document.addEventListener("visibilitychange", () => document.hidden && filling.keepTimer && filling.keep());
  addEventListener("online", () => filling.save());
  form.dataset.ready = "";
  const waits = await outbox.resume(copy);
  if (!waits && filling.store) await files.keepAt({ store: filling.store, key: filling.key });
  if (!waits && filling.store && !await files.offerShared(filling.store)) {
    note("Isian ini tidak meminta foto atau berkas seperti yang Anda bagikan. Berkas itu tetap ada di ponsel ini selama satu hari.");
  }
  if (!waits && copy?.dirty && copy.state === "draft" && navigator.onLine) await filling.save();
  if (filling.store) await sendTheRest(form.dataset.account, null);
  if (waits) return;
  const wrong = form.querySelector(".field.wrong :is(input, select, textarea, button):not([type='hidden'], [hidden])");
  (wrong ?? document.getElementById("ringkasan-kesalahan"))?.focus();
}

if (form) begin();
