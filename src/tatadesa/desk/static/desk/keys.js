/* One key for each decision. An element says its own key in data-key: a link or button is pressed, a summary is opened
   and its first field focused. Never while somebody types, and never in the first moment of a page, when the key was
   meant for the page before. Single keys can disturb speech input, so they can be switched off (WCAG 2.1.4). */

const QUIET_MS = 600;
const STORE = "tombol-cepat";
const opened = performance.now();
const note = document.querySelector("[data-keys]");
const toggle = note?.querySelector("button");

function areOn() {
  return localStorage.getItem(STORE) !== "mati";
}

function show() {
  toggle.textContent = areOn() ? "Matikan" : "Nyalakan";
}

function isTyping(target) {
  return target.isContentEditable || (target.matches("input, textarea, select") && !target.matches("[type=checkbox], [type=radio]"));
}

function press(element) {
  if (element.tagName === "SUMMARY") {
    element.parentElement.open = true;
    element.parentElement.querySelector("input:not([type=hidden]), textarea").focus();
    return;
  }
  const missing = element.form?.querySelector("[type=checkbox][required]:not(:checked)");
  if (missing) missing.focus();
  else element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (performance.now() - opened < QUIET_MS || isTyping(event.target) || !areOn()) return;
  const element = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!element) return;
  event.preventDefault();
  press(element);
});

if (toggle) {
  note.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    localStorage.setItem(STORE, areOn() ? "mati" : "nyala");
    show();
  });
}
