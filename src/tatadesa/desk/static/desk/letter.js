// The letter: a new picture soon after each change, names put in at the cursor, parts and lines moved by their grips, and
// buttons that change the page where it stands. All of it is also an ordinary form: the order travels as the order of the
// inputs named "urut", and every button posts.

import { fitConditions } from "./conditions.js";

const form = document.getElementById("surat");
const sheet = document.getElementById("halaman");
const said = document.getElementById("gambar-salah");

// --- The picture: one question at a time, the newest words next; while something is wrong the last good picture stays.
// Drawn is what is in sight; the other pages follow when nobody has typed for a while.

const REST_MS = 600;
let isAsking = false;
let isStale = false;
let resting;

async function later() {
  isStale = true;
  clearTimeout(resting);
  if (isAsking) return;
  isAsking = true;
  while (isStale) {
    isStale = false;
    await refresh(inSight());
  }
  isAsking = false;
  resting = setTimeout(rest, REST_MS);
}

async function rest() {
  if (isAsking || !sheet.querySelector(".is-behind")) return;
  isAsking = true;
  await refresh();
  isAsking = false;
  if (isStale) later();
}

const pictures = () => [...sheet.querySelectorAll("img")];

// The places of the pages that can be seen, in the window and in the column that scrolls.
function inSight() {
  const column = sheet.parentElement.getBoundingClientRect();
  const top = Math.max(0, column.top);
  const bottom = Math.min(innerHeight, column.bottom);
  return [...pictures().entries()].filter(([, image]) => {
    const box = image.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  }).map(([place]) => place);
}

// As a plain form: hundreds of inputs are read ten times as fast as in many parts.
const asTyped = () => new URLSearchParams(new FormData(form));

async function refresh(seen) {
  try {
    const typed = asTyped();
    typed.set("gambar", pictures().map((image) => image.dataset.mark ?? "-").join(" "));
    typed.set("lebar", Math.ceil(sheet.clientWidth * devicePixelRatio));
    if (seen) typed.set("tampak", seen.join(" "));
    const answer = await fetch(form.dataset.picture, { method: "POST", body: typed });
    if (!answer.ok) throw new Error(answer.status);
    const news = await answer.json();
    if (!isStale || news.pages.length) show(news);
  } catch {
    tell("Gambar belum bisa diperbarui. Perubahan Anda masih ada; tekan Simpan.");
  }
}

function show({ faults, pages }) {
  for (const box of form.querySelectorAll("[data-wrong]")) mark(box, faults[keyOf(box)] ?? "");
  tell(pages.length ? "" : faults[""] || "Perbaiki dulu bagian yang ditandai; ini gambar sebelumnya.");
  sheet.classList.toggle("is-old", !pages.length);
  if (!pages.length) return;
  const old = pictures();
  const images = pages.map(({ mark, source }, index) => {
    const image = old[index] ?? document.createElement("img");
    image.alt = `Halaman ${index + 1} surat`;
    // A page that has not changed comes without its picture.
    if (source) image.src = source;
    if (mark) image.dataset.mark = mark;
    image.classList.toggle("is-behind", !mark);
    return image;
  });
  sheet.replaceChildren(...images);
}

// What is wrong is told by the place on the page, which moving has changed since the page was made.
function keyOf(box) {
  const item = box.closest("[data-named]");
  if (!item) return box.dataset.wrong;
  const list = item.parentElement;
  return `${list.dataset.scope}${item.dataset.named}-${[...list.children].indexOf(item)}`;
}

function mark(box, words) {
  box.hidden = !words;
  box.querySelector("span").textContent = words;
  const input = form.querySelector(`[aria-describedby="${box.id}"]`);
  if (words) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
}

function tell(words) {
  said.hidden = !words;
  said.textContent = words;
}

// --- Buttons: the answer takes the place of the form, so nobody is thrown to the top of the page.

form?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button || button.value === "simpan") return;
  event.preventDefault();
  if ("look" in button.dataset) {
    later();
    return;
  }
  const typed = asTyped();
  typed.set("aksi", button.value);
  typed.set("tanpa-gambar", "1");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: typed });
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("surat");
    if (!made) throw new Error(answer.status);
    form.replaceChildren(...made.childNodes);
  } catch {
    form.removeAttribute("aria-busy");
    tell("Belum berhasil. Periksa sambungan, lalu tekan lagi; yang sudah diketik masih ada.");
    return;
  }
  form.removeAttribute("aria-busy");
  prepare();
  settle(button.value);
  later();
});

