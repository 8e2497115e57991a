// A form that is only tried out checks itself as it is filled in, as for citizens.

import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";

const form = document.querySelector("form[data-trial]");
if (form) {
  const rules = attachRules(form);
  prepareWidgets(form, rules.refresh);
}
document.getElementById("gagal")?.focus();
