// The service worker: the shell opens without network, and so do the forms and services one has looked at. Those are kept
// by account: they go at sign-out, and when another account appears on the phone.
//
// No module: /sw.js (portal/sw.js) loads it in old browsers, too, and then says in `self.shell` what changes with a version:
// {cache, offline, files, icon}; `self.keepShared(data)` where there are modules.
const KEPT = "halaman-";
const NOBODYS = "halaman-umum";
const MOST_PAGES = 40;
// Milliseconds. What goes out twice for it is taken once.
const PAGE_PATIENCE = 8000;
const SENDING_PATIENCE = 15000;
const HOUR = 60 * 60 * 1000;
const FRESH = 6 * HOUR;
const SHARE = "/bagikan/";
const STATIC = "/static/";
const SERVICES = /^\/layanan\/(?:[^/]+\/)?$/;
const FORM = /^\/layanan\/[^/]+\/isi\/$/;
const SENDING = /^\/layanan\/[^/]+\/(?:isi|periksa)\/$/;
// What a page names, or a script, also of what it would load only later.
const NEEDED = /"(\/static\/[^"#]+|\.[^"]+\.js)"/g;

// A new version waits until somebody taps "Pakai sekarang", or until the app is closed: see app.js.
addEventListener("install", (event) => {
  const pages = [self.shell.offline, SHARE].map((page) => new Request(page, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(self.shell.cache).then((cache) => cache.addAll([...self.shell.files, ...pages])));
});

addEventListener("activate", (event) => {
  event.waitUntil(forget((name) => name.startsWith("tatadesa-") && name !== self.shell.cache).then(() => clients.claim()));
});

async function forget(isOver) {
  for (const name of await caches.keys()) if (isOver(name)) await caches.delete(name);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.mode === "navigate") {
    if (request.method === "GET") event.respondWith(page(event, address));
    else if (SENDING.test(address.pathname)) event.respondWith(sending(request));
    else if (address.pathname === SHARE && self.keepShared) event.respondWith(shared(request));
    else if (!address.pathname.startsWith("/desk/")) event.respondWith(fetch(request).catch(halted));
  } else if (request.url.startsWith(origin + STATIC)) event.respondWith(asset(request));
});

// The network's page first, the kept one where there is no network or it does not answer.
async function page(event, address) {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((fresh) => keep(address, fresh.clone())).catch(() => {}));
  let kept;
  for (const name of namesOf(address)) kept = kept ?? await caches.match(name);
  // What the worker itself leads to (see below) has waited already.
  const patience = address.searchParams.has("luring") ? 0 : PAGE_PATIENCE;
  try {
    return await within(kept ? patience : HOUR, answer);
  } catch {
    // The form's script must know that key and token are of another day.
    if (kept) return new Response((await kept.text()).replace(" data-fill ", " data-fill data-kept "), kept);
    return caches.match(address.pathname === SHARE ? SHARE : self.shell.offline);
  }
}

// A weak network may swallow what is sent and never say so.
const within = (patience, answer) => new Promise((give, fail) => {
  answer.then(give, fail);
  setTimeout(fail, patience);
});

// Answered with "no content" the browser stays on the page, with all that was typed; the page says what to do.
async function halted() {
  for (const client of await clients.matchAll()) client.postMessage({ cut: true });
  return new Response(null, { status: 204 });
}

// A form whose sending was cut goes back to its page, which offers to send it later. The phone has all of it, but for files
// of a page whose script did not come: those may take their time.
async function sending(request) {
  const copy = await request.clone().formData().catch(() => new FormData());
  const hasFiles = [...copy.values()].some(({ size }) => size);
  try {
    return await within(hasFiles ? HOUR : SENDING_PATIENCE, fetch(request));
  } catch {
    const kunci = copy.get("kunci") ?? "";
    return Response.redirect(new URL(`../isi/?${new URLSearchParams({ kunci, luring: 1 })}`, request.url), 303);
  }
}

// Photos and PDFs from another app: the phone keeps them until a form takes them.
async function shared(request) {
  const kept = await self.keepShared(await request.formData()).catch(() => "gagal");
  return Response.redirect(`${SHARE}#${kept}`, 303);
}

// Forms by their draft's key, and without it where only that is kept; services by their address: what is asked for by
// words is not kept.
function namesOf({ pathname, search, searchParams: asked }) {
  if (FORM.test(pathname)) return asked.has("kunci") ? [`${pathname}?kunci=${asked.get("kunci")}`, pathname] : [pathname];
  return SERVICES.test(pathname) && !asked.has("cari") ? [pathname + search] : [];
}

