// A form on a phone: kept on the phone as it is typed and in the account as soon as there is network, files on their way
// meanwhile, and sent later by itself where there is none.

import { sayingOn } from "../forms/saying.js";
import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";
import { giveBack, taken } from "./entries.js";
import { filesOf } from "./files.js";
import { attachOutbox } from "./offline.js";
import { post } from "./outbox.js";
import { later, sendTheRest } from "./phone.js";
import { newKey } from "./session.js";
import { attachSteps } from "./steps.js";
import { openStore } from "./store.js";

const KEEP_AFTER = 300;
const SAVE_AFTER = 1500;

// What is typed into the form, on its way to the phone and to the account.
function fillingOf(form) {
  const own = form.dataset;
  const key = keyOf(form);
  const say = sayingOn(document.getElementById("keterangan-simpan"));
  // The token grows old when one signs in again in another tab, see session.js.
  const who = { akun: own.account, token: form.elements.csrfmiddlewaretoken.value };
  const filling = {
    store: null,
    // Once the form waits to be sent by itself nothing may change it any more.
    isHandedOver: false,
    // How the letter is to come, once it was asked on this phone: as entries, see offline.js.
    way: undefined,
    key, who, say, changed, changedNow, described, keep, keepUnkept, save, showKey, stopSaving, bringBack,
  };
  let keeping = Promise.resolve();
  let saving = null;
  let edition = 0;
  let keepTimer = 0;
  let saveTimer = 0;

  // A save that was cut may still be on its way and arrive after the next: the server keeps the later one.
  const sheet = newKey();
  let turn = 0;
  form.addEventListener("formdata", ({ formData }) => {
    formData.set("simpan_ke", `${sheet} ${turn += 1}`);
    formData.set("csrfmiddlewaretoken", who.token);
  });

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
    const { title, send } = own;
    return { path: form.action, send, title, way: filling.way, ...taken(form) };
  }

  // To the phone. One after the other, so that an older state never overwrites a newer one.
  function keep(dirty = true) {
    clearTimeout(keepTimer);
    keepTimer = 0;
    return keeping = keeping.then(async () => {
      if (!filling.isHandedOver) await filling.store?.put(key, described(), { dirty, saved: own.saved });
    }).catch(() => {});
  }

  function keepUnkept() {
    if (keepTimer) keep();
  }

  // To the account, where there is network.
  async function save() {
    stopSaving();
    if (filling.isHandedOver) return;
    saving = new AbortController();
    const mine = edition;
    // Files go out by themselves.
    const entries = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    try {
      const answer = await post(form.action, { key, content: { entries, way: filling.way } }, who, "simpan", saving.signal);
      if (answer.status === 401) say("out");
      if (!answer.ok || answer.redirected) return;
      own.saved = (await answer.json()).tersimpan;
      say("saved");
      if (mine === edition) await keep(false);
      showKey();
    } catch ({ name }) {
      if (name === "AbortError") return;
      if (name !== "TypeError") say("unsaved");
      else if (filling.store) {
        say("here");
        showKey();
        await later();
      } else say("cut");
    }
  }

  // Back and reload find the same form again.
  function showKey() {
    history.replaceState(null, "", `?${new URLSearchParams({ kunci: key })}`);
  }

  function stopSaving() {
    clearTimeout(saveTimer);
    saving?.abort();
  }

  // What the phone has and the server has not yet heard of comes back.
  async function bringBack(files) {
    const copy = await filling.store?.get(key);
    if (!copy || copy.state === "sent") return copy;
    const { dirty, state, at, content } = copy;
    const isUnsent = dirty && state === "draft";
    const page = Date.parse(own.saved) || 0;
    const phone = Date.parse(copy.saved) || 0;
    // A page may be older than what was saved while it was on its way; one that the phone has kept is.
    const isBehind = !("kept" in own) && (isUnsent ? page > Math.max(phone, at) : !dirty && page >= phone);
    if (!isBehind) {
      filling.way = content.way;
      giveBack(form, content, files.attach);
    }
    if (isUnsent) {
      note(form, isBehind ? "elsewhere" : "back");
      if (isBehind) await filling.store.mark(copy, { dirty: false });
    }
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
function keyOf({ dataset, elements: { kunci } }) {
  const asked = new URLSearchParams(location.search).get("kunci");
  if (asked) kunci.value = asked;
  else if ("kept" in dataset) kunci.value = newKey();
  return kunci.value;
}

// Choosing another person brings that person's data: the form goes out and comes back filled in for them. Without network
// that happens when it is sent.
function turnAtOnce(form, say) {
  form.addEventListener("change", ({ target }) => {
    if (target.name !== "untuk") return;
    if (navigator.onLine) form.requestSubmit(form.querySelector("button[value='ganti']"));
    else say("person");
  });
}

async function begin(form) {
  const filling = fillingOf(form);
  const { who, changed, keepUnkept, save, say } = filling;
  const files = filesOf(form, { changed: filling.changedNow, token: who });
  const rules = attachRules(form);
  attachSteps(form, rules);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  const outbox = attachOutbox(form, filling, rules, files);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || outbox.takes(event)) return;
    const why = files.heldUp();
    if (why) {
      event.preventDefault();
      say(why);
    } else {
      filling.stopSaving();
      // Now, as a page that is left has no time: what the phone sends later must not be older than what goes out here.
      keepUnkept();
    }
  });
  await prepareWidgets(form, () => { rules.refresh(); changed(); });
  const store = filling.store = await openStore(who.akun);
  const copy = await filling.bringBack(files);
  rules.refresh();
  turnAtOnce(form, say);
  addEventListener("pagehide", keepUnkept);
  document.addEventListener("visibilitychange", keepUnkept);
  addEventListener("online", save);
  form.dataset.ready = "";
  const waits = store && await outbox.resume();
  if (store && !waits) {
    await files.keepAt(filling);
    if (!await files.offerShared(store)) note(form, "shared");
    if (copy?.dirty && navigator.onLine) await save();
  }
  if (!waits) {
    const wrong = form.querySelector(".field.wrong :is(input, select, textarea, button):not([type='hidden'], [hidden])");
    (wrong ?? document.querySelector("#ringkasan-kesalahan"))?.focus();
  }
  if (store) await sendTheRest(who.akun);
}

document.querySelectorAll("form[data-fill]").forEach(begin);
