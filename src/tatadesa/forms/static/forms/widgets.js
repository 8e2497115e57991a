// Inputs that do more than the browser's own, loaded only on forms that have some.

const KINDS = ["address", "family", "group", "map_point", "photo", "resident", "signature"];
const SELECTOR = KINDS.map((kind) => `[data-kind="${kind}"]`).join();

// Makes the widgets inside `root` ready (a form, or a row just added to one); `changed` is called when a widget has
// changed an answer without an input event.
export async function prepareWidgets(root, changed) {
  const form = root.closest("form");
  const found = [...root.querySelectorAll(SELECTOR)];
  if (found.length === 0) return;
  const { kinds } = await import("./kinds.js");
  for (const element of found) {
    try {
      kinds[element.dataset.kind](element, form, changed);
    } catch (error) {
      // One that cannot work here leaves the others alone, and its own plain inputs.
      console.error(error);
    }
  }
}
