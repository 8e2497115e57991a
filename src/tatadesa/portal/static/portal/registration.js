// Registration: waits for the card to be read, holds the next code back for a minute, leads to what is wrong.

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
document.querySelectorAll("[data-resend]").forEach(holdBack);
const wrong = document.querySelector(".field.wrong :is(input, select):not([type='hidden'])");
(wrong ?? document.getElementById("ringkasan-kesalahan"))?.focus();
