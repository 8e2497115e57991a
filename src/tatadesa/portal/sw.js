{% if modules %}{% if shared == outbox %}import { TAG, keepShared, sendAll } from {{ outbox|tojson }};
{% else %}import { TAG, sendAll } from {{ outbox|tojson }};
import { keepShared } from {{ shared|tojson }};
{% endif %}import {{ worker|tojson }};

self.keepShared = keepShared;
{# The browser says that there is network: what waits goes out also with every page closed. -#}
addEventListener("sync", (event) => {
  if (event.tag === TAG) event.waitUntil(sendAll());
});
{% else %}importScripts({{ worker|tojson }});
{% endif %}
self.shell = {{ shell|tojson }};
