// Forms that wait on the phone for the network: they go out by themselves, exactly once, from a page or from the service
// worker. Nothing here knows of pages.

import { whoIsIn, withToken } from "./session.js";
import { keptAccount, openStore } from "./store.js";
import { NotSent, upload } from "./tus.js";

export const TAG = "tatadesa-kirim";
const SIGN_IN = "Masuk dulu untuk mengirim.";
const WAITING = ["waiting", "sending"];
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
// `act` gives; undefined when it is somebody else's turn.
export const inTurn = (act) => (navigator.locks
  ? navigator.locks.request(TAG, { ifAvailable: true }, (lock) => (lock ? act() : undefined))
  : act());

// Asks the browser to wake the worker when there is network; where it cannot, the next page does the work.
export async function wakeLater() {
  const worker = await navigator.serviceWorker?.ready;
  await worker?.sync?.register(TAG).catch(() => {});
}

// Sends all that waits and saves what only the phone has. Throws when the network failed, so that it is tried again.
export const sendAll = () => inTurn(async () => {
  const account = await keptAccount();
  if (!account) return;
  const who = await whoIsIn();
  // Never under another account. Whoever signed in instead has a page that wipes this.
  if (who.akun && who.akun !== account) return;
  const store = await openStore(account);
  const errors = [];
  for (const form of await store?.all() ?? []) {
    const waits = WAITING.includes(form.state);
    try {
      if (!who.akun) {
        if (waits) await tell(store, form, "waiting", { reason: SIGN_IN });
      } else if (waits) await send(store, form, who);
      else if (form.state === "draft" && form.dirty) await save(store, form, who);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
});

async function tell(store, form, state, changes) {
  Object.assign(form.content, changes);
  form.state = state;
  await store.put(form.key, form.content, { state, dirty: state !== "sent" });
  announce(form.key, state);
}

async function send(store, form, who) {
  const { key, content } = form;
  await tell(store, form, "sending", { reason: "", errors: null });
  try {
    for (const { id, field, name, file } of await store.files(key)) {
      const stored = await upload(file, { address: "/unggah/tus/", key: id, name, isRepeat: true, token: tokenOf(who) });
      content.entries.push([field, stored.id]);
      await store.put(key, content, { state: "sending" });
      await store.dropFile(key, id);
    }
    await settle(store, form, await post(content.send, form, who, "kirim"));
  } catch (error) {
    const { again, words, status } = error instanceof NotSent ? error : { again: true };
    await tell(store, form, again ? "waiting" : "mend", { reason: again ? (status === 401 ? SIGN_IN : "") : words });
    if (again) throw error;
  }
}

async function settle(store, form, answer) {
  const { status } = answer;
  const { nomor: number, alamat: address, error, kesalahan: errors = null } = await answer.json().catch(() => ({}));
  if (status === 201 || (status === 409 && number)) {
    form.content = { title: form.content.title };
    await tell(store, form, "sent", { number, address });
  } else if (status === 401) await tell(store, form, "waiting", { reason: SIGN_IN });
  else if (status === 429 || status >= 500) {
    await tell(store, form, "waiting", { reason: error ?? "" });
    throw new NotSent(status, error);
  } else await tell(store, form, "mend", { errors, reason: error ?? errors?.[""] ?? "Ada isian yang perlu diperbaiki." });
}

async function save(store, form, who) {
  const answer = await post(form.content.path, form, who, "simpan");
  if (answer.ok && !answer.redirected) await store.mark(form.key, { dirty: false, saved: (await answer.json()).tersimpan }, form.at);
}

// How the letter is to come, under names that no field of the form has.
export const beside = (way) => (way?.entries ?? []).map(([name, value]) => [`kiriman:${name}`, value]);

const post = (address, { key, content }, who, button) => withToken(tokenOf(who), (token) => {
  const body = new FormData();
  for (const [name, value] of [...content.entries, ...beside(content.way)]) body.append(name, value);
  body.set("csrfmiddlewaretoken", token);
  body.set("kunci", key);
  body.set("aksi", button);
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
});

// The token told with the account; asked for anew when it has grown old, but never one of somebody else.
const tokenOf = (who) => async (isOld) => {
  if (isOld) {
    const { akun, token } = await whoIsIn();
    if (akun !== who.akun) throw new NotSent(401, SIGN_IN);
    who.token = token;
  }
  return who.token;
};
