/* The list by keyboard, and a selection that survives the list being fetched again. Single keys can disturb speech
   input, so they can be switched off (WCAG 2.1.4), together with those of other pages. */

const STORE = "tombol-cepat";
const form = document.getElementById("massal");
const note = document.querySelector("[data-inbox-keys]");
const toggle = note?.querySelector("button");
const picked = new Set();

const boxes = () => [...document.querySelectorAll("input[name=pilih]")];
const rows = () => [...document.querySelectorAll("#daftar a.row")];
const areOn = () => localStorage.getItem(STORE) !== "mati";

function count() {
  picked.clear();
  for (const box of boxes()) if (box.checked) picked.add(box.value);
  const words = form?.querySelector("[data-picked]");
  if (words) words.textContent = picked.size ? `${picked.size} permohonan dicentang` : "Centang permohonan di daftar";
  // Out of the way until it is wanted; without this script it is always there.
  if (form) form.hidden = !picked.size && !form.querySelector("[aria-invalid]");
}

document.addEventListener("change", (event) => event.target.name === "pilih" && count());
// A request that has changed since has another value, so it is not ticked any more: it is to be read again.
document.addEventListener("htmx:afterSwap", () => {
  for (const box of boxes()) box.checked = picked.has(box.value);
  count();
});

function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row.parentElement.contains(document.activeElement));
  all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]?.focus();
}

function decide(verb) {
  if (!form) return;
  if (!picked.size) ACTS.x();
  form.elements.tindakan.value = verb;
  (verb === "reject" ? form.elements.alasan : form.elements.tindakan).focus();
  form.scrollIntoView({ block: "center" });
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => document.activeElement.closest("#daftar li")?.querySelector("input[name=pilih]")?.click(),
  a: () => decide("approve"),
  r: () => decide("reject"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing || !areOn()) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

if (toggle) {
  note.hidden = false;
  const show = () => (toggle.textContent = areOn() ? "Matikan" : "Nyalakan");
  show();
  toggle.addEventListener("click", () => {
    localStorage.setItem(STORE, areOn() ? "mati" : "nyala");
    show();
  });
}
count();
