// Every page: the app shell, the word about the network, one sending per form, longer lists, a clean sign-out.

// A worker made of modules also sends what waits on the phone; older browsers get one that only shows kept pages.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    const { serviceWorker } = navigator;
    serviceWorker.register("/sw.js", { type: "module" }).catch(() => serviceWorker.register("/sw.js?jenis=klasik")).catch(() => {});
    const ahead = [...document.querySelectorAll("a[data-keep]")].map((link) => link.href);
    if (ahead.length > 0 && !navigator.connection?.saveData) {
      serviceWorker.ready.then((worker) => worker.active.postMessage({ keep: ahead }));
    }
  });
}

// Most phones keep no forms of their own, and load nothing of this. The phone may still hold those of another account:
// they go.
const FLAG = "tatadesa-akun";
const keeper = (() => { try { return localStorage.getItem(FLAG); } catch { return null; } })();
if (keeper) {
  const account = document.body.dataset.account || keeper;
  import("./phone.js").then(async (phone) => {
    const { sentKey } = document.querySelector("[data-sent-key]")?.dataset ?? {};
    if (sentKey) await phone.forget(account, sentKey);
    // A form first takes back what the phone has of it, see form.js.
    if (!document.querySelector("form[data-fill]")) await phone.begin(account, document.querySelector("[data-outbox]"));
  }).catch(() => {});
}

const offline = document.getElementById("tanpa-jaringan");
const sayNetwork = () => { offline.hidden = navigator.onLine; };
// The number on the app's own icon follows what this page knows to be unread.
if (navigator.setAppBadge && keeper) {
  const unread = parseInt(document.querySelector("[data-unread]")?.dataset.unread ?? "0", 10);
  (unread ? navigator.setAppBadge(unread) : navigator.clearAppBadge()).catch(() => {});
}
addEventListener("online", sayNetwork);
addEventListener("offline", sayNetwork);
sayNetwork();

// A second tap while the first is on its way sends nothing; coming back to the page frees the button.
const busy = new Set();
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) { event.preventDefault(); return; }
  // Without network the browser would throw the page away for its own error page.
  if (!navigator.onLine) {
    event.preventDefault();
    sayNetwork();
    offline.classList.add("fresh");
    // What can wait on the phone has a page that offers it.
    if (form.dataset.later && keeper) location.assign(form.dataset.later);
    return;
  }
  busy.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
});
const free = () => {
  busy.clear();
  document.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
};
addEventListener("pageshow", free);
// The phone believed in a network that was none, see sw.js.
navigator.serviceWorker?.addEventListener("message", ({ data }) => { if (data.cut) { free(); offline.hidden = false; } });

addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-more]");
  if (!link) return;
  event.preventDefault();
  const list = link.closest("section").querySelector(".list");
  try {
    const answer = await fetch(link.href);
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = [...next.getElementById(list.id).children].map((row) => document.adoptNode(row));
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
    const waiting = await import("./phone.js").then((phone) => phone.unsent(keeper)).catch(() => 0);
    const loss = `Ada ${waiting} isian di ponsel ini yang belum terkirim. Kalau keluar sekarang, isian itu hilang. Tetap keluar?`;
    if (waiting > 0 && !confirm(loss)) return;
  }
  const wipe = async () => {
    sessionStorage.clear();
    await import("./store.js").then((store) => store.wipe());
    localStorage.clear();
    const worker = await navigator.serviceWorker?.getRegistration();
    const subscription = await worker?.pushManager?.getSubscription();
    if (subscription) {
      form.elements.perangkat.value = subscription.endpoint;
      await subscription.unsubscribe();
    }
    if (self.caches) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  };
  await Promise.race([wipe().catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
  form.submit();
});
