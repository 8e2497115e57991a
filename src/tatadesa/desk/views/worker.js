// A form that cannot go out is answered with "no content": the browser stays on the page, with all that was typed, and the
// page says what to do (cut.js). Nothing is kept here, and no page is answered from here.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "POST") event.respondWith(fetch(request).catch(halted));
});

async function halted() {
  const pages = await self.clients.matchAll();
  const seen = pages.filter((page) => page.focused);
  for (const page of seen.length > 0 ? seen : pages) page.postMessage({ cut: true });
  return new Response(null, { status: 204 });
}
