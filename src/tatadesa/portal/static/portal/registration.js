// Registration: the photo of the card, waiting until it is read and for the decision, a minute between codes, and the way
// to what is wrong.

import { partsOf, sayingOn } from "../forms/making.js";
import { attachCardPhoto } from "./camera.js";

const NEWS_SECONDS = 15;
const PATIENT_SECONDS = 60;
// After so long nobody sits and waits any more.
const PATIENT_AFTER = 10 * 60 * 1000;
const LONG = 20_000;

const pause = (seconds) => new Promise((wake) => { setTimeout(wake, seconds * 1000); });
const news = async (address) => (await fetch(address, { headers: { Accept: "application/json" } })).json();

async function watchReading(box) {
  const say = sayingOn(partsOf(box)("told"));
  const started = Date.now();
  for (;;) {
    await pause(1);
    try {
      const { next, state } = await news(box.dataset.reading);
      if (next) {
        location.replace(next);
        return;
      }
      for (const item of box.querySelectorAll("[data-state]")) {
        item.classList.toggle("active", item.dataset.state === state);
        item.classList.toggle("done", item.dataset.state === "waiting" && state === "reading");
      }
      if (Date.now() - started > LONG) say("long");
    } catch {
      say("cut");
    }
  }
}

// Nobody is signed in yet, so there is no stream to listen to: a small question now and then, and none while hidden.
function watchDecision(region) {
  const say = sayingOn(partsOf(document)("told"));
  const started = Date.now();
  let isAsking = false;
  let timer = 0;

  async function ask() {
    if (isAsking || document.hidden) return;
    isAsking = true;
    try {
      const { next, version } = await news(region.dataset.waiting);
      if (next) location.replace(next);
      else if (version && version !== region.dataset.version) await show();
    } catch {
      // No network: the next turn asks again.
    } finally {
      isAsking = false;
    }
  }

  async function show() {
    const answer = await fetch(region.dataset.waiting);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["keadaan", "tutup"]) document.getElementById(id)?.replaceWith(page.getElementById(id) ?? "");
    region = document.getElementById("keadaan");
    say("news", { words: region.querySelector("h1").textContent });
  }

  function turn() {
    clearTimeout(timer);
    if (!region.dataset.waiting) return;
    const seconds = Date.now() - started > PATIENT_AFTER ? PATIENT_SECONDS : NEWS_SECONDS;
    timer = setTimeout(look, seconds * 1000);
  }

  async function look() {
    await ask();
    turn();
  }

  document.addEventListener("visibilitychange", look);
  turn();
}

async function holdBack(form) {
  const button = form.querySelector("button");
  const say = sayingOn(partsOf(form)("told"));
  const until = Date.now() + 1000 * form.dataset.resend;
  const left = () => Math.ceil((until - Date.now()) / 1000);
  button.disabled = true;
  for (; left() > 0; await pause(1)) say("hold", { left: left() });
  button.disabled = false;
  say("free");
}

document.querySelectorAll("[data-reading]").forEach(watchReading);
document.querySelectorAll("[data-waiting]").forEach(watchDecision);
document.querySelectorAll("[data-resend]").forEach(holdBack);
document.querySelectorAll("[data-card-photo]").forEach(attachCardPhoto);
// Forms load this for its camera only.
if (!document.querySelector("[data-fill]")) {
  const wrong = document.querySelector(".field.wrong :is(input, select):not([type='hidden'])");
  (wrong ?? document.getElementById("ringkasan-kesalahan"))?.focus();
}
