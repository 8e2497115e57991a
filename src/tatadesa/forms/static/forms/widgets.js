// Inputs that do more than the browser's own, loaded only on forms that have them.

// One line per kind; the module exports prepare(element, form, changed).
const WIDGETS = {
  address: () => import("./kinds/address.js"),
  family: () => import("./kinds/family.js"),
  group: () => import("./kinds/group.js"),
  map_point: () => import("./kinds/map_point.js"),
  photo: () => import("./kinds/photo.js"),
  resident: () => import("./kinds/resident.js"),
  signature: () => import("./kinds/signature.js"),
};

// Makes the widgets inside `root` ready (a form, or a row just added to one); `changed` is called when a widget has
// changed an answer without an input event.
export async function prepareWidgets(root, changed) {
  const form = root.closest("form");
  const found = [...root.querySelectorAll("[data-kind]")].filter((element) => element.dataset.kind in WIDGETS);
  await Promise.allSettled(found.map(async (element) => {
    const { prepare } = await WIDGETS[element.dataset.kind]();
    prepare(element, form, changed);
  }));
}
