// What is on this phone and not yet with the office, shown on Beranda, on Permohonan and on the page without network; and
// sent as soon as there is one. Loaded only on phones that keep something.

import { onNews, sendAll, wakeLater } from "./outbox.js";
import { FLAG } from "./session.js";
import { openStore } from "./store.js";

// Milliseconds to the next try.
const SOON = 5000;
const LONGEST = 120000;
// How each state looks, and its words.
const STATES = {
  draft: ["quiet", "Tersimpan di ponsel ini"],
  waiting: ["wait", "Menunggu jaringan"],
  sending: ["wait", "Sedang dikirim"],
  sent: ["good", "Terkirim"],
  mend: ["warn", "Perlu diperbaiki"],
};

// The state of a form in words, with what there is to say about it.
export function chip({ state, content: { reason, number } }) {
  const [look, words] = STATES[state];
  // Where a person has to act, the network is not what it waits for.
  const told = state === "sent"
    ? make("span", "", `${words}: nomor `, make("span", "number", number))
    : (state === "waiting" && reason) || words;
  return make("span", `chip ${look}`, told);
}

// Shows the list at `place`, when there is one, keeps it true, and sends what can be sent.
export async function sendTheRest(account, place) {
  const store = await openStore(account);
  if (localStorage.getItem(FLAG) !== account) localStorage.removeItem(FLAG);
  if (!store) return;
  const draw = async () => { if (place) show(place, await store.all()); };
  const send = () => attempt().then(draw);
  onNews(draw);
  addEventListener("online", () => { pause = SOON; send(); });
  await draw();
  await send();
}

let timer = 0;
let pause = SOON;

// Sends now what waits.
export async function attempt() {
  clearTimeout(timer);
  try {
    await sendAll();
    pause = SOON;
  } catch {
    await later();
  }
}

// Later: this page while it is open, as a weak network is no reason for the browser to tell of; the browser after that.
export async function later() {
  clearTimeout(timer);
  if (navigator.onLine) timer = setTimeout(attempt, pause * (0.75 + Math.random() / 2));
  pause = Math.min(2 * pause, LONGEST);
  await wakeLater();
}

// How many forms would be lost with this phone's data.
export async function unsent(account) {
  const forms = await (await openStore(account))?.all() ?? [];
  return forms.filter(({ dirty }) => dirty).length;
}

// A form that went out the ordinary way is no longer the phone's business.
export async function forget(account, key) {
  await (await openStore(account))?.drop(key);
}

function show(place, forms) {
  // Where nobody is signed in there is a sentence with their number only.
  const { waiting } = place.dataset;
  const told = forms.filter(({ state, dirty }) => (waiting ? state === "waiting" : state !== "draft" || dirty));
  place.replaceChildren();
  if (told.length === 0) return;
  if (waiting) place.append(make("p", "note", waiting.replace("{count}", told.length)));
  else {
    const title = "Di ponsel ini";
    const section = make("section", "", make("h2", "", title), make("ul", "list", ...told.map(row)));
    section.ariaLabel = title;
    place.append(section);
  }
}

function row(form) {
  const { key, at, content: { address, path, title } } = form;
  const link = make("a", "row", make("span", "row-text", make("b", "", title), make("span", "muted", `Diisi ${moment(at)}`)), chip(form));
  link.href = address ?? `${path}?${new URLSearchParams({ kunci: key })}`;
  return make("li", "", link);
}

export const moment = (at) => new Date(at).toLocaleString("id-ID", { dateStyle: "medium", timeStyle: "short" });

export function make(tag, look, ...children) {
  const made = document.createElement(tag);
  made.className = look;
  made.append(...children);
  return made;
}
