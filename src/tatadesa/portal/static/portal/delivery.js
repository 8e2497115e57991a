// The address only when the letter goes by post, and its price as soon as the postcode is there.

import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";
import { taken } from "./entries.js";
import { openStore } from "./store.js";

const PAUSE = 400;
const ASK_AGAIN = 1500;
const MOST = 12;

// Gives the rules of the form, as `attachRules`.
export function attachDelivery(form) {
  const rules = attachRules(form);
  prepareWidgets(form, rules.refresh);
  const post = form.querySelector(".delivery-post");
  if (!post) return rules;
  const place = form.querySelector("#ongkos");
  const postcode = form.querySelector("[name='alamat_kirim__kode_pos']");
  let timer = 0;
  let asked = 0;

  // What is no postcode yet has no price: what an earlier one costs must not stand there.
  const typedCode = () => /^[0-9]{5}$/.exec(postcode.value.trim())?.[0] ?? "";

  const show = () => {
    post.hidden = form.elements.cara.value !== "post";
    form.toggleAttribute("data-unchecked", post.hidden);
  };

  const load = async (code) => {
    const address = new URL(form.dataset.delivery, location.href);
    address.searchParams.set("kode_pos", code);
    address.searchParams.set("pilih", form.querySelector("[name='layanan_kirim']:checked")?.value ?? "");
    const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || typedCode() !== code) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...fresh.body.childNodes);
    again();
  };

  const later = (code, pause) => { timer = setTimeout(load, pause, code); };

  const again = () => {
    clearTimeout(timer);
    const code = place.querySelector("[data-asking]")?.dataset.prices;
    if (code && asked < MOST) {
      asked += 1;
      later(code, ASK_AGAIN);
    }
  };

  const changed = () => {
    clearTimeout(timer);
    const code = typedCode();
    if ((place.querySelector("[data-prices]")?.dataset.prices ?? "") === code) return;
    asked = 0;
    later(code, PAUSE);
  };

  form.addEventListener("change", () => { show(); changed(); });
  form.addEventListener("input", changed);
  show();
  again();
  return rules;
}

// With its draft on the phone, where the network may fail at the sending. The page goes only when all of it is kept: the
// form's page sends again what the phone has, and would undo what was typed last.
async function keepOnPhone(form) {
  const store = await openStore(document.body.dataset.account);
  const key = form.elements.kunci.value;
  let keeping = Promise.resolve();
  let isKept = false;
  const keep = () => keeping = keeping.then(async () => {
    const copy = await store?.get(key);
    if (copy?.state === "draft") await store.put(key, { ...copy.content, way: taken(form) }, { saved: copy.saved });
  }).catch(() => {});
  form.addEventListener("change", keep);
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || isKept) return;
    event.preventDefault();
    await keep();
    isKept = true;
    form.requestSubmit(event.submitter);
    isKept = false;
  });
}

for (const form of document.querySelectorAll("form[data-delivery]")) {
  attachDelivery(form);
  if (form.dataset.later) keepOnPhone(form);
}
