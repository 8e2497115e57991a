// The address only when the letter goes by post, and its price as soon as the postcode is there.

import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";
import { taken } from "./entries.js";
import { answerOf, pageIn } from "./live.js";
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
  const typedCode = () => /^\d{5}$/.exec(postcode.value.trim())?.[0] ?? "";

  const load = async (code) => {
    asked += 1;
    const query = new URLSearchParams({ kode_pos: code, pilih: new FormData(form).get("layanan_kirim") ?? "" });
    const page = await answerOf(form.dataset.delivery + query).then(pageIn).catch(() => null);
    if (!page || typedCode() !== code) return;
    place.replaceChildren(...page.body.childNodes);
    plan();
  };

  // Asks what sending to the postcode typed now costs, unless that is there; again while the courier is being asked.
  const plan = () => {
    clearTimeout(timer);
    const { prices, asking } = place.querySelector("[data-prices]").dataset;
    const code = typedCode();
    const isNew = prices !== code;
    if (isNew) asked = 0;
    if (isNew || (asking === "" && asked <= MOST)) timer = setTimeout(load, isNew ? PAUSE : ASK_AGAIN, code);
  };

  const look = () => {
    post.hidden = form.elements.cara.value !== "post";
    form.toggleAttribute("data-unchecked", post.hidden);
    plan();
  };

  form.addEventListener("input", look);
  form.addEventListener("change", look);
  look();
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
