// A form as entries and back again: what the phone keeps does not know the kinds of fields.

// The question for whom it is has a place of its own on the page.
const QUESTIONS = "[data-field], #untuk-siapa";
const OWN = ["csrfmiddlewaretoken", "kunci", "aksi", "simpan_ke"];

// {entries: [[name, value]…], labels: what the chosen options say, by name and value}. Files are kept apart.
export function taken(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OWN.includes(name));
  const labels = {};
  for (const select of form.querySelectorAll("select[name]")) {
    const chosen = select.selectedOptions[0];
    if (chosen?.value) labels[`${select.name}=${chosen.value}`] = chosen.textContent;
  }
  return { entries, labels };
}

// Puts entries back. Rows of groups and files that the page does not have are made; `attach(field, id)` does the latter.
export function giveBack(form, { entries, labels }, attach) {
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...values.get(name) ?? [], value]);
  growGroups(form, values);
  const turns = new Map();
  for (const one of [...form.elements]) {
    if (!one.name || OWN.includes(one.name) || ["file", "submit", "button", "fieldset"].includes(one.type)) continue;
    const given = values.get(one.name) ?? [];
    if (one.type === "radio" || one.type === "checkbox") {
      tick(one, given.includes(one.value));
      continue;
    }
    const turn = turns.get(one.name) ?? 0;
    turns.set(one.name, turn + 1);
    if (turn >= given.length || isFileId(one)) continue;
    if (one.tagName === "SELECT") choose(one, given[turn], labels);
    else one.value = given[turn];
  }
  for (const field of fileFields(form)) {
    const there = new Set([...form.querySelectorAll(`input[type='hidden'][name='${field}']`)].map(({ value }) => value));
    const kept = values.get(field) ?? [];
    for (const id of kept) if (!there.has(id)) attach(field, id);
    for (const id of there) if (!kept.includes(id)) form.querySelector(`input[type='hidden'][name='${field}'][value='${id}']`).closest("li")?.remove();
  }
}

// The widgets of rows add and number them; the page was made with the rows of another moment.
function growGroups(form, values) {
  for (const group of form.querySelectorAll("[data-field]:has(> [data-add])")) {
    const wanted = values.get(`${group.dataset.field}__baris`)?.length ?? 0;
    const rows = () => group.querySelectorAll(":scope > [data-row]").length;
    const add = group.querySelector(":scope > [data-add]");
    for (let before = -1; rows() < wanted && rows() !== before;) {
      before = rows();
      add.click();
    }
  }
}

function tick(box, on) {
  if (box.checked === on) return;
  box.checked = on;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

// A list that comes over the network may not be there: the chosen line alone is.
function choose(select, value, labels) {
  if (![...select.options].some((option) => option.value === value)) {
    select.add(new Option(labels?.[`${select.name}=${value}`] ?? value, value));
  }
  select.value = value;
}

const fileFields = (form) => [...form.querySelectorAll("[data-field]:has(input[type='file'])")].map(({ dataset }) => dataset.field);
const isFileId = (input) => input.type === "hidden" && Boolean(input.closest("[data-field]")?.querySelector("input[type='file']"));

// The answers as a person reads them once more: [[label, words]…] of the fields that are asked now.
export function inWords(form) {
  const rows = [];
  for (const field of form.querySelectorAll(QUESTIONS)) {
    if (field.closest("[data-asked][hidden], .others[hidden]") || field.closest("template")) continue;
    const words = [...field.querySelectorAll("input, select, textarea, .file-name")]
      .filter((one) => one.closest(QUESTIONS) === field)
      .map(said).filter(Boolean).join(", ");
    const label = field.querySelector("legend, label:not(.choice)")?.firstChild?.textContent?.trim() ?? "Pernyataan";
    if (words) rows.push([label, words]);
  }
  return rows;
}

function said(one) {
  if (one.matches(".file-name")) return one.firstChild?.textContent?.trim();
  if (one.type === "hidden" || one.type === "file" || one.type === "search" || one.name?.endsWith("__hapus")) return "";
  if (one.type === "radio" || one.type === "checkbox") {
    return one.checked ? one.closest("label")?.querySelector("span")?.firstChild?.textContent?.trim() ?? "Ya" : "";
  }
  if (one.tagName === "SELECT") return one.value ? one.selectedOptions[0]?.textContent : "";
  return one.value.trim();
}
