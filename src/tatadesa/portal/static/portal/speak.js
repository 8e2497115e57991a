// Reads the page aloud with the phone's own voice, piece by piece, so that it can be stopped at once.
const PIECES = "h1, h2, h3, p, li, li > b, dt, dd, label, legend, summary, figcaption, time, .chip, .note span, button:not(.speak)";
const main = document.getElementById("isi");

function pieces() {
  const found = [...main.querySelectorAll(PIECES)].filter((one) => one.checkVisibility?.() ?? one.offsetParent !== null);
  // What holds another piece is said by that.
  return found.filter((one) => !one.querySelector(PIECES)).map((one) => one.innerText.trim().replace(/\d{9,}/g, (digits) => [...digits].join(" "))).filter(Boolean);
}

if (main && "speechSynthesis" in self) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second speak";
  const say = (reading) => {
    button.textContent = reading ? "Berhenti membaca" : "Bacakan halaman ini";
    button.setAttribute("aria-pressed", String(reading));
  };
  const stop = () => { speechSynthesis.cancel(); say(false); };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") { stop(); return; }
    const voice = speechSynthesis.getVoices().find((one) => one.lang.startsWith("id"));
    const spoken = pieces().map((words) => Object.assign(new SpeechSynthesisUtterance(words), { lang: "id-ID", voice: voice ?? null, rate: .95 }));
    if (spoken.length === 0) return;
    spoken.at(-1).addEventListener("end", () => say(false));
    spoken.forEach((one) => one.addEventListener("error", () => say(false)));
    speechSynthesis.cancel();
    spoken.forEach((one) => speechSynthesis.speak(one));
    say(true);
  });
  addEventListener("pagehide", stop);
  say(false);
  main.prepend(button);
}
