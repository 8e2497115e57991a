// Rows are added and taken out without a round trip, and numbered as they stand.

import { tellOf } from "../making.js";
import { filled, partsOf, sayingOn } from "../saying.js";

export function prepareGroup(group) {
  const { field: name, fewest, most } = group.dataset;
  const part = partsOf(group);
  const add = part("add");
  const told = part("told");
  const say = sayingOn(told);
  const rows = () => [...group.querySelectorAll("[data-row]")];

  function number() {
    const all = rows();
    all.forEach((row, index) => {
      rename(row, name, index);
      for (const line of row.querySelectorAll("[data-say-row]")) sayingOn(line)("row", { at: index + 1 });
      row.querySelector("[data-drop]").hidden = all.length <= Number(fewest);
    });
    add.hidden = all.length >= Number(most);
  }

  function tell(which, at) {
    say(which, { at });
    tellOf(group, "input");
  }

  add.addEventListener("click", (event) => {
    event.preventDefault();
    add.before(part("new-row").content.cloneNode(true));
    number();
    const all = rows();
    inputsOf(all.at(-1))[0].focus();
    tell("added", all.length);
  });
  group.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-drop]");
    if (!drop) return;
    event.preventDefault();
    const row = drop.closest("[data-row]");
    const at = rows().indexOf(row) + 1;
    if (isFilled(row) && !confirm(filled(told.dataset.sure, { at }))) return;
    row.remove();
    number();
    const next = rows()[at - 1];
    (next ? inputsOf(next)[0] : add).focus();
    tell("dropped", at);
  });
  number();
}

// Names, ids and what points to them carry the row's place.
function rename(row, name, index) {
  const old = new RegExp(`(^|[ -])${name}__(?:[0-9]+|baru)__`, "g");
  for (const one of row.querySelectorAll("*")) {
    for (const attribute of ["name", "id", "for", "aria-describedby", "data-field"]) {
      const value = one.getAttribute(attribute);
      if (value) one.setAttribute(attribute, value.replace(old, `$1${name}__${index}__`));
    }
  }
  row.querySelector(`[name='${name}__baris']`).value = index;
}

const inputsOf = (row) => [...row.querySelectorAll(":is(input, select, textarea):not([type='hidden'])")];

export const isTick = ({ type }) => ["radio", "checkbox"].includes(type);

const isFilled = (row) => inputsOf(row).some((one) => (isTick(one) ? one.checked : one.value.trim()));
