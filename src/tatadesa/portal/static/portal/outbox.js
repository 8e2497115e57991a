// Forms that wait on the phone for the network: they go out by themselves, exactly once, from a page or from the service
// worker. Nothing here knows of pages.

import { SIGN_IN, ask, notSent, whoIsIn, withToken } from "./session.js";
import { keptAccount, openStore } from "./store.js";
import { upload } from "./tus.js";

export const TAG = "tatadesa-kirim";

// Calls `hear` whenever the state of a form on this phone has changed, in whatever tab. A channel does not hear itself: this
// one hears its own page, too.
export const onNews = (hear) => new BroadcastChannel("tatadesa").addEventListener("message", ({ data }) => hear(data));

// Whoever holds the turn may change what waits: two tabs, or a tab and the worker, never send side by side. Gives what
// `act` gives; nothing when it is somebody else's turn.
export const ifFree = (act) => navigator.locks.request(TAG, { ifAvailable: true }, (lock) => lock && act());

// Asks the browser to wake the worker when there is network; where it cannot, the next page does the work.
export async function wakeLater() {
  const worker = await navigator.serviceWorker?.ready;
  await worker?.sync?.register(TAG).catch(() => {});
}

// Sends all that waits and saves what only the phone has, after whoever is at it: that one may fail. Throws when something
// failed, so that it is tried again. Nothing is held up by the question who is signed in, which a weak network may not answer.
export async function sendAll() {
  const account = await keptAccount();
  if (!account) return;
  const who = await whoIsIn();
  // Never under another account. Whoever signed in instead has a page that wipes this.
  if (who.akun && who.akun !== account) return;
  await navigator.locks.request(TAG, () => sendFor(account, who));
}

async function sendFor(account, who) {
  // Meanwhile somebody else may have come, whose things opening this store would wipe.
  if (await keptAccount() !== account) return;
  const store = await openStore(account);
  let failure = null;
  for (const form of await store.all()) {
    try {
      if (["waiting", "sending"].includes(form.state)) {
        if (who.akun) await send(store, form, who);
        else await announce(store, form, "waiting", { reason: SIGN_IN });
      } else if (who.akun && form.state === "draft" && form.dirty) await save(store, form, who);
    } catch (error) {
      failure = error;
    }
  }
  if (failure) throw failure;
}

// Keeps the form in its new state, with these changes of its content, and lets everybody know.
export async function announce(store, form, state, changes) {
  Object.assign(form.content, changes);
  await store.put(form.key, form.content, { state, dirty: state !== "sent" });
  new BroadcastChannel("tatadesa").postMessage({ key: form.key });
}

async function send(store, form, who) {
  const { key, content } = form;
  content.reason = "";
  await announce(store, form, "sending");
  try {
    for (const { id, field, name, file } of await store.files(key)) {
      const stored = await upload(file, { address: "/unggah/tus/", key: id, name, isRepeat: true, token: who });
      content.entries.push([field, stored.id]);
      await store.put(key, content, { state: "sending" });
      await store.dropFile(key, id);
    }
    await settle(store, form, await post(content.send, form, who, "kirim"));
  } catch (error) {
    const { again = true, words, status } = error;
    await announce(store, form, again ? "waiting" : "mend", { reason: status === 401 ? SIGN_IN : again ? "" : words });
    if (again) throw error;
  }
}

async function settle(store, form, answer) {
  const { status } = answer;
  const { nomor: number, alamat: address, error, kesalahan: errors } = await answer.json().catch(() => ({}));
  if (status === 201 || (status === 409 && number)) {
    await announce(store, { key: form.key, content: { title: form.content.title, number, address } }, "sent");
  } else if ([401, 429].includes(status) || status >= 500) throw notSent(status);
  else await announce(store, form, "mend", { errors, reason: error ?? errors?.[""] ?? "Ada isian yang perlu diperbaiki." });
}

async function save(store, form, who) {
  const answer = await post(form.content.path, form, who, "simpan");
  // Refused as the older: its page has saved once more, and the server has that.
  if (answer.status === 409) await store.mark(form, { dirty: false });
  else if (answer.ok && !answer.redirected) await store.mark(form, { dirty: false, saved: (await answer.json()).tersimpan });
}

// Sends a form as its page does when `button` is pressed.
export const post = (address, { key, content }, who, button, signal) => withToken(who, (token) => {
  const body = new FormData();
  for (const [name, value] of content.entries) body.append(name, value);
  // How the letter is to come, under names that no field of the form has.
  for (const [name, value] of content.way?.entries ?? []) body.append(`kiriman:${name}`, value);
  body.set("csrfmiddlewaretoken", token);
  body.set("kunci", key);
  body.set("aksi", button);
  return ask(address, { method: "POST", body, headers: { Accept: "application/json" }, signal });
});
