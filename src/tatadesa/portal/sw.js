// The service worker: the shell opens without network. Pages of a person are never kept on the phone.
const CACHE = "tatadesa-{{ version }}";
const OFFLINE = {{ offline|tojson }};
const SHELL = {{ shell|tojson }};

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(SHELL);
    await cache.add(new Request(OFFLINE, { credentials: "omit", cache: "reload" }));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("tatadesa-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => offline()));
  else if (address.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

async function offline() {
  return (await caches.match(OFFLINE)) ?? Response.error();
}

// Names of static files carry a hash of their content, so a kept one is never out of date.
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

self.addEventListener("push", (event) => {
  let message = {};
  try { message = event.data?.json() ?? {}; } catch { /* an unreadable message still has to show something */ }
  event.waitUntil(self.registration.showNotification(message.title ?? "TataDesa", {
    body: message.body ?? "Ada kabar tentang permohonan Anda.",
    icon: {{ icon|tojson }},
    badge: {{ icon|tojson }},
    lang: "id",
    tag: message.tag,
    data: { link: message.link ?? "/pemberitahuan/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
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
