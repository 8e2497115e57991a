// A form on a phone: kept on the phone as it is typed and in the account as soon as there is network, files on their way
// meanwhile, and sent later by itself where there is none.

import { element } from "../forms/making.js";
import { sayingOn } from "../forms/saying.js";
import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";
import { giveBack, taken } from "./entries.js";
import { filesOf } from "./files.js";
import { attachOutbox } from "./offline.js";
import { beside, wakeLater } from "./outbox.js";
import { sendTheRest } from "./phone.js";
import { newKey, whoIsIn, withToken } from "./session.js";
import { attachSteps } from "./steps.js";
import { openStore } from "./store.js";

const KEEP_AFTER = 300;
const SAVE_AFTER = 1500;

// What is typed into the form, on its way to the phone and to the account.
function fillingOf(form) {
  const inputs = form.elements;
  const own = form.dataset;
  const say = sayingOn(document.getElementById("keterangan-simpan"));
  const filling = {
    store: null,
    // Once the form waits to be sent by itself nothing may change it any more.
    isHandedOver: false,
    // How the letter is to come, once it was asked on this phone: as entries, see offline.js.
    way: undefined,
    get key() { return inputs.kunci.value; },
    say, changed, changedNow, described, keep, keepUnkept, save, showKey, stopSaving, token, bringBack,
  };
  let keeping = Promise.resolve();
  let saving = null;
  let edition = 0;
  let keepTimer = 0;
  let saveTimer = 0;

  // A save that was cut may still be on its way and arrive after the next: the server keeps the later one.
  const sheet = newKey();
  let turn = 0;
  form.addEventListener("formdata", ({ formData }) => formData.set("simpan_ke", `${sheet} ${turn += 1}`));

  function changed() {
    if (filling.isHandedOver) return;
    clearTimeout(keepTimer);
    clearTimeout(saveTimer);
    edition += 1;
    keepTimer = setTimeout(keep, KEEP_AFTER);
    saveTimer = setTimeout(save, SAVE_AFTER);
  }

  // At once, as after a file: nothing must be lost between its arrival and the answer that names it.
  async function changedNow() {
    edition += 1;
    await keep();
    await save();
  }

  function described() {
    const { title, send = "" } = own;
    return { path: form.action, send, title, way: filling.way, ...taken(form) };
  }

  const isKept = () => {
    clearTimeout(keepTimer);
    keepTimer = 0;
  };

  // To the phone. One after the other, so that an older state never overwrites a newer one.
  function keep() {
    isKept();
    keeping = keeping.then(() => !filling.isHandedOver && filling.store?.put(filling.key, described(), { saved: own.saved })).catch(() => {});
    return keeping;
  }

  function keepUnkept() {
    if (keepTimer) keep();
  }

  // To the account, where there is network.
  async function save() {
    stopSaving();
    if (filling.isHandedOver) return;
    const { signal } = saving = new AbortController();
    const mine = edition;
    try {
      const answer = await withToken(token, () => post(signal));
      if (answer.status === 401) say("out");
      if (answer.ok && !answer.redirected) await saved((await answer.json()).tersimpan, mine);
    } catch ({ name }) {
      if (name !== "AbortError") await notSaved(name === "TypeError");
    }
  }

  // Back and reload find the same form again.
  function showKey() {
    const address = new URL(location.href);
    address.searchParams.set("kunci", filling.key);
    address.searchParams.delete("luring");
    history.replaceState(null, "", address);
  }

  function stopSaving() {
    clearTimeout(saveTimer);
    saving?.abort();
  }

  function post(signal) {
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    for (const [name, value] of beside(filling.way)) body.append(name, value);
    body.set("aksi", "simpan");
    return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal });
  }

  async function saved(moment, mine) {
    own.saved = moment;
    say("saved");
    if (mine === edition && !filling.isHandedOver) {
      isKept();
      await keeping;
      await filling.store?.put(filling.key, described(), { dirty: false, saved: moment });
    }
    showKey();
  }

  async function notSaved(isCut) {
    const isHere = isCut && filling.store;
    say(isHere ? "here" : isCut ? "cut" : "unsaved");
    if (isHere) {
      showKey();
      await wakeLater();
    }
  }

  // Signing in again in another tab makes this page's token old. Phones are shared: what one person typed never goes
  // into the account of the next.
  async function token(isOld) {
    if (isOld) {
      const who = await whoIsIn();
      if (who.akun !== own.account) throw new Error("another account");
      inputs.csrfmiddlewaretoken.value = who.token;
    }
    return inputs.csrfmiddlewaretoken.value;
  }

  // What the phone has and the server has not yet heard of comes back.
  async function bringBack(files) {
    const copy = await filling.store?.get(filling.key);
    if (!copy || copy.state === "sent") return copy;
    const { dirty, state, at, content } = copy;
    const isUnsent = dirty && state === "draft";
    const [page, phone] = [own.saved, copy.saved].map((moment) => Date.parse(moment) || 0);
    if (!("kept" in own)) {
      // A page may be older than what was saved while it was on its way.
      if (!dirty && phone <= page) return copy;
      if (isUnsent && page > phone && page > at) {
        note(form, "elsewhere");
        await filling.store.mark(filling.key, { dirty: false });
        return copy;
      }
    }
    filling.way = content.way;
    giveBack(form, content, files.attach);
    if (isUnsent) note(form, "back");
    return copy;
  }

  return filling;
}

