// Reads the page aloud with the phone's own voice, piece by piece, so that it can be stopped at once.

// The button has on it what is a piece.
function pieces(main, kinds) {
  const found = [...main.querySelectorAll(kinds)].filter((one) => one.checkVisibility?.() ?? one.offsetParent);
  // What holds another piece is said by that.
  return found.filter((one) => !one.querySelector(kinds)).map((one) => one.innerText.trim().replace(/\d{9,}/g, (digits) => [...digits].join(" "))).filter(Boolean);
}

function readAloud(button) {
  if (!self.speechSynthesis) return;
  const show = (is) => {
    button.textContent = button.dataset[is ? "stop" : "start"];
    button.ariaPressed = is;
  };
  const stop = () => { speechSynthesis.cancel(); show(false); };
  button.addEventListener("click", () => {
    const wasOn = button.ariaPressed === "true";
    stop();
    if (wasOn) return;
    const voice = speechSynthesis.getVoices().find(({ lang }) => lang.startsWith("id"));
    const onerror = () => show(false);
    const spoken = pieces(button.parentElement, button.dataset.pieces).map((words) => Object.assign(new SpeechSynthesisUtterance(words), { lang: "id-ID", voice, rate: .95, onerror }));
    spoken.at(-1).onend = onerror;
    spoken.forEach((one) => speechSynthesis.speak(one));
    show(true);
  });
  addEventListener("pagehide", stop);
  show(false);
  button.hidden = false;
}

document.querySelectorAll(".speak").forEach(readAloud);
