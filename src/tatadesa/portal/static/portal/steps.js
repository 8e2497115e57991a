// A long form one step at a time. All fields stay in the one form, which has them step by step; without this script it is
// one page.

import { button, element } from "../forms/making.js";

// Shows the form's steps one after the other, when it has some; `rules` checks a step before the next one opens.
export function attachSteps(form, rules) {
  const steps = [...form.querySelectorAll(".step")];
  if (steps.length === 0) return;
  const told = element("p", { className: "muted steps-told" });
  const back = button("Kembali", "second", () => go(-1));
  const next = button("Lanjut", "", advance);
  steps[0].before(told);
  steps.at(-1).after(element("div", { className: "buttons" }, next, back));
  const send = form.querySelector(".buttons > [value='periksa']");
  let at = steps[0];

  // A step of which nothing is asked is passed over.
  const asked = () => steps.filter((step) => step === at || step.querySelector(".field:not([data-asked][hidden] *)"));

  function show(step) {
    if (!step) return;
    at = step;
    for (const one of steps) one.hidden = one !== at;
    const places = asked();
    const place = places.indexOf(at) + 1;
    told.textContent = `Langkah ${place} dari ${places.length}`;
    back.hidden = place === 1;
    next.hidden = place === places.length;
    send.hidden = !next.hidden;
  }

  // On by one, or back.
  function go(direction) {
    const places = asked();
    show(places[places.indexOf(at) + direction]);
    const heading = at.querySelector(".form-heading") ?? told;
    heading.tabIndex = -1;
    heading.focus();
    told.scrollIntoView();
  }

  function advance() {
    if (rules.check([...at.querySelectorAll("[data-field]")].map(({ dataset }) => dataset.field))) go(1);
  }

  const reveal = (one) => show(steps.find((step) => step.contains(one)));
  const pointedAt = ({ hash }) => document.getElementById(hash.slice(1));

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
    const link = target.closest("a[href^='#']");
    if (link) reveal(pointedAt(link));
  });
  // With other answers the last step may be another one.
  form.addEventListener("input", () => setTimeout(() => show(at)));
  show(at);
  reveal(form.querySelector(".field.wrong") ?? pointedAt(location));
}
