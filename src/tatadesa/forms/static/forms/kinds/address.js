// Lists that follow each other without a new page, and a box that finds a place at any level and fills in all of them.

import { button, element, sayingOn, tellOf, unfolded } from "../making.js";

const SEARCH_AFTER = 200;
const FEWEST_LETTERS = 3;

const ancestors = (code) => code.split(".").map((_, depth, parts) => parts.slice(0, depth + 1).join("."));
const lists = new Map();

async function loaded(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(url);
  return answer.json();
}

// The lists of this page are asked for once; the browser itself keeps them for the next one.
function listBelow(address, code) {
  const url = code ? `${address}?induk=${code}` : address;
  if (!lists.has(url)) {
    const asked = loaded(url);
    asked.catch(() => lists.delete(url));
    lists.set(url, asked);
  }
  return lists.get(url);
}

function fill(select, rows) {
  const first = select.options[0];
  first.textContent = rows.length ? select.dataset.ask : select.dataset.wait;
  select.replaceChildren(first, ...rows.map(([code, name, postcode]) => {
    const option = new Option(name, code);
    if (postcode) option.dataset.postcode = postcode;
    return option;
  }));
}

export function prepareAddress(field, { changed }) {
  const { lists: address, within } = field.dataset;
  const selects = [...field.querySelectorAll("select[data-level]")];
  const postcode = field.querySelector("input[name$='__kode_pos']");
  const sayUsual = postcode && sayingOn(document.getElementById(`${postcode.id}-biasanya`));
  const postcodeThere = () => selects.at(-1).selectedOptions[0]?.dataset.postcode ?? "";
  let say = () => {};
  let known = postcodeThere();
  // What was chosen last counts, however late another list arrives.
  let turn = 0;

  // Filled in when a village is chosen, and taken away with it; what somebody typed stays, and may be wiped out to type.
  function fillPostcode() {
    if (!postcode) return;
    const fresh = postcodeThere();
    if ((fresh && postcode.value === "") || (postcode.value === known && (fresh || !selects.at(-1).value))) postcode.value = fresh;
    known = fresh || known;
    tellPostcode();
  }

  function tellPostcode() {
    const fresh = postcodeThere();
    sayUsual(fresh && postcode.value && postcode.value !== fresh ? "usual" : "self", { fresh });
  }

  async function choose(level, code) {
    const mine = ++turn;
    say();
    selects.slice(level + 1).forEach((select) => fill(select, []));
    const next = selects[level + 1];
    if (next && code) {
      next.setAttribute("aria-busy", "true");
      try {
        const rows = await listBelow(address, code);
        if (mine !== turn) return;
        fill(next, rows);
      } catch {
        if (mine === turn) say("cut");
      } finally {
        next.removeAttribute("aria-busy");
      }
    }
    fillPostcode();
  }

  async function go(code) {
    const mine = ++turn;
    const codes = ancestors(code).slice(ancestors(within).filter(Boolean).length);
    const above = [within, ...codes];
    try {
      const found = await Promise.all(selects.map((_, level) => (
        level <= codes.length && (above[level] || level === 0) ? listBelow(address, above[level]) : []
      )));
      if (mine !== turn) return;
      selects.forEach((select, level) => {
        fill(select, found[level]);
        select.value = codes[level] ?? "";
      });
      say();
    } catch {
      say("cut");
      return;
    }
    fillPostcode();
    (selects.find((select) => !select.value) ?? selects.at(-1)).focus();
    changed();
    tellOf(field, "change");
  }

  selects.forEach((select, level) => select.addEventListener("change", () => choose(level, select.value)));
  postcode?.addEventListener("input", tellPostcode);
  field.querySelectorAll(".step-button").forEach((one) => one.remove());
  if (selects.length > 1) {
    const [box, part] = unfolded(field);
    say = sayingOn(part("told"));
    prepareSearch(field.dataset, part, go);
    selects[0].closest(".part").before(box);
  }
}

// The box has no name, so it is no part of the answers.
function prepareSearch({ search: address, within, deepest }, part, go) {
  const input = part("box");
  const say = sayingOn(part("status"));
  let timer = 0;
  let asked = null;

  const show = (rows) => part("found").replaceChildren(...rows.map(([code, words]) => element("li", {}, button(words, "second", () => {
    input.value = "";
    show([]);
    say();
    go(code);
  }))));

  async function search() {
    asked?.abort();
    asked = new AbortController();
    const words = input.value.trim();
    if (words.length < FEWEST_LETTERS) {
      show([]);
      say(words && "few");
      return;
    }
    try {
      const rows = await loaded(`${address}?${new URLSearchParams({ q: words, dalam: within, sampai: deepest })}`, { signal: asked.signal });
      show(rows);
      say(rows.length ? "found" : "none", { count: rows.length });
    } catch (error) {
      if (error.name !== "AbortError") say("cut");
    }
  }

  input.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(search, SEARCH_AFTER);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
}
