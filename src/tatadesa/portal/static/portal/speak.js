// Reads the page aloud with the phone's own voice, piece by piece, so that it can be stopped at once.

const PIECES = "h1, h2, h3, p, li, li > b, dt, dd, label, legend, summary, figcaption, time, .chip, .note span, button:not(.speak)";

function pieces(main) {
  const found = [...main.querySelectorAll(PIECES)].filter((one) => one.checkVisibility?.() ?? one.offsetParent);
  // What holds another piece is said by that.
  return found.filter((one) => !one.querySelector(PIECES)).map((one) => one.innerText.trim().replace(/\d{9,}/g, (digits) => [...digits].join(" "))).filter(Boolean);
}

function readAloud(button) {
  if (!self.speechSynthesis) return;
  let reading = false;
  const show = (is) => {
    reading = is;
    button.textContent = button.dataset[is ? "stop" : "start"];
    button.setAttribute("aria-pressed", is);
  };
  const stop = () => { speechSynthesis.cancel(); show(false); };
  button.addEventListener("click", () => {
    if (reading) {
      stop();
      return;
    }
    speechSynthesis.cancel();
    const voice = speechSynthesis.getVoices().find(({ lang }) => lang.startsWith("id"));
    const onerror = () => show(false);
    const spoken = pieces(button.parentElement).map((words) => Object.assign(new SpeechSynthesisUtterance(words), { lang: "id-ID", voice, rate: .95, onerror }));
    spoken.at(-1).onend = onerror;
    spoken.forEach((one) => speechSynthesis.speak(one));
    show(true);
  });
  addEventListener("pagehide", stop);
  show(false);
  button.hidden = false;
}

document.querySelectorAll(".speak").forEach(readAloud);
