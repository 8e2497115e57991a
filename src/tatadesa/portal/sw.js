{% if modules %}import { TAG, sendAll } from {{ outbox|tojson }};
import { keepShared } from {{ shared|tojson }};
import {{ worker|tojson }};

self.keepShared = keepShared;
// The browser says that there is network: what waits goes out also with every page closed.
addEventListener("sync", (event) => {
  if (event.tag === TAG) event.waitUntil(sendAll());
});
{% else %}importScripts({{ worker|tojson }});
{% endif %}
self.shell = {{ shell|tojson }};
