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
export function chip({ state, content }) {
  const [look, words] = LOOKS[state];
  // Where a person has to act, the network is not what it waits for.
  const made = make("span", `chip ${look}`, content.reason && state === "waiting" ? content.reason : words);
  if (state === "sent") {
    const number = make("span", "number", content.number);
    const told = make("span", "", ": nomor ");
    told.append(number);
    made.append(told);
  }
  return made;
}

// Shows the list at `place`, when there is one, keeps it true, and sends what can be sent.
export async function sendTheRest(account, place) {
  const store = await openStore(account);
  if (localStorage.getItem(FLAG) !== account) localStorage.removeItem(FLAG);
  if (!store) return;
  const draw = async () => { if (place) show(place, await shown(store)); };
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

const shown = async (store) => (await store.all()).filter(({ state, dirty }) => state !== "draft" || dirty);

function show(place, forms) {
  if (place.dataset.outbox === "count") {
    const count = forms.filter(({ state }) => state === "waiting").length;
    place.replaceChildren(...(count > 0 ? [make("p", "note", `Ada ${count} permohonan di ponsel ini yang menunggu dikirim. Masuk dulu untuk mengirim.`)] : []));
    return;
  }
  const list = make("ul", "list");
  list.append(...forms.map(row));
  const heading = make("h2", "", "Di ponsel ini");
  heading.id = "di-ponsel";
  const section = make("section", "");
  section.setAttribute("aria-labelledby", heading.id);
  section.append(heading, list);
  place.replaceChildren(...(forms.length > 0 ? [section] : []));
}

function row(form) {
  const { key, content } = form;
  const link = make("a", "row");
  const page = new URL(content.address ?? content.path, location.origin);
  if (!content.address) page.searchParams.set("kunci", key);
  link.href = page;
  const text = make("span", "row-text");
  text.append(make("b", "", content.title), make("span", "muted", `Diisi ${new Date(form.at).toLocaleString("id-ID", { dateStyle: "medium", timeStyle: "short" })}`));
  link.append(text, chip(form));
  const item = document.createElement("li");
  item.append(link);
  return item;
}

export function make(tag, look, words = "") {
  return Object.assign(document.createElement(tag), { className: look, textContent: words });
}
