// The form at the counter checks itself as it is filled in.

import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";

const form = document.querySelector(".counter form");
if (form) {
  const rules = attachRules(form);
  prepareWidgets(form, rules.refresh);
}
