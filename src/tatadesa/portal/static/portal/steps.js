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
  const back = button("Kembali", "second", () => go(-1));
  const next = button("Lanjut", "", advance);
  steps[0].before(told);
  last.before(element("div", { className: "buttons" }, next, back));
  const send = last.querySelector("button[value='periksa']");
  let at = steps[0];

  // A step of which nothing is asked is passed over.
  const isAsked = (step) => [...step.children].some((one) => !one.hidden && (one.matches(".field") || one.querySelector(".field")));

  function show(step) {
    if (!step) return;
    at = step;
    for (const one of steps) one.hidden = one !== at;
    const asked = steps.filter(isAsked);
    const place = asked.indexOf(at) + 1;
    told.textContent = `Langkah ${place} dari ${asked.length}`;
    back.hidden = at === steps[0];
    next.hidden = place === asked.length;
    send.hidden = !next.hidden;
  }

  // On by one, or back.
  function go(direction) {
    const asked = steps.filter((step) => step === at || isAsked(step));
    const step = asked[asked.indexOf(at) + direction];
    if (!step) return;
    show(step);
    const heading = at.querySelector("h2.form-heading");
    if (heading) heading.tabIndex = -1;
    (heading ?? told).focus();
    told.scrollIntoView({ block: "start" });
  }

  function advance() {
    if (rules.checkOnly([...at.querySelectorAll("[data-field]")].map(({ dataset }) => dataset.field))) go(1);
  }

  const reveal = (one) => {
    const step = steps.find((each) => each.contains(one));
    if (step !== at) show(step);
  };

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
  form.addEventListener("input", () => setTimeout(() => show(at)));
  show(at);
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
