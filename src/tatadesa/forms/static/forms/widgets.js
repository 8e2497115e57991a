// Inputs that do more than the browser's own, loaded only on forms that have some.

const KINDS = ["address", "group", "map_point", "photo", "resident", "signature"];
const SELECTOR = KINDS.map((kind) => `[data-kind="${kind}"]`).join();

// Makes the widgets of the form ready; `changed` is called when a widget has changed an answer without an input event.
export async function prepareWidgets(form, changed) {
  const found = [...form.querySelectorAll(SELECTOR)];
  if (found.length === 0) return;
  const { kinds } = await import("./kinds.js");
  for (const field of found) {
    try {
      kinds[field.dataset.kind](field, { form, changed });
    } catch (error) {
      // One that cannot work here leaves the others alone, and its own plain inputs.
      console.error(error);
    }
  }
}
