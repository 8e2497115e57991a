// The form at the counter checks itself as it is filled in.

import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";

// Another card's number brings its people when it is complete: the page's own button does it.
function prepareFamily(field) {
  const number = field.querySelector("input[name$='__no_kk']:not([type='hidden'])");
  const button = field.querySelector("button[value$=':lihat']");
  if (!number || !button) return;
  number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    button.click();
  });
}

const form = document.querySelector(".counter form");
if (form) {
  const rules = attachRules(form);
  prepareWidgets(form, rules.refresh);
  form.querySelectorAll("[data-kind='family']").forEach(prepareFamily);
}
