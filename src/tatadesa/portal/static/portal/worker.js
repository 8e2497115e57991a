// The service worker: the shell opens without network, and so do the forms and services one has looked at. Those are kept
// by account: they go at sign-out, and when another account appears on the phone.
//
// No module: /sw.js (portal/sw.js) loads it in old browsers, too, and then says in `self.shell` what changes with a version:
// {cache, offline, share, files, icon}; `self.keepShared(data)` where there are modules.
const KEPT = "halaman-";
const NOBODY = "umum";
const MOST_PAGES = 40;
const FRESH = 6 * 60 * 60 * 1000;
const SERVICES = /^\/layanan\/(?:[^/]+\/)?$/;
const FORM = /^\/layanan\/[^/]+\/isi\/$/;
const SENDING = /^\/layanan\/[^/]+\/(?:isi|periksa)\/$/;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(self.shell.cache);
    await cache.addAll(self.shell.files);
    const pages = [self.shell.offline, self.shell.share].map((page) => new Request(page, { credentials: "omit", cache: "reload" }));
    await cache.addAll(pages);
    // A new version waits until somebody taps "Pakai sekarang", or until the app is closed: see app.js.
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("tatadesa-") && name !== self.shell.cache);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (request.method === "GET") event.respondWith(page(event, address));
    else if (SENDING.test(address.pathname)) event.respondWith(sending(request, address));
    else if (address.pathname === self.shell.share && self.keepShared) event.respondWith(shared(request));
    else if (!address.pathname.startsWith("/desk/")) event.respondWith(fetch(request).catch(halted));
  } else if (request.method === "GET" && address.pathname.startsWith("/static/")) event.respondWith(asset(request, self.shell.cache));
});

// The network's page first, the kept one where there is no network.
async function page(event, address) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(address, answer.clone()).catch(() => {}));
    return answer;
  } catch {
    const shell = address.pathname === self.shell.share ? self.shell.share : self.shell.offline;
    return (await keptPage(address)) ?? (await caches.match(shell)) ?? Response.error();
  }
}

// Answered with "no content" the browser stays on the page, with all that was typed; the page says what to do.
async function halted() {
  for (const client of await clients.matchAll()) client.postMessage({ cut: true });
  return new Response(null, { status: 204 });
}

// A form whose sending was cut goes back to its page, which offers to send it later. The phone has all of it.
async function sending(request, address) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const key = (await copy.formData().catch(() => null))?.get("kunci") ?? "";
    const form = address.pathname.replace(/periksa\/$/, "isi/");
    return Response.redirect(`${form}?${new URLSearchParams({ kunci: key, luring: 1 })}`, 303);
  }
}

// Photos and PDFs from another app: the phone keeps them until a form takes them.
async function shared(request) {
  const kept = await self.keepShared(await request.formData()).catch(() => "gagal");
  return Response.redirect(`${self.shell.share}#${kept}`, 303);
}

// Forms by their draft's key, services by their address: what is asked for by words is not kept.
function nameOf(address) {
  if (FORM.test(address.pathname)) {
    const key = address.searchParams.get("kunci");
    return key ? `${address.pathname}?kunci=${encodeURIComponent(key)}` : address.pathname;
  }
  return SERVICES.test(address.pathname) && !address.searchParams.has("cari") ? address.pathname + address.search : null;
}

async function keep(address, answer) {
  const account = answer.headers.get("X-Tatadesa-Akun");
  if (account === null) return;
  if (account) await forgetOthers(account);
  const name = nameOf(address);
  if (!name || answer.status !== 200 || answer.redirected) return;
  const cache = await caches.open(KEPT + (account || NOBODY));
  const text = await answer.clone().text();
  // First what the page needs: a network that goes in between must not leave a page without its scripts.
  for (const [, path] of text.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)) await assetWithImports(path, cache);
  await cache.put(name, answer);
  const pages = (await cache.keys()).filter((kept) => !new URL(kept.url).pathname.startsWith("/static/"));
  await Promise.all(pages.slice(0, -MOST_PAGES).map((old) => cache.delete(old)));
}

async function forgetOthers(account) {
  const others = (await caches.keys()).filter((name) => name.startsWith(KEPT) && ![KEPT + account, KEPT + NOBODY].includes(name));
  await Promise.all(others.map((name) => caches.delete(name)));
}

