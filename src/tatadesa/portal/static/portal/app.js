// Every page: the app shell, the word about the network, one sending per form, longer lists, a clean sign-out.

import "../accounts/passkeys.js";
import { filled } from "../forms/making.js";
import "./live.js";
import "./push.js";
import "./shelf.js";
import "./speak.js";
import "./talk.js";

const worker = navigator.serviceWorker;
// A worker made of modules also sends what waits on the phone; older browsers get one that only shows kept pages.
if (worker) {
  addEventListener("load", () => {
    worker.register("/sw.js", { type: "module" }).catch(() => worker.register("/sw.js?jenis=klasik")).then(watchVersions).catch(() => {});
    const keep = [...document.querySelectorAll("a[data-keep]")].map((link) => link.href);
    if (keep.length > 0 && !navigator.connection?.saveData) worker.ready.then(({ active }) => active.postMessage({ keep }));
  });
}

// A new version of the app waits until it is asked for. A page on which one types is never loaded anew.
function watchVersions(registration) {
  const note = document.getElementById("versi-baru");
  const offer = () => {
    if (!registration.waiting || !worker.controller || !note.hidden) return;
    note.hidden = false;
    note.querySelector("button").addEventListener("click", () => {
      worker.addEventListener("controllerchange", () => {
        if (document.querySelector("main form[method='post']")) note.textContent = note.dataset.used;
        else location.reload();
      });
      registration.waiting.postMessage({ skip: true });
    }, { once: true });
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", offer));
}

// Most phones keep no forms of their own, and load nothing of this. The phone may still hold those of another account:
// they go.
const keeper = (() => { try { return localStorage.getItem("tatadesa-akun"); } catch { return null; } })();
if (keeper) {
  const account = document.body.dataset.account || keeper;
  import("./phone.js").then(async ({ forget, sendTheRest }) => {
    const { sentKey } = document.querySelector("[data-sent-key]")?.dataset ?? {};
    if (sentKey) await forget(account, sentKey);
    // A form first takes back what the phone has of it, see form.js.
    if (!document.querySelector("form[data-fill]")) await sendTheRest(account, document.querySelector("[data-outbox]"));
  }).catch(() => {});
  // The number on the app's own icon follows what this page knows to be unread.
  const unread = Number(document.querySelector("[data-unread]")?.dataset.unread ?? 0);
  navigator.setAppBadge?.(unread).catch(() => {});
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
    sayNetwork();
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
worker?.addEventListener("message", ({ data }) => {
  if (!data.cut) return;
  free();
  noNetwork.hidden = false;
});

addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-more]");
  if (!link) return;
  event.preventDefault();
  const list = link.closest("section").querySelector(".list");
  try {
    const answer = await fetch(link.href);
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = [...next.getElementById(list.id).children];
    list.append(...rows);
    const further = next.querySelector("a[data-more]");
    if (further) link.href = further.href; else link.closest("p").remove();
    rows[0]?.querySelector("a")?.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
});

// Phones are shared: the next person gets neither our notices nor our pages.
document.querySelector("form[data-sign-out]")?.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (keeper) {
    const count = await import("./phone.js").then(({ unsent }) => unsent(keeper)).catch(() => 0);
    if (count > 0 && !confirm(filled(form.dataset.loss, { count }))) return;
  }
  await Promise.race([leave(form).catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
  form.submit();
});

async function leave(form) {
  sessionStorage.clear();
  await import("./store.js").then(({ wipe }) => wipe());
  localStorage.clear();
  const subscription = await (await worker?.getRegistration())?.pushManager?.getSubscription();
  if (subscription) {
    form.elements.perangkat.value = subscription.endpoint;
    await subscription.unsubscribe();
  }
  if (self.caches) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}
