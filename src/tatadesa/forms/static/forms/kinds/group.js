// Rows are added and taken out without a round trip, and numbered as they stand.

export function prepareGroup(group, form, changed) {
  const { field: name, rowLabel, fewest, most } = group.dataset;
  const template = group.querySelector(":scope > template[data-new-row]");
  const add = group.querySelector(":scope > [data-add]");
  const told = group.querySelector(":scope > [data-told]");
  const rows = () => [...group.querySelectorAll(":scope > [data-row]")];
  const label = rowLabel.toLowerCase();

  function number() {
    const all = rows();
    all.forEach((row, index) => {
      rename(row, name, index);
      row.querySelector("legend").textContent = `${rowLabel} ${index + 1}`;
      const drop = row.querySelector(":scope > [data-drop]");
      drop.textContent = `Hapus ${label} ${index + 1}`;
      drop.value = `isian:${name}:buang:${index}`;
      drop.hidden = all.length <= Number(fewest);
    });
    add.hidden = all.length >= Number(most);
  }

  function tell(words) {
    told.textContent = words;
    group.dispatchEvent(new Event("input", { bubbles: true }));
    changed();
  }

  add.addEventListener("click", (event) => {
    event.preventDefault();
    add.before(template.content.cloneNode(true));
    number();
    const all = rows();
    all.at(-1).querySelector(":is(input, select, textarea):not([type='hidden'])").focus();
    tell(`${rowLabel} ${all.length} ditambahkan.`);
  });
  group.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-drop]");
    if (!drop) return;
    event.preventDefault();
    const row = drop.closest("[data-row]");
    const at = rows().indexOf(row) + 1;
    if (isFilled(row) && !confirm(`Hapus ${label} ${at}? Isiannya ikut hilang.`)) return;
    row.remove();
    number();
    (rows()[at - 1]?.querySelector("input:not([type='hidden']), select, textarea") ?? add).focus();
    tell(`${rowLabel} ${at} dihapus.`);
  });
  number();
}

// Names, ids and what points to them carry the row's place.
function rename(row, name, index) {
  const old = new RegExp(`(^|[ -])${name}__(?:[0-9]+|baru)__`, "g");
  for (const one of row.querySelectorAll("*")) {
    for (const attribute of ["name", "id", "for", "aria-describedby", "data-field"]) {
      const value = one.getAttribute(attribute);
      if (value?.includes(`${name}__`)) one.setAttribute(attribute, value.replace(old, `$1${name}__${index}__`));
    }
  }
  row.querySelector(`:scope > input[name='${name}__baris']`).value = index;
}

function isFilled(row) {
  return [...row.querySelectorAll("input:not([type='hidden']), select, textarea")].some((one) =>
    (["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim()));
}
