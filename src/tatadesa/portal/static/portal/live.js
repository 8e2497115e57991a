// Keeps the part of the page in [data-live] true: by the stream, or by asking every half minute where streams are blocked.

import { sayingOn } from "../forms/making.js";

const POLL_SECONDS = 30;
const LONGEST_PAUSE = 120;
const OPENING_SECONDS = 10;

function keepTrue(region) {
  const words = document.getElementById("keterangan-langsung");
  const say = words ? sayingOn(words) : () => {};
  let source = null;
  let failures = 0;
  let timer = 0;
  let isAsking = false;
  let again = false;
  let last = "";

  // A change that comes in while an answer is on its way may be newer than that answer: ask once more.
  async function refresh() {
    again = true;
    if (isAsking) return;
    isAsking = true;
    try {
      while (again) {
        again = false;
        await fetchRegion();
      }
    } catch {
      // No network: the next event, the next look at the page or the next half minute asks again.
    } finally {
      isAsking = false;
    }
  }

  async function fetchRegion() {
    const answer = await fetch(region.dataset.live, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(region.id);
    if (!fresh || fresh.dataset.version === region.dataset.version) return;
    const focused = region.contains(document.activeElement) && document.activeElement.textContent;
    keepFurther(region, fresh);
    region.replaceWith(fresh);
    region = fresh;
    region.classList.add("fresh");
    // What is gone leaves the reader at the page's beginning, not nowhere.
    if (focused !== false) ([...region.querySelectorAll("a, button, summary")].find((one) => one.textContent === focused) ?? document.getElementById("isi")).focus();
    say("fresh", region.dataset);
  }

  function concerns(event) {
    const own = region.dataset.number;
    try {
      return !own || JSON.parse(event.data).number === own;
    } catch {
      return true;
    }
  }

  async function listen() {
    clearTimeout(timer);
    try {
      const answer = await fetch("/langsung/token/", { headers: { Accept: "application/json" } });
      if (answer.status === 401) {
        say("out");
        return;
      }
      // What was said since the last message comes first.
      source = new EventSource(`${(await answer.json()).url}&terakhir=${last}`);
    } catch {
      retry();
      return;
    }
    timer = setTimeout(retry, OPENING_SECONDS * 1000);
    source.onopen = () => {
      clearTimeout(timer);
      if (failures) say("again");
      // The page may be one that the phone kept, and after a failure a fetch may have failed with the stream.
      if (failures || !last) refresh();
      failures = 0;
    };
    source.onerror = retry;
    const on = (name, act) => source.addEventListener(name, (event) => { last = event.lastEventId; act(event); });
    on("message", () => {});
    on("application", (event) => { if (concerns(event)) refresh(); });
    on("resync", refresh);
    // Every quarter of an hour the server asks again who is there. Nothing is wrong, so nothing is said.
    source.addEventListener("renew", () => { source.close(); listen(); });
  }

  // The token in the address is short-lived, so every try begins with a new one.
  function retry() {
    clearTimeout(timer);
    source?.close();
    source = null;
    failures += 1;
    if (failures === 3) say("late", { seconds: POLL_SECONDS });
    const pause = Math.min(LONGEST_PAUSE, 2 ** failures) * (0.75 + Math.random() / 2);
    timer = setTimeout(listen, pause * 1000);
  }

  listen();
  setInterval(() => {
    if (source?.readyState !== EventSource.OPEN && !document.hidden && navigator.onLine) refresh();
  }, POLL_SECONDS * 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  addEventListener("pagehide", () => { source?.close(); clearTimeout(timer); });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
}

// Rows that somebody loaded beyond the first page stay; those the fresh page has are its own.
function keepFurther(region, fresh) {
  const [old, now] = [region, fresh].map((part) => [...part.querySelectorAll("#daftar > li")]);
  if (!now.length || old.length <= now.length) return;
  const addressOf = (row) => row.querySelector("a").href;
  const known = new Set(now.map(addressOf));
  fresh.querySelector("#daftar").append(...old.slice(now.length - 1).filter((row) => !known.has(addressOf(row))));
  const [before, after] = [region, fresh].map((part) => part.querySelector(".more"));
  if (before) after?.replaceWith(before); else after?.remove();
}

// One of a page; parts that are replaced are its own later selves.
document.querySelectorAll("[data-live]").forEach(keepTrue);