function note(form, which) {
  const line = form.querySelector("template[data-note]").content.firstElementChild.cloneNode();
  sayingOn(line)(which);
  form.before(line);
}

// A page that the phone has kept carries the key of its own day: the address says which form is meant, else it is a new one.
function takeKey({ dataset, elements: { kunci } }) {
  const asked = new URL(location.href).searchParams.get("kunci");
  if (asked) kunci.value = asked;
  else if ("kept" in dataset) kunci.value = newKey();
}

// Choosing another person brings that person's data: the form goes out and comes back filled in for them. Without network
// that happens when it is sent.
function turnAtOnce(form, say) {
  const people = form.querySelectorAll("input[name='untuk']");
  if (people.length === 0) return;
  const turn = element("button", { name: "aksi", value: "ganti", hidden: true });
  form.append(turn);
  people.forEach((person) => person.addEventListener("change", () => {
    if (navigator.onLine) form.requestSubmit(turn);
    else say("person");
  }));
}

async function begin(form) {
  takeKey(form);
  const filling = fillingOf(form);
  const { changed, say } = filling;
  const files = filesOf(form, { changed: filling.changedNow, token: filling.token });
  const rules = attachRules(form);
  attachSteps(form, rules);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  const outbox = attachOutbox(form, { rules, files, filling });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || outbox.takes(event)) return;
    const why = files.heldUp();
    if (why) {
      event.preventDefault();
      say(why);
    } else {
      filling.stopSaving();
      // Now, as a page that is left has no time: what the phone sends later must not be older than what goes out here.
      filling.keepUnkept();
    }
  });
  await prepareWidgets(form, () => { rules.refresh(); changed(); });
  const store = filling.store = await openStore(form.dataset.account);
  const copy = await filling.bringBack(files);
  rules.refresh();
  turnAtOnce(form, say);
  addEventListener("pagehide", filling.keepUnkept);
  document.addEventListener("visibilitychange", () => document.hidden && filling.keepUnkept());
  addEventListener("online", filling.save);
  form.dataset.ready = "";
  const waits = await outbox.resume(copy);
  if (store && !waits) {
    await files.keepAt({ store, key: filling.key });
    if (!await files.offerShared(store)) note(form, "shared");
    if (copy?.dirty && copy.state === "draft" && navigator.onLine) await filling.save();
  }
  if (store) await sendTheRest(form.dataset.account);
  if (waits) return;
  const wrong = form.querySelector(".field.wrong :is(input, select, textarea, button):not([type='hidden'], [hidden])");
  (wrong ?? document.getElementById("ringkasan-kesalahan"))?.focus();
}

document.querySelectorAll("form[data-fill]").forEach(begin);
