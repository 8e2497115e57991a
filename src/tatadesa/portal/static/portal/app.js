// Every page: the app shell, the word about the network, one sending per form, longer lists, a clean sign-out.

import "../accounts/passkeys.js";
import { filled } from "../forms/saying.js";
import { pageIn } from "./live.js";
import "./push.js";
import { account, follow, keeper } from "./shelf.js";
import "./speak.js";
import "./talk.js";

const worker = navigator.serviceWorker;
// A worker made of modules also sends what waits on the phone; older browsers get one that only shows kept pages.
if (worker) {
  addEventListener("load", () => {
    worker.register("/sw.js", { type: "module" }).catch(() => worker.register("/sw.js?jenis=klasik")).then(watchVersions).catch(() => {});
    const keep = [...document.querySelectorAll("[data-keep]")].map((link) => link.href);
    if (!navigator.connection?.saveData) worker.ready.then(({ active }) => active.postMessage({ keep }));
  });
}

// A new version of the app waits until it is asked for. A page on which one types is never loaded anew.
function watchVersions(registration) {
  const note = document.getElementById("versi-baru");
  const offer = () => { if (registration.waiting && worker.controller) note.hidden = false; };
  note.querySelector("button").addEventListener("click", () => {
    worker.addEventListener("controllerchange", () => {
      if (document.querySelector("main form[method=post]")) note.textContent = note.dataset.used;
      else location.reload();
    });
    registration.waiting.postMessage({ skip: true });
  });
  offer();
  registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", offer));
}

// Most phones keep no forms of their own, and load nothing of this. The phone may still hold those of another account:
// they go.
if (keeper) {
  import("./phone.js").then(async ({ forget, sendTheRest }) => {
    const sent = document.querySelector("[data-sent-key]");
    if (sent) await forget(account, sent.dataset.sentKey);
    // A form first takes back what the phone has of it, see form.js.
    if (!document.querySelector("form[data-fill]")) await sendTheRest(account, document.querySelector("[data-outbox]"));
  }).catch(() => {});
  // The number on the app's own icon follows what this page knows to be unread.
  navigator.setAppBadge?.(document.querySelector("[data-unread]")?.dataset.unread ?? 0).catch(() => {});
}

const noNetwork = document.getElementById("tanpa-jaringan");
const sayNetwork = () => { noNetwork.hidden = navigator.onLine; };
addEventListener("online", sayNetwork);
addEventListener("offline", sayNetwork);
sayNetwork();

// A second tap while the first is on its way sends nothing; coming back to the page frees the button.
const busy = new Set();
addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) event.preventDefault();
  else if (navigator.onLine) {
    busy.add(form);
    submitter?.setAttribute("aria-disabled", "true");
  } else {
    // Without network the browser would throw the page away for its own error page.
    event.preventDefault();
    noNetwork.classList.add("fresh");
    // What can wait on the phone has a page that offers it.
    if (form.dataset.later && keeper) location.assign(form.dataset.later);
  }
});
function free() {
  busy.clear();
  document.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}
addEventListener("pageshow", free);
// The phone believed in a network that was none, see sw.js.
worker?.addEventListener("message", () => {
  free();
  noNetwork.hidden = false;
});

follow("[data-more]", async (link, answer) => {
  const next = await pageIn(answer);
  const rows = [...next.getElementById("daftar").children];
  document.getElementById("daftar").append(...rows);
  link.closest(".more").replaceWith(next.querySelector(".more") ?? "");
  rows[0].querySelector("a")?.focus({ preventScroll: true });
});

// Phones are shared: the next person gets neither our notices nor our pages.
document.querySelector("[data-sign-out]")?.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  const count = keeper && await import("./phone.js").then(({ unsent }) => unsent(keeper)).catch(() => 0);
  if (count && !confirm(filled(form.dataset.loss, { count }))) return;
  await Promise.race([leave(form).catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
  form.submit();
});

async function leave(form) {
  sessionStorage.clear();
  await import("./store.js").then(({ wipe }) => wipe());
  localStorage.clear();
  // From here on it fails where there is no worker, which then had nothing to leave behind.
  const subscription = await (await worker.getRegistration())?.pushManager?.getSubscription();
  if (subscription) {
    form.elements.perangkat.value = subscription.endpoint;
    await subscription.unsubscribe();
  }
  for (const name of await caches.keys()) await caches.delete(name);
}
