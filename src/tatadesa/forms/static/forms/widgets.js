// Inputs that do more than the browser's own.

import { kinds } from "./kinds.js";

// Makes the widgets of the form ready; `changed` is called when a widget has changed an answer without an input event.
export function prepareWidgets(form, changed) {
  for (const field of form.querySelectorAll("[data-kind]")) {
    try {
      kinds[field.dataset.kind]?.(field, { form, changed });
    } catch (error) {
      // One that cannot work here leaves the others alone, and its own plain inputs.
      console.error(error);
    }
  }
}
