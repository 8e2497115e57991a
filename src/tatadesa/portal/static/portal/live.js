// Keeps the part of the page in [data-live] true: by the stream, or by asking every half minute where streams are blocked.

import { sayingOn } from "../forms/saying.js";

// Milliseconds; the first as the words for it say, see macros.html.
const POLL = 30000;
const LONGEST_PAUSE = 120000;
const OPENING = 10000;
// Three pings: a connection can be dead and not know.
const SILENCE = 65000;

// An answer with what was asked for: neither an error nor the way to sign in.
export async function answerOf(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return answer;
}

export const pageIn = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

function keepTrue(region) {
  const say = sayingOn(document.getElementById("keterangan-langsung"));
  let source = null;
  let failures = 0;
  let timer = 0;
  let isAsking = false;
  let again = false;
  let last = "";

  // A change that comes in while an answer is on its way may be newer than that answer: ask once more. Who does not look
  // is told on coming back.
  async function refresh() {
    again = isAsking;
    if (isAsking || document.hidden) return;
    isAsking = true;
    // No network: the next event, the next look at the page or the next half minute asks again.
    await fetchRegion().catch(() => {});
    isAsking = false;
    if (again) refresh();
  }

  async function fetchRegion() {
    // Old browsers wait for as long as the network takes.
    const signal = AbortSignal.timeout?.(POLL);
    const page = await pageIn(await answerOf(region.dataset.live, { headers: { "X-Requested-With": "fetch" }, signal }));
    const fresh = page.getElementById(region.id);
    if (!fresh || fresh.dataset.version === region.dataset.version) return;
    const focused = region.contains(document.activeElement) && document.activeElement;
    keepFurther(region, fresh);
    region.replaceWith(fresh);
    region = fresh;
    region.classList.add("fresh");
    // What is gone leaves the reader at the page's beginning, not nowhere.
    if (focused) ([...region.querySelectorAll("a, button, summary")].find((one) => one.textContent === focused.textContent) ?? document.querySelector("main")).focus();
    say("fresh", region.dataset);
  }

  // Whoever says nothing for so long is not there.
  function expect(patience) {
    clearTimeout(timer);
    timer = setTimeout(retry, patience);
  }

  function stop() {
    clearTimeout(timer);
    source?.close();
  }

  async function listen() {
    stop();
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
    expect(OPENING);
    source.onopen = () => {
      expect(SILENCE);
      if (failures) say("again");
      // The page may be one that the phone kept, and after a failure a fetch may have failed with the stream.
      if (failures || !last) refresh();
      failures = 0;
    };
    source.onerror = retry;
    const on = (name, act) => source.addEventListener(name, (event) => { expect(SILENCE); last = event.lastEventId; act?.(event); });
    on("message");
    on("ping");
    // A page about one request is told of its own number only.
    on("application", ({ data }) => { if (data.includes(region.dataset.number ?? "")) refresh(); });
    on("resync", refresh);
    // Every quarter of an hour the server asks again who is there. Nothing is wrong, so nothing is said.
    on("renew", listen);
  }

  // The token in the address is short-lived, so every try begins with a new one.
  function retry() {
    stop();
    failures += 1;
    if (failures === 3) say("late");
    timer = setTimeout(listen, Math.min(LONGEST_PAUSE, 1000 * 2 ** failures) * (0.75 + Math.random() / 2));
  }

  listen();
  setInterval(() => { if (source?.readyState !== EventSource.OPEN) refresh(); }, POLL);
  document.addEventListener("visibilitychange", refresh);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
}

// Rows that somebody loaded beyond the first page stay; those the fresh page has are its own.
function keepFurther(region, fresh) {
  const [old, now] = [region, fresh].map((part) => [...part.querySelectorAll("#daftar > li")]);
  if (!now.length || old.length <= now.length) return;
  const addressOf = (row) => row.querySelector("a").href;
  const known = now.map(addressOf);
  fresh.querySelector("#daftar").append(...old.slice(now.length - 1).filter((row) => !known.includes(addressOf(row))));
  fresh.querySelector(".more")?.replaceWith(region.querySelector(".more") ?? "");
}

// One of a page; parts that are replaced are its own later selves.
document.querySelectorAll("[data-live]").forEach(keepTrue);
