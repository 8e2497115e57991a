// The address only when the letter goes by post, and its price as soon as the postcode is there.

import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";

const PAUSE = 400;
const ASK_AGAIN = 1500;
const MOST = 12;
const form = document.querySelector("form[data-delivery]");

function attach() {
  const rules = attachRules(form);
  prepareWidgets(form, rules.refresh);
  const post = form.querySelector(".delivery-post");
  if (!post) return;
  const place = form.querySelector("#ongkos");
  const postcode = form.querySelector("[name='alamat_kirim__kode_pos']");
  let timer = 0;
  let asked = 0;

  const show = () => { post.hidden = form.elements.cara.value !== "post"; };

  const load = async (code) => {
    const product = form.querySelector("[name='layanan_kirim']:checked")?.value ?? "";
    const address = new URL(form.dataset.delivery, location.href);
    address.searchParams.set("kode_pos", code);
    address.searchParams.set("pilih", product);
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok || postcode.value.trim() !== code) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...fresh.body.childNodes);
    } catch {
      return;
    }
    again();
  };

  const again = () => {
    clearTimeout(timer);
    const code = place.querySelector("[data-asking]")?.dataset.prices;
    if (code && asked < MOST) {
      asked += 1;
      timer = setTimeout(() => load(code), ASK_AGAIN);
    }
  };

  const changed = () => {
    clearTimeout(timer);
    const code = postcode.value.trim();
    if (!/^[0-9]{5}$/.test(code) || place.querySelector("[data-prices]")?.dataset.prices === code) return;
    asked = 0;
    timer = setTimeout(() => load(code), PAUSE);
  };

  form.addEventListener("change", () => { show(); changed(); });
  form.addEventListener("input", changed);
  show();
  again();
}

if (form) attach();
