// A long form one step at a time. All fields stay in the one form; without this script it is one page.

import { button, element } from "../forms/making.js";

const LONG = 12;

// Divides the form at its headings when it is long; `rules` checks a step before the next one opens.
export function attachSteps(form, rules) {
  const questions = form.querySelectorAll("[data-field]:not([data-field] [data-field])").length;
  const headings = [...form.querySelectorAll(":scope > h2.form-heading, :scope > [data-asked] > h2.form-heading")];
  const marked = headings.filter((heading) => heading.hasAttribute("data-step"));
  const starts = marked.length > 0 ? marked : headings;
  if (questions <= LONG || starts.length === 0) return;
  const last = form.querySelector(":scope > .buttons");
  const steps = divide(form, starts, last);
  if (steps.length < 2) return;

  const told = element("p", { className: "muted steps-told", id: "langkah-formulir", tabIndex: -1 });
  const back = button("Kembali", "second", () => go(at - 1));
  const next = button("Lanjut", "", advance);
  const turn = element("div", { className: "buttons" }, next, back);
  steps[0].before(told);
  last.before(turn);
  const send = last.querySelector("button[value='periksa']");
  let at = 0;

  const idsOf = (step) => [...step.querySelectorAll("[data-field]")].map(({ dataset }) => dataset.field);
  // A step of which nothing is asked is passed over.
  const isAsked = (step) => [...step.children].some((one) => !one.hidden && (one.matches(".field") || one.querySelector(".field")));

  function open(index) {
    at = index;
    steps.forEach((step, position) => { step.hidden = position !== at; });
    const asked = steps.filter(isAsked);
    const isLast = asked.indexOf(steps[at]) === asked.length - 1;
    told.textContent = `Langkah ${asked.indexOf(steps[at]) + 1} dari ${asked.length}`;
    back.hidden = at === 0;
    next.hidden = isLast;
    send.hidden = !isLast;
  }

  function go(index) {
    const direction = index < at ? -1 : 1;
    let target = index;
    while (steps[target] && !isAsked(steps[target])) target += direction;
    if (!steps[target]) return;
    open(target);
    const heading = steps[at].querySelector("h2.form-heading");
    if (heading) heading.tabIndex = -1;
    (heading ?? told).focus();
    told.scrollIntoView({ block: "start" });
  }

  function advance() {
    if (rules.checkOnly(idsOf(steps[at]))) go(at + 1);
  }

  const stepOf = (one) => steps.findIndex((step) => step.contains(one));
  const reveal = (one) => { const index = stepOf(one); if (index >= 0 && index !== at) open(index); };

  // The Enter key presses the form's own button: on the way that means the next step.
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "periksa" || next.hidden) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    advance();
  }, true);
  // What is wrong, and what a link points to, may be in another step.
  form.addEventListener("reveal", ({ target }) => reveal(target));
  document.addEventListener("click", ({ target }) => {
    const anchor = target.closest?.("a[href^='#']")?.hash.slice(1);
    if (anchor) reveal(document.getElementById(anchor));
  });
  // With other answers the last step may be another one.
  form.addEventListener("input", () => setTimeout(() => open(at)));
  open(0);
  const first = form.querySelector(".field.wrong") ?? (location.hash && document.getElementById(location.hash.slice(1)));
  if (first) reveal(first);
}

// The children from one heading to the next, each lot in an element of its own. What stands before the first heading and
// asks nothing belongs to the first step.
function divide(form, starts, last) {
  const around = starts.map((heading) => (heading.parentElement === form ? heading : heading.parentElement));
  const steps = [element("div", { className: "step" })];
  const children = [...form.children];
  for (const child of children.slice(0, children.indexOf(last))) {
    const asksBefore = steps.at(-1).querySelector("[data-field]");
    if (around.includes(child) && (steps.length > 1 || asksBefore)) steps.push(element("div", { className: "step" }));
    steps.at(-1).append(child);
  }
  last.before(...steps);
  return steps;
}
