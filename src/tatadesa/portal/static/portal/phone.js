// What is on this phone and not yet with the office, shown on Beranda, on Permohonan and on the page without network; and
// sent as soon as there is one. Loaded only on phones that keep something.

import { onNews, sendAll, wakeLater } from "./outbox.js";
import { FLAG, openStore } from "./store.js";

const LOOKS = {
  draft: ["quiet", "Tersimpan di ponsel ini"],
  waiting: ["wait", "Menunggu jaringan"],
  sending: ["wait", "Sedang dikirim"],
  sent: ["good", "Terkirim"],
  mend: ["warn", "Perlu diperbaiki"],
};

// The state of a form in words, with what there is to say about it.
export function chip({ state, content: { reason, number } }) {
  const [look, words] = LOOKS[state];
  // Where a person has to act, the network is not what it waits for.
  const made = make("span", `chip ${look}`, reason && state === "waiting" ? reason : words);
  if (state === "sent") made.append(make("span", "", ": nomor ", make("span", "number", number)));
  return made;
}

// Shows the list at `place`, when there is one, keeps it true, and sends what can be sent.
export async function sendTheRest(account, place) {
  const store = await openStore(account);
  if (localStorage.getItem(FLAG) !== account) localStorage.removeItem(FLAG);
  if (!store) return;
  const draw = async () => place && show(place, await store.all());
  onNews(draw);
  addEventListener("online", () => attempt().then(draw));
  await draw();
  await attempt();
  await draw();
}

// Sends now, or leaves word with the browser to do it when there is network.
export async function attempt() {
  try {
    if (navigator.onLine) await sendAll();
    else await wakeLater();
  } catch {
    await wakeLater();
  }
}

// How many forms would be lost with this phone's data.
export async function unsent(account) {
  const forms = await (await openStore(account))?.all() ?? [];
  return forms.filter(({ state, dirty }) => state !== "sent" && dirty).length;
}

// A form that went out the ordinary way is no longer the phone's business.
export async function forget(account, key) {
  await (await openStore(account))?.drop(key);
}

function show(place, forms) {
  const { outbox, waiting } = place.dataset;
  const isCount = outbox === "count";
  const told = forms.filter(({ state, dirty }) => (isCount ? state === "waiting" : state !== "draft" || dirty));
  place.replaceChildren();
  if (told.length === 0) return;
  if (isCount) {
    place.append(make("p", "note", waiting.replace("{count}", told.length)));
    return;
  }
  const heading = make("h2", "", "Di ponsel ini");
  heading.id = "di-ponsel";
  const section = make("section", "", heading, make("ul", "list", ...told.map(row)));
  section.setAttribute("aria-labelledby", heading.id);
  place.append(section);
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
