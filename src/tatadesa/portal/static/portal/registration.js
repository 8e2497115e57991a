// Registration: waits for the card to be read and for the decision, holds the next code back for a minute, leads to what
// is wrong.

const NEWS_SECONDS = 15;
const PATIENT_SECONDS = 60;
// After so long nobody sits and waits any more.
const PATIENT_AFTER = 10 * 60;

const words = (box, text) => { const line = box.querySelector("[data-words]"); if (line) line.textContent = text; };

async function watchReading(box) {
  const started = Date.now();
  for (;;) {
    await new Promise((wake) => { setTimeout(wake, 1000); });
    try {
      const answer = await fetch(box.dataset.reading, { headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (told.next) return location.replace(told.next);
      for (const item of box.querySelectorAll("[data-state]")) {
        item.classList.toggle("active", item.dataset.state === told.state);
        item.classList.toggle("done", item.dataset.state === "waiting" && told.state === "reading");
      }
      if (Date.now() - started > 20_000) words(box, "Agak lama karena banyak yang mendaftar. Anda boleh mengisi sendiri.");
    } catch {
      words(box, "Tidak ada jaringan. Dicoba lagi sendiri.");
    }
  }
}

// Nobody is signed in yet, so there is no stream to listen to: a small question now and then, and none while hidden.
function watchDecision(region) {
  const started = Date.now();
  let asking = false;
  let timer = 0;

  async function ask() {
    if (asking || document.hidden) return;
    asking = true;
    try {
      const answer = await fetch(region.dataset.waiting, { headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (told.next) location.replace(told.next);
      else if (told.version && told.version !== region.dataset.version) await show();
    } catch {
      // No network: the next turn asks again.
    } finally {
      asking = false;
    }
  }

  async function show() {
    const answer = await fetch(region.dataset.waiting);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["keadaan", "tutup"]) document.getElementById(id)?.replaceWith(page.getElementById(id) ?? "");
    region = document.getElementById("keadaan");
    words(document, `Ada kabar: ${region.querySelector("h1").textContent}.`);
  }

  function turn() {
    clearTimeout(timer);
    if (!region.dataset.waiting) return;
    const seconds = Date.now() - started > PATIENT_AFTER * 1000 ? PATIENT_SECONDS : NEWS_SECONDS;
    timer = setTimeout(async () => { await ask(); turn(); }, seconds * 1000);
  }

  document.addEventListener("visibilitychange", async () => { await ask(); turn(); });
  turn();
}

function holdBack(form) {
  const button = form.querySelector("button");
  const until = Date.now() + 1000 * Number(form.dataset.resend);
  const resting = form.querySelector("[data-words]").textContent;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    words(form, left > 0 ? `Kode baru bisa diminta ${left} detik lagi.` : resting);
    if (left > 0) setTimeout(tick, 1000);
  };
  tick();
}

document.querySelectorAll("[data-reading]").forEach(watchReading);
document.querySelectorAll("[data-waiting]").forEach(watchDecision);
document.querySelectorAll("[data-resend]").forEach(holdBack);
const wrong = document.querySelector(".field.wrong :is(input, select):not([type='hidden'])");
(wrong ?? document.getElementById("ringkasan-kesalahan"))?.focus();
