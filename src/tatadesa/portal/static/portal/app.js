// Every page: the app shell, the word about the network, one sending per form, longer lists, a clean sign-out.

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}

const offline = document.getElementById("tanpa-jaringan");
const sayNetwork = () => { offline.hidden = navigator.onLine; };
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
  if (!navigator.onLine) { event.preventDefault(); sayNetwork(); offline.classList.add("fresh"); return; }
  busy.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  busy.clear();
  document.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
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
  const wipe = async () => {
    sessionStorage.clear();
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
