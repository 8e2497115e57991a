// Registration: the photo of the card, waiting until it is read and for the decision, a minute between codes, and the way
// to what is wrong.

import { partsOf, sayingOn } from "../forms/saying.js";
import { attachCardPhoto } from "./camera.js";
import { pageIn } from "./live.js";

const NEWS_SECONDS = 15;
const PATIENT_SECONDS = 60;
// After so long nobody sits and waits any more.
const PATIENT_AFTER = 10 * 60 * 1000;
const LONG = 20_000;

const partOfPage = partsOf(document);
const sayHere = sayingOn(partOfPage("told"));

// Shorter when somebody comes back to the page.
const pause = (seconds) => new Promise((wake) => {
  setTimeout(wake, seconds * 1000);
  document.onvisibilitychange = wake;
});

// Nobody is signed in yet, so there is no stream to listen to: a small question now and then, and none while hidden, at the
// address in data-`mark`. The answer leads to another page, or `tell` shows how things stand.
async function watch(mark, secondsNow, tell) {
  const box = partOfPage(mark);
  const address = box?.dataset[mark];
  if (!address) return;
  await pause(secondsNow());
  try {
    if (!document.hidden) {
      const news = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
      if (news.next) {
        location.replace(news.next);
        return;
      }
      await tell(box, news, address);
    }
  } catch {
    sayHere("cut");
  }
  watch(mark, secondsNow, tell);
}

function tellReading(box, { state }) {
  for (const item of box.querySelectorAll("li")) item.className = item.getAttribute(`data-when-${state}`);
  if (performance.now() > LONG) sayHere("long");
}

async function tellDecision(box, { version }, address) {
  if (!version || version === box.dataset.version) return;
  const page = await pageIn(await fetch(address));
  for (const id of ["keadaan", "tutup"]) document.getElementById(id)?.replaceWith(page.getElementById(id) ?? "");
  sayHere("news", { words: document.querySelector("#keadaan h1").textContent });
}

async function holdBack(form) {
  const button = form.querySelector("button");
  const until = Date.now() + 1000 * form.dataset.resend;
  const left = () => Math.ceil((until - Date.now()) / 1000);
  button.disabled = true;
  for (; left() > 0; await pause(1)) sayHere("hold", { left: left() });
  button.disabled = false;
  sayHere("free");
}

watch("reading", () => 1, tellReading);
watch("waiting", () => (performance.now() > PATIENT_AFTER ? PATIENT_SECONDS : NEWS_SECONDS), tellDecision);
document.querySelectorAll("[data-resend]").forEach(holdBack);
document.querySelectorAll("[data-card-photo]").forEach(attachCardPhoto);
// Forms load this for its camera only.
if (!document.querySelector("[data-fill]")) {
  const wrong = document.querySelector(".wrong :is(input, select):not([type=hidden])");
  (wrong ?? document.getElementById("ringkasan-kesalahan"))?.focus();
}
