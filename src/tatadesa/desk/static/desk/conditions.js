// Conditions: only comparisons that fit, and the values there are to choose from. Works on what
// `builder_conditions.html` draws.

export function fitConditions(root) {
  for (const source of root.querySelectorAll("[data-source]")) fitCondition(source);
}

function fitCondition(source) {
  const row = source.closest(".condition");
  const op = row.querySelector("[name$='-cara']");
  const value = row.querySelector("[name$='-nilai']");
  const chosen = source.selectedOptions[0];
  const ops = chosen?.dataset.ops?.split(" ") ?? [];
  for (const option of op.options) option.hidden = option.disabled = ops.length > 0 && !ops.includes(option.value);
  if (op.selectedOptions[0]?.disabled) op.value = ops[0];
  op.hidden = !chosen?.value;
  value.hidden = !chosen?.value || ["filled", "empty"].includes(op.value);
  const values = chosen?.dataset.values?.split("|") ?? [];
  row.querySelector("datalist").replaceChildren(...values.map((one) => new Option(one, one)));
  fitValue(row, value, ["in", "not_in"].includes(op.value) ? [] : values);
  for (const spare of row.parentElement.querySelectorAll("[data-spare]")) {
    const before = spare.previousElementSibling?.querySelector("[data-source]");
    spare.hidden = before && !before.value;
  }
}

// A short list of values is a select; the input stays for those without script and keeps the name.
function fitValue(row, input, values) {
  row.querySelector("[data-picker]")?.remove();
  const wantsPicker = values.length > 0 && !input.hidden;
  input.classList.toggle("is-behind", wantsPicker);
  input.tabIndex = wantsPicker ? -1 : 0;
  if (!wantsPicker) return;
  const picker = document.createElement("select");
  picker.dataset.picker = "";
  picker.setAttribute("aria-label", "nilai");
  const known = values.includes(input.value);
  picker.replaceChildren(new Option("Pilih", "", false, !known), ...values.map((one) => new Option(one, one, false, one === input.value)));
  input.before(picker);
  input.hidden = true;
}

// Before others that listen to `change`: what they read is then what the person chose.
document.addEventListener("change", ({ target }) => {
  const condition = target.closest?.(".condition");
  if (!condition) return;
  const value = condition.querySelector("[name$='-nilai']");
  if (target.matches("[data-picker]")) {
    value.value = target.value;
    return;
  }
  if (target.matches("[data-source]")) value.value = "";
  fitCondition(condition.querySelector("[data-source]"));
}, true);
