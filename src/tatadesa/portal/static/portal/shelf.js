// One's own requests and letters as they were when last seen, sealed on the phone, for when there is no network. A letter
// that was downloaded opens again from here.

import { sayingOn, unfolded } from "../forms/saying.js";
import { answerOf } from "./live.js";

// Whose things the phone keeps; a browser that keeps nothing may refuse to say.
export const keeper = (() => { try { return localStorage.getItem("tatadesa-akun"); } catch { return null; } })();
export const account = document.body.dataset.account ?? keeper;

const wordsIn = (row, which) => [...row.querySelectorAll(which)].map((one) => one.innerText.trim()).filter(Boolean);

// Follows links of this kind by `act`; where that fails the browser goes there itself.
export function follow(which, act) {
  addEventListener("click", (event) => {
    const link = event.target.closest(which);
    if (!link) return;
    event.preventDefault();
    answerOf(link.href).then((answer) => act(link, answer)).catch(() => location.assign(link.href));
  });
}

// The page of a list: what it shows is kept; a letter is kept as it is downloaded.
async function keepPage(list, store) {
  const rows = [...list.querySelectorAll(".row")].map((row) => ({
    title: wordsIn(row, ".row-text b")[0],
    lines: wordsIn(row, ".row-text > span"),
    chip: wordsIn(row, ".chip")[0],
    letter: row.querySelector("[data-letter]")?.dataset.letter,
  }));
  await store.putShelf(list.dataset.shelf, { seen: Date.now(), rows });
  follow("[data-letter]", async (link, answer) => {
    const letter = await answer.blob();
    await store.putLetter(link.dataset.letter, letter).catch(() => {});
    handOut(letter, link.dataset.name);
  });
}

function handOut(letter, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(letter);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The page without network.
async function showKept(place, store) {
  const { make, moment } = await import("./phone.js");
  for (const section of place.querySelectorAll("section")) {
    const { seen, rows } = await store.shelf(section.dataset.name) ?? {};
    if (!rows) continue;
    for (const { title, lines, chip, letter } of rows) {
      const [row, part] = unfolded(place);
      part("title").textContent = title;
      part("text").append(...lines.map((line) => make("span", "muted", line)));
      part("chip").textContent = chip;
      part("chip").hidden = !chip;
      const file = letter && await store.letter(letter);
      const opener = part("opener");
      opener.ariaLabel = `${opener.textContent} ${title} ${lines[0]}`;
      opener.addEventListener("click", () => handOut(file, `${title}.pdf`));
      opener.hidden = !file;
      part("missing").hidden = file || !letter;
      section.lastElementChild.append(row);
    }
    sayingOn(section.querySelector("[data-told]"))("seen", { at: moment(seen) });
    section.hidden = false;
    place.hidden = false;
  }
}

for (const [mark, act] of [["[data-shelf]", keepPage], ["div[data-kept]", showKept]]) {
  const place = document.querySelector(mark);
  if (place && account) import("./store.js").then(({ openStore }) => openStore(account)).then((store) => act(place, store)).catch(() => {});
}