async function keep(address, answer) {
  const account = answer.headers.get("X-Tatadesa-Akun");
  if (account === null) return;
  const own = account ? KEPT + account : NOBODYS;
  if (account) await forget((name) => name.startsWith(KEPT) && name !== own && name !== NOBODYS);
  const [name] = namesOf(address);
  if (!name || !answer.ok || answer.redirected) return;
  const cache = await caches.open(own);
  await keepWhole(cache, name, answer);
  const pages = (await cache.keys()).filter(({ url }) => !url.includes(STATIC));
  for (const old of pages.slice(0, -MOST_PAGES)) await cache.delete(old);
}

// First what it needs: a network that goes in between must not leave a page without its scripts, nor one of them without
// those it imports. They never import each other in a ring, see config/scripts.py.
async function keepWhole(cache, name, answer) {
  const text = await answer.clone().text();
  for (const [, path] of text.matchAll(NEEDED)) {
    const { pathname } = new URL(path, origin + name);
    if (await cache.match(pathname)) continue;
    const part = await caches.match(pathname) ?? await fetch(pathname);
    if (part.ok) await keepWhole(cache, pathname, part);
  }
  await cache.put(name, answer);
}

// Names of static files carry a hash of their content, so a kept one is never out of date.
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(self.shell.cache)).put(request, answer.clone());
  return answer;
}

// A page names what is likely to be opened next.
addEventListener("message", (event) => {
  const { keep: links = [], skip } = event.data;
  if (skip) skipWaiting();
  // Without network now there will be another page.
  event.waitUntil(Promise.allSettled(links.slice(0, 5).map(ahead)));
});

async function ahead(link) {
  const address = new URL(link, origin);
  const [name] = namesOf(address);
  if (!name) return;
  const kept = await caches.match(name);
  if (kept && Date.now() - Date.parse(kept.headers.get("Date")) < FRESH) return;
  await keep(address, await fetch(address));
}

addEventListener("push", (event) => {
  let message = {};
  try { message = event.data.json() ?? {}; } catch { /* an unreadable message still has to show something */ }
  const { title = "TataDesa", body = "Ada kabar tentang permohonan Anda.", link = "/pemberitahuan/", receipt, unread, ...how } = message;
  // `how` is left of the message: its tag, and whether it is silent.
  const { icon } = self.shell;
  const actions = [{ action: "lihat", title: "Lihat" }, { action: "nanti", title: "Nanti saja" }];
  event.waitUntil(Promise.allSettled([
    registration.showNotification(title, { body, icon, badge: icon, lang: "id", ...how, actions, data: { link, receipt } }),
    arrived(receipt, false),
    navigator.setAppBadge?.(unread),
  ]));
});

// Tells that a message came or was opened, so that no other channel has to; the receipt is all that is sent.
async function arrived(tanda, dibuka) {
  if (tanda) await fetch("/push/tiba/", { method: "POST", credentials: "omit", body: JSON.stringify({ tanda, dibuka }) });
}

// The browser has renewed its address for push messages: the office's server learns the new one, nobody is asked again.
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moveOver(event)));

async function moveOver({ oldSubscription: old, newSubscription: renewed }) {
  const { akun, token, kunci } = await (await fetch("/luring/akun/", { headers: { Accept: "application/json" } })).json();
  if (!akun) return;
  const options = { userVisibleOnly: true, applicationServerKey: kunci };
  const fresh = renewed ?? await registration.pushManager.subscribe(options);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const tell = (change) => fetch("/push/langganan/", { method: "POST", headers, body: JSON.stringify(change) });
  await tell({ pasang: fresh.toJSON(), kunci });
  if (old && old.endpoint !== fresh.endpoint) await tell({ lepas: old.endpoint });
}

addEventListener("notificationclick", (event) => {
  const { link, receipt } = event.notification.data;
  event.notification.close();
  if (event.action !== "nanti") event.waitUntil(Promise.allSettled([arrived(receipt, true), show(new URL(link, origin))]));
});

async function show({ href, origin: site }) {
  if (site !== origin) return;
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const window = open.find(({ url }) => url === href) ?? open[0];
  if (window) {
    await window.focus();
    if (window.url !== href) await window.navigate(href);
  } else await clients.openWindow(href);
}
