// The letter: a new picture soon after each change, names put in at the cursor, parts and lines moved by their grips.
// All of it is also an ordinary form: the order travels as the order of the inputs named "urut".

const form = document.getElementById("surat");
const sheet = document.getElementById("halaman");
const said = document.getElementById("gambar-salah");

// --- The picture: one question at a time, the newest words next; while something is wrong the last good picture stays.

let isAsking = false;
let isStale = false;

async function later() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  while (isStale) {
    isStale = false;
    await refresh();
  }
  isAsking = false;
}

async function refresh() {
  try {
    const answer = await fetch(form.dataset.picture, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(answer.status);
    const news = await answer.json();
    if (!isStale || news.pages.length) show(news);
  } catch {
    tell("Gambar belum bisa diperbarui. Perubahan Anda masih ada; tekan Simpan.");
  }
}

function show({ faults, pages }) {
  const parts = [...form.querySelectorAll(".part")];
  for (const box of form.querySelectorAll("[data-wrong]")) {
    const part = box.closest(".part");
    mark(box, faults[part ? `bagian-${parts.indexOf(part)}` : box.dataset.wrong] ?? "");
  }
  tell(pages.length ? "" : faults[""] || "Perbaiki dulu bagian yang ditandai; ini gambar sebelumnya.");
  sheet.classList.toggle("is-old", !pages.length);
  if (!pages.length) return;
  const old = [...sheet.querySelectorAll("img")];
  const images = pages.map((source, index) => {
    const image = old[index] ?? document.createElement("img");
    image.alt = `Halaman ${index + 1} surat`;
    if (image.src !== source) image.src = source;
    return image;
  });
  sheet.replaceChildren(...images);
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

// --- Names, put in where the person was writing.

let last = null;

document.addEventListener("focusin", ({ target }) => { if (target.matches("[data-takes-names]")) last = target; });
form?.addEventListener("click", ({ target }) => {
  const name = target.closest("[data-insert]");
  if (!name) return;
  last ??= form.querySelector("[data-takes-names]");
  if (!last) return;
  last.focus();
  last.setRangeText(name.dataset.insert, last.selectionStart, last.selectionEnd, "end");
  later();
});

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
form?.addEventListener("pointermove", (event) => {
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
  form?.addEventListener(end, () => {
    drag?.classList.remove("is-dragged");
    if (drag) later();
    drag = null;
  });
}

form?.addEventListener("input", later);
form?.addEventListener("change", later);
