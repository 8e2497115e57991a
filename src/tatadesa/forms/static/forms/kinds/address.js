// Lists that follow each other without a new page, and a box that finds a place at any level and fills in all of them.

import { button, element, tellOf } from "../making.js";
import { sayingOn, unfolded } from "../saying.js";

const SEARCH_AFTER = 200;
const FEWEST_LETTERS = 3;

const ancestors = (code) => code.split(".").map((_, depth, parts) => parts.slice(0, depth + 1).join("."));

// The browser itself keeps lists: they change once in years.
async function loaded(address, query) {
  const answer = await fetch(`${address}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

function fill(select, rows) {
  const first = select.options[0];
  first.textContent = rows.length ? select.dataset.ask : select.dataset.wait;
  select.replaceChildren(first, ...rows.map(([code, name, postcode]) => {
    const option = new Option(name, code);
    option.dataset.postcode = postcode;
    return option;
  }));
}

export function prepareAddress(field, { changed }) {
  const { lists: address, within } = field.dataset;
  const selects = [...field.querySelectorAll("select[data-level]")];
  const postcode = field.querySelector("input[name$='__kode_pos']");
  const sayUsual = sayingOn(postcode?.nextElementSibling);
  const postcodeThere = () => selects.at(-1).selectedOptions[0]?.dataset.postcode ?? "";
  let say = () => {};
  let known = postcodeThere();
  // What was chosen last counts, however late another list arrives.
  let turn = 0;

  // Filled in when a village is chosen, and taken away with it; what somebody typed stays, and may be wiped out to type.
  function fillPostcode() {
    if (!postcode) return;
    const fresh = postcodeThere();
    if (["", known].includes(postcode.value) && (fresh || !selects.at(-1).value)) postcode.value = fresh;
    known = fresh || known;
    tellPostcode();
  }

  function tellPostcode() {
    const fresh = postcodeThere();
    sayUsual(fresh && postcode.value && postcode.value !== fresh ? "usual" : "self", { fresh });
  }

  // The lists from `level` on, as they follow from the regions chosen above them and perhaps in them. Gives whether they
  // are there.
  async function show(level, codes) {
    const mine = ++turn;
    const later = selects.slice(level);
    say();
    later[0]?.setAttribute("aria-busy", "true");
    try {
      const above = [within, ...codes].slice(level);
      const found = await Promise.all(later.map((_, at) => (at < above.length ? loaded(address, { induk: above[at] }) : [])));
      if (mine !== turn) return false;
      later.forEach((select, at) => {
        fill(select, found[at]);
        select.value = codes[level + at] ?? "";
      });
      return true;
    } catch {
      if (mine === turn) say("cut");
    } finally {
      later[0]?.removeAttribute("aria-busy");
    }
  }

  function choose(level) {
    const next = level + 1;
    selects.slice(next).forEach((select) => fill(select, []));
    fillPostcode();
    show(next, selects.slice(0, next).map(({ value }) => value).filter(Boolean));
  }

  async function go(code) {
    if (!await show(0, ancestors(code).filter(({ length }) => length > within.length))) return;
    fillPostcode();
    (selects.find((select) => !select.value) ?? selects.at(-1)).focus();
    changed();
    tellOf(field, "change");
  }

  selects.forEach((select, level) => select.addEventListener("change", () => choose(level)));
  postcode?.addEventListener("input", tellPostcode);
  field.querySelectorAll(".step-button").forEach((one) => one.remove());
  if (selects.length > 1) {
    const [box, part] = unfolded(field);
    say = sayingOn(part("told"));
    prepareSearch(field.dataset, part, go);
    field.querySelector("template").after(box);
  }
}

// The box has no name, so it is no part of the answers.
function prepareSearch({ search: address, within: dalam, deepest: sampai }, part, go) {
  const input = part("box");
  const say = sayingOn(part("status"));
  let timer = 0;

  const show = (rows) => part("found").replaceChildren(...rows.map(([code, words]) => element("li", {}, button(words, "second", () => {
    input.value = "";
    show([]);
    say();
    go(code);
  }))));

  async function search() {
    const q = input.value.trim();
    if (q.length < FEWEST_LETTERS) {
      show([]);
      say(q && "few");
      return;
    }
    const rows = await loaded(address, { q, dalam, sampai }).catch(() => null);
    // What was typed last counts, however late another answer arrives.
    if (q !== input.value.trim()) return;
    if (rows) show(rows);
    say(rows?.length ? "found" : rows ? "none" : "cut", { count: rows?.length });
  }

  const searchAfter = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  };
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    searchAfter(SEARCH_AFTER);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    searchAfter(0);
  });
}