// The focus goes on where the hand was: to the same button of what moved, else to the first input of what is new.
function settle(act) {
  last = null;
  const place = document.getElementById("tersentuh")?.parentElement;
  if (!place) return;
  const direction = act.match(/(naik|turun)/)?.[1];
  const arrow = direction && place.querySelector(direction === "naik" ? "[data-up]" : "[data-down]");
  const first = place.querySelector("textarea, select, input:not([type=hidden])");
  const condition = act.includes("syarat") && [...place.querySelectorAll(".condition:not([hidden]) [data-source]")].at(-1);
  const target = condition || (arrow && !arrow.disabled ? arrow : first ?? place.querySelector("button"));
  target?.focus({ preventScroll: true });
  (condition || place).scrollIntoView({ block: "nearest" });
}

// --- Names and marks, put in where the person was writing.

let last = null;

document.addEventListener("focusin", ({ target }) => { if (target.matches("[data-takes-names]")) last = target; });
form?.addEventListener("click", ({ target }) => {
  const name = target.closest("[data-insert]");
  const style = target.closest("[data-mark]");
  if (name) insert(name);
  if (style) wrap(style.closest(".part").querySelector("textarea"), style.dataset.mark);
});

function insert(name) {
  const near = name.closest(".part");
  if (near && !near.contains(last)) last = near.querySelector("[name$='-isi']");
  last ??= form.querySelector("[data-takes-names]");
  if (!last) return;
  const filter = near ? "" : form.querySelector("[data-filter]").value;
  const code = filter ? name.dataset.insert.replace("}", `|${filter}}`) : name.dataset.insert;
  last.focus();
  last.setRangeText(code, last.selectionStart, last.selectionEnd, "end");
  later();
}

// Around the words that are chosen, or taken away again where they are there already; blanks at the edges stay outside.
function wrap(area, sign) {
  const text = area.value;
  let [start, end] = [area.selectionStart, area.selectionEnd];
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  const words = text.slice(start, end);
  const isMarked = text.slice(start - sign.length, start) === sign && text.slice(end, end + sign.length) === sign;
  area.focus();
  if (words && isMarked) {
    area.setRangeText(words, start - sign.length, end + sign.length);
    area.setSelectionRange(start - sign.length, end - sign.length);
  } else {
    const kept = words || "tulisan";
    area.setRangeText(`${sign}${kept}${sign}`, start, end);
    area.setSelectionRange(start + sign.length, start + sign.length + kept.length);
  }
  later();
}

// --- Grips: a part or a line goes where it is dropped.

let drag = null;

form?.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  drag = grip.closest("[data-item]");
  drag.classList.add("is-dragged");
});
// Moving a part in the page lets go of the pointer, which may then be over anything.
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const others = [...drag.parentElement.children].filter((one) => one !== drag);
  const below = others.find((one) => {
    const box = one.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  if (below) below.before(drag);
  else others.at(-1)?.after(drag);
  if (event.clientY < 90) scrollBy(0, -12);
  if (event.clientY > innerHeight - 60) scrollBy(0, 12);
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    drag?.classList.remove("is-dragged");
    if (drag) later();
    drag = null;
  });
}

// There is always an empty line at the end of a list: the one that was begun makes the next.
function grow(input) {
  const line = input.closest(".letter-lines > li:last-child");
  if (!line || !input.value) return;
  const next = line.cloneNode(true);
  for (const one of next.querySelectorAll("input, select")) {
    if (one.matches("select")) one.selectedIndex = 0;
    else one.value = "";
    one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+(?=\D*$)/, (digits) => Number(digits) + 1));
  }
  line.after(next);
}

function prepare() {
  fitConditions(form);
  for (const tools of form.querySelectorAll("[data-marks]")) tools.hidden = false;
}

form?.addEventListener("input", ({ target }) => {
  grow(target);
  later();
});
form?.addEventListener("change", later);
if (form) prepare();
if (form && !sheet.querySelector("img")) later();
