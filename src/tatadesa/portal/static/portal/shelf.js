// One's own requests and letters as they were when last seen, sealed on the phone, for when there is no network. A letter
// that was downloaded opens again from here.

import { make } from "./phone.js";
import { openStore } from "./store.js";

const { account = localStorage.getItem("tatadesa-akun") ?? "" } = document.body.dataset;
const HEADINGS = { permohonan: "Permohonan saya", surat: "Surat saya" };

const words = (row, which) => [...row.querySelectorAll(which)].map((one) => one.innerText.trim()).filter(Boolean);

function rowsOf(list) {
  return [...list.querySelectorAll(".row")].map((row) => ({
    title: words(row, ".row-text b")[0] ?? "",
    lines: words(row, ".row-text > span"),
    chip: words(row, ".chip")[0] ?? "",
    letter: row.querySelector("a[data-letter]")?.dataset.letter ?? "",
  }));
}

// The page of a list: what it shows is kept; a letter is kept as it is downloaded.
async function keepPage(list) {
  const store = await openStore(account);
  if (!store) return;
  await store.putShelf(list.dataset.shelf, { seen: Date.now(), rows: rowsOf(list) });
  list.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-letter]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const letter = await answer.blob();
      await store.putLetter(link.dataset.letter, letter).catch(() => {});
      handOut(letter, link.dataset.name);
    } catch {
      location.assign(link.href);
    }
  });
}

function handOut(letter, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(letter), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The page without network.
async function showKept(place) {
  const store = await openStore(account);
  for (const [name, heading] of Object.entries(HEADINGS)) {
    const kept = await store?.shelf(name);
    if (kept?.rows.length) place.append(await section(store, heading, kept));
  }
}

async function section(store, heading, { seen, rows }) {
  const title = make("h2", "", heading);
  const list = make("ul", "list");
  for (const row of rows) list.append(await item(store, row));
  const when = new Date(seen).toLocaleString("id-ID", { dateStyle: "medium", timeStyle: "short" });
  const made = make("section", "");
  made.append(title, make("p", "muted small-text", `Seperti terakhir dilihat, ${when}.`), list);
  return made;
}

async function item(store, { title, lines, chip, letter }) {
  const made = make("li", "row");
  const text = make("span", "row-text");
  text.append(make("b", "", title), ...lines.map((line) => make("span", "muted", line)));
  made.append(text);
  if (chip) made.append(make("span", "chip quiet", chip));
  const file = letter ? await store.letter(letter) : null;
  if (file) {
    const button = make("button", "button second", "Buka surat");
    button.type = "button";
    button.setAttribute("aria-label", `Buka surat ${title} ${lines[0] ?? ""}`);
    button.addEventListener("click", () => handOut(file, `${title}.pdf`));
    made.append(button);
  } else if (letter) made.append(make("span", "muted small-text", "Belum diunduh di ponsel ini"));
  return made;
}

const list = document.querySelector("[data-shelf]");
if (list && account) keepPage(list).catch(() => {});
const place = document.querySelector("[data-kept]");
if (place && account) showKept(place).catch(() => {});
