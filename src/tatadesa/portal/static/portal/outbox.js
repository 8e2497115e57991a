// Forms that wait on the phone for the network: they go out by themselves, exactly once, from a page or from the service
// worker. Nothing here knows of pages.

import { whoIsIn } from "./session.js";
import { keptAccount, openStore } from "./store.js";
import { NotSent, upload } from "./tus.js";

export const TAG = "tatadesa-kirim";
const LOCK = "tatadesa-kirim";
const UPLOADS = "/unggah/tus/";
const SIGN_IN = "Masuk dulu untuk mengirim.";
const WAITING = ["waiting", "sending"];
const JSON_ONLY = { Accept: "application/json" };
const hearers = new Set();
const news = self.BroadcastChannel ? new BroadcastChannel("tatadesa") : null;

// Calls `hear` whenever the state of a form on this phone has changed, in whatever tab.
export function onNews(hear) {
  hearers.add(hear);
  news?.addEventListener("message", ({ data }) => hear(data));
}

export function announce(key, state) {
  news?.postMessage({ key, state });
  for (const hear of hearers) hear({ key, state });
}

// Whoever holds the turn may change what waits: two tabs, or a tab and the worker, never send side by side. Gives what
// `act` gives; undefined when it is somebody else's turn and one does not `wait`.
export function inTurn(act, { wait = false } = {}) {
  if (!navigator.locks) return act();
  return navigator.locks.request(LOCK, { ifAvailable: !wait }, (lock) => (lock ? act() : undefined));
}

// Asks the browser to wake the worker when there is network; where it cannot, the next page does the work.
export async function wakeLater() {
  const worker = await self.navigator.serviceWorker?.ready.catch(() => null);
  await worker?.sync?.register(TAG).catch(() => {});
}

// Sends all that waits and saves what only the phone has. Throws when the network failed, so that it is tried again.
export function sendAll() {
  return inTurn(async () => {
    const account = await keptAccount();
    if (!account) return;
    const who = await whoIsIn();
    if (who.akun !== account) {
      // Never under another account. Whoever signed in instead has a page that wipes this.
      if (!who.akun) await explain(account, SIGN_IN);
      return;
    }
    const store = await openStore(account);
    if (!store) return;
    const errors = [];
    for (const form of await store.all()) {
      try {
        if (WAITING.includes(form.state)) await send(store, form, who);
        else if (form.state === "draft" && form.dirty) await save(store, form, who);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  });
}

async function explain(account, reason) {
  const store = await openStore(account);
  for (const form of await store?.all() ?? []) {
    if (WAITING.includes(form.state)) await tell(store, form, { reason }, "waiting");
  }
}

async function tell(store, form, changes, state) {
  Object.assign(form.content, changes);
  form.state = state;
  await store.put(form.key, form.content, { state, dirty: state !== "sent" });
  announce(form.key, state);
}

async function send(store, form, who) {
  await tell(store, form, { reason: "", errors: null }, "sending");
  try {
    for (const one of await store.files(form.key)) {
      const stored = await upload(one.file, { address: UPLOADS, key: one.id, name: one.name, isRepeat: true, token: token(who) });
      form.content.entries.push([one.field, stored.id]);
      await store.put(form.key, form.content, { state: "sending" });
      await store.dropFile(form.key, one.id);
    }
    await settle(store, form, await post(form.content.send, form, who, "kirim"));
  } catch (error) {
    if (error instanceof NotSent && !error.again) {
      await tell(store, form, { reason: error.words }, "mend");
      return;
    }
    const reason = error instanceof NotSent && error.status === 401 ? SIGN_IN : "";
    await tell(store, form, { reason }, "waiting");
    throw error;
  }
}

async function settle(store, form, answer) {
  const told = await answer.json().catch(() => ({}));
  if (answer.status === 201 || (answer.status === 409 && told.nomor)) {
    const { title } = form.content;
    form.content = { title };
    await tell(store, form, { number: told.nomor, address: told.alamat }, "sent");
  } else if (answer.status === 401) {
    await tell(store, form, { reason: SIGN_IN }, "waiting");
  } else if (answer.status === 429 || answer.status >= 500) {
    await tell(store, form, { reason: told.error ?? "" }, "waiting");
    throw new NotSent(answer.status, told.error);
  } else {
    const errors = told.kesalahan ?? null;
    const reason = told.error ?? errors?.[""] ?? "Ada isian yang perlu diperbaiki.";
    await tell(store, form, { reason, errors }, "mend");
  }
}

async function save(store, form, who) {
  const answer = await post(form.content.path, form, who, "simpan");
  if (answer.ok && !answer.redirected) await store.mark(form.key, { dirty: false, saved: (await answer.json()).tersimpan }, form.at);
}

// How the letter is to come, under names that no field of the form has.
export const beside = (way) => (way?.entries ?? []).map(([name, value]) => [`kiriman:${name}`, value]);

async function post(address, form, who, button) {
  for (const fresh of [false, true]) {
    const body = new FormData();
    for (const [name, value] of [...form.content.entries, ...beside(form.content.way)]) body.append(name, value);
    body.set("csrfmiddlewaretoken", await token(who)(fresh));
    body.set("kunci", form.key);
    body.set("aksi", button);
    const answer = await fetch(address, { method: "POST", body, headers: JSON_ONLY });
    if (answer.status !== 403 || fresh) return answer;
  }
}

// The token told with the account; asked for anew when it has grown old, but never one of somebody else.
const token = (who) => async (fresh) => {
  if (fresh) {
    const now = await whoIsIn();
    if (now.akun !== who.akun) throw new NotSent(401, SIGN_IN);
    who.token = now.token;
  }
  return who.token;
};