// A script brings the modules it imports before it is kept itself, also those it would load only later. They never import
// each other in a ring, see config/scripts.py.
async function assetWithImports(path, cache) {
  if (await cache.match(path)) return;
  const known = await caches.match(path);
  const answer = known ?? await fetch(path);
  if (!answer.ok) return;
  const text = path.includes(".js") ? await answer.clone().text() : "";
  for (const [, inner] of text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g)) {
    await assetWithImports(new URL(inner, new URL(path, self.location.origin)).pathname, cache);
  }
  await cache.put(path, answer);
}

async function keptPage(address) {
  const name = nameOf(address);
  if (!name) return null;
  for (const one of FORM.test(address.pathname) ? [name, address.pathname] : [name]) {
    const kept = await caches.match(one);
    if (!kept) continue;
    const headers = new Headers(kept.headers);
    headers.delete("Content-Encoding");
    headers.delete("Content-Length");
    // The form's script must know that key and token are of another day.
    return new Response((await kept.text()).replace(" data-fill ", " data-fill data-kept "), { headers });
  }
  return null;
}

// Names of static files carry a hash of their content, so a kept one is never out of date.
async function asset(request, name) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(name);
    await cache.put(request, answer.clone());
  }
  return answer;
}

// A page names what is likely to be opened next.
self.addEventListener("message", (event) => {
  const { keep: addresses, skip } = event.data ?? {};
  if (skip) self.skipWaiting();
  if (Array.isArray(addresses)) event.waitUntil(Promise.all(addresses.slice(0, 5).map(ahead)));
});

async function ahead(link) {
  const address = new URL(link, self.location.origin);
  const name = address.origin === self.location.origin ? nameOf(address) : null;
  if (!name) return;
  const kept = await caches.match(name);
  if (kept && Date.now() - Date.parse(kept.headers.get("Date")) < FRESH) return;
  try {
    await keep(address, await fetch(address));
  } catch { /* no network now: there will be another page */ }
}

self.addEventListener("push", (event) => {
  let message = {};
  try { message = event.data?.json() ?? {}; } catch { /* an unreadable message still has to show something */ }
  event.waitUntil(Promise.all([
    self.registration.showNotification(message.title ?? "TataDesa", {
      body: message.body ?? "Ada kabar tentang permohonan Anda.",
      icon: self.shell.icon,
      badge: self.shell.icon,
      lang: "id",
      tag: message.tag,
      silent: message.silent === true,
      actions: [{ action: "lihat", title: "Lihat" }, { action: "nanti", title: "Nanti saja" }],
      data: { link: message.link ?? "/pemberitahuan/", receipt: message.receipt },
    }),
    arrived(message.receipt, false),
    self.navigator.setAppBadge?.(message.unread || undefined)?.catch?.(() => {}),
  ]));
});

// Tells that a message came or was opened, so that no other channel has to; the receipt is all that is sent.
function arrived(receipt, opened) {
  if (!receipt) return undefined;
  return fetch("/push/tiba/", {
    method: "POST", credentials: "omit", body: JSON.stringify({ tanda: receipt, dibuka: opened }),
  }).catch(() => {});
}

// The browser has renewed its address for push messages: the office's server learns the new one, nobody is asked again.
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moveOver(event)));

async function moveOver({ oldSubscription: old, newSubscription: renewed }) {
  const { akun, token, kunci } = await (await fetch("/luring/akun/", { headers: { Accept: "application/json" } })).json();
  if (!akun) return;
  const options = { userVisibleOnly: true, applicationServerKey: kunci };
  const fresh = renewed ?? await self.registration.pushManager.subscribe(options);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const tell = (change) => fetch("/push/langganan/", { method: "POST", headers, body: JSON.stringify(change) });
  await tell({ pasang: fresh.toJSON(), kunci });
  if (old && old.endpoint !== fresh.endpoint) await tell({ lepas: old.endpoint });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  if (event.action === "nanti") return;
  event.waitUntil(Promise.resolve(arrived(event.notification.data.receipt, true)));
  const target = new URL(event.notification.data.link, self.location.origin);
  if (target.origin !== self.location.origin) return;
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const window = open.find((client) => client.url === target.href) ?? open[0];
    if (!window) return self.clients.openWindow(target.href);
    await window.focus();
    return window.url === target.href ? window : window.navigate(target.href);
  })());
});
