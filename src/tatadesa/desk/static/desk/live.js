/* Tells the page when the office's requests change. The page then fetches its own fragments through htmx, so what is
   shown always comes from the server and only what changed is swapped; focus and scroll stay where they are. */

const TOKEN = "/desk/langsung/token/";
const POLL_MS = 30_000;
const GATHER_MS = 60;
const OPENING_MS = 10_000;
// Three pings: a connection can be dead and not know.
const SILENT_MS = 65_000;
const LONGEST_PAUSE_MS = 60_000;

const status = document.getElementById("langsung");
let failures = 0;
let poll = 0;
let gathering = 0;
let changed = new Set();
let last = "";

function say(words, live) {
  status.hidden = false;
  status.classList.toggle("is-live", live);
  status.querySelector(".live-words").textContent = words;
}

/** Refresh what shows one of `names` (words of its data-live: a request's number, a registration's id, the inbox "office", the lists
    "registrations", "data_requests", "complaints", "parcels", "referrals" and "notices"); without any, everything. Many
    at once become one. */
function refresh(...names) {
  for (const name of names.length ? names : [""]) changed.add(name);
  gathering ||= setTimeout(() => {
    const gathered = changed;
    changed = new Set();
    gathering = 0;
    for (const element of document.querySelectorAll("[data-live]")) {
      const names = element.dataset.live.split(" ");
      if (gathered.has("") || names.some((name) => gathered.has(name))) window.htmx.trigger(element, "langsung");
    }
  }, GATHER_MS);
}

function startPolling() {
  poll ||= setInterval(() => document.hidden || refresh(), POLL_MS);
}

function stopPolling() {
  clearInterval(poll);
  poll = 0;
}

/** Listens. What was said since the last message, or since this page was asked for, comes first; after a failure (and a
    fetch may have failed with it) everything is fetched once more. */
async function connect(isAgain = false) {
  let url;
  try {
    const answer = await fetch(TOKEN, { headers: { Accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout?.(POLL_MS) });
    if (answer.status === 401) return end();
    if (!answer.ok) throw new Error(String(answer.status));
    ({ url } = await answer.json());
  } catch {
    return again();
  }
  const stream = new EventSource(`${url}&${last ? `terakhir=${last}` : `usia=${Math.ceil(performance.now())}`}`);
  // The token is good for a minute only, so the browser's own retry would be refused: ask for a new one.
  const fail = () => {
    stop();
    again();
  };
  let watch = setTimeout(fail, OPENING_MS);
  const hear = () => {
    clearTimeout(watch);
    watch = setTimeout(fail, SILENT_MS);
  };
  const stop = () => {
    clearTimeout(watch);
    stream.close();
  };
  const on = (event, act) => stream.addEventListener(event, (message) => {
    hear();
    last = message.lastEventId;
    act(message);
  });
  stream.addEventListener("open", () => {
    hear();
    if (isAgain) refresh();
    failures = 0;
    stopPolling();
    say("Langsung", true);
  });
  on("message", () => {});
  on("ping", () => {});
  on("application", (message) => refresh("office", JSON.parse(message.data).number));
  on("presence", (message) => refresh(`hadir:${JSON.parse(message.data).number}`));
  on("registration", (message) => refresh("registrations", JSON.parse(message.data).id));
  on("shipment", () => refresh("parcels"));
  on("referral", () => refresh("referrals"));
  on("data_request", () => refresh("data_requests"));
  on("complaint", () => refresh("complaints"));
  on("notice", () => refresh("notices"));
  on("resync", () => refresh());
  // Every quarter of an hour the server asks again who is there; nothing is wrong.
  stream.addEventListener("renew", () => {
    stop();
    connect();
  });
  stream.addEventListener("error", fail);
  window.addEventListener("pagehide", stop, { once: true });
}

function again() {
  failures += 1;
  startPolling();
  say("Diperbarui tiap 30 detik", false);
  const pause = Math.min(1000 * 2 ** failures, LONGEST_PAUSE_MS);
  setTimeout(() => connect(true), pause / 2 + (Math.random() * pause) / 2);
}

/** Asking on would take whoever is still typing to the sign-in page. */
function end() {
  stopPolling();
  say("Waktu masuk habis, muat ulang halaman", false);
}

// On a phone the menu is one line that is swiped.
document.querySelector(".bar-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

document.addEventListener("click", (event) => {
  const more = document.querySelector(".bar-more[open]");
  if (more && !more.contains(event.target)) more.open = false;
});

if (status && document.querySelector("[data-live]")) {
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  connect();
}
