// A form as entries and back again: what the phone keeps does not know the kinds of fields.

import { isTick } from "../forms/kinds/group.js";
import { tellOf } from "../forms/making.js";

// Which save of its page it is stays with it: sent later by the phone, it must not undo what the page has saved since.
const OWN = ["csrfmiddlewaretoken", "kunci"];

// {entries: [[name, value]…], labels: what the chosen options say, by name and value}. Files are kept apart.
export function taken(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OWN.includes(name));
  const labels = {};
  for (const { name, value, selectedOptions: [chosen] } of form.querySelectorAll("select")) {
    if (value) labels[`${name}=${value}`] = chosen.textContent;
  }
  return { entries, labels };
}

// Puts entries back. Rows of groups and files that the page does not have are made; `attach(field, id)` does the latter.
export function giveBack(form, { entries, labels }, attach) {
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...values.get(name) ?? [], value]);
  const given = (name) => values.get(name) ?? [];
  // The widgets of rows add and number them; the page was made with the rows of another moment.
  for (const add of form.querySelectorAll("[data-add]")) {
    const group = add.closest("[data-field]");
    const wanted = given(`${group.dataset.field}__baris`).length;
    for (let rows = group.querySelectorAll("[data-row]").length; rows < wanted; rows += 1) add.click();
  }
  for (const input of form.querySelectorAll("input[type='file'][name]")) {
    const { field } = input.closest("[data-field]").dataset;
    const kept = new Set(given(field));
    for (const one of idsOf(form, field)) if (!kept.delete(one.value)) one.closest("li").remove();
    for (const id of kept) attach(field, id);
    values.delete(field);
  }
  for (const one of form.querySelectorAll("input, select, textarea")) {
    const mine = given(one.name);
    if (isTick(one)) tick(one, mine.includes(one.value));
    else if (mine.length > 0) put(one, mine.shift(), labels);
  }
}

// The inputs that name the files of a field.
export const idsOf = (place, field) => [...place.querySelectorAll(`input[type='hidden'][name='${field}']`)];

function tick(box, on) {
  if (box.checked === on) return;
  box.checked = on;
  tellOf(box, "change");
}

// A list that comes over the network may not be there: the chosen line alone is.
function put(one, value, labels) {
  one.value = value;
  if (one.options && one.value !== value) one.add(new Option(labels[`${one.name}=${value}`] ?? value, value, true, true));
}

// The answers as a person reads them once more: [[label, words]…] of the fields that are asked now.
export function inWords(form) {
  const rows = [];
  // Of a group its rows have the fields.
  for (const field of form.querySelectorAll("[data-field]:not(:has([data-field]), [data-asked][hidden] *)")) {
    const words = [...field.querySelectorAll(":is(input, select, textarea, .file-name):not(.others[hidden] *)")]
      .map(said).filter(Boolean).join(", ");
    if (words) rows.push([labelOf(field) ?? "Pernyataan", words]);
  }
  return rows;
}

const wordsOf = (one) => one?.firstChild?.textContent.trim();

// What a field asks, without what stands beside it.
export const labelOf = (field) => wordsOf(field.querySelector("legend, label:not(.choice)"));

function said(one) {
  const { type, value } = one;
  if (one.matches(".file-name")) return wordsOf(one);
  if (["hidden", "search"].includes(type) || one.name.endsWith("__hapus")) return "";
  if (isTick(one)) return one.checked ? wordsOf(one.closest("label").querySelector("span")) : "";
  return type === "select-one" ? value && one.selectedOptions[0].textContent : value.trim();
}
