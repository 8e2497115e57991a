// A form in the browser: shows, hides and requires fields as one types, and checks them as the server will.
//
// The rules stand in the form, in `<script type="application/json" data-form-rules>`; without them nothing happens here.
// What is hidden stays filled in, in case it is asked again; the server keeps nothing of it.

import { judge, known } from "./check.js";
import { say } from "./clean.js";
import { element, tellOf } from "./making.js";

const LEAVING = 250;
const CHECKED_BUTTONS = ["periksa", "kirim"];

// {check(), checkOnly(ids), show(errors), refresh()}: the first two are true when nothing is wrong, and otherwise show what
// is; `show` does that with errors by id from elsewhere; `refresh` gives {shown, required} after changes no one typed.
export function attachRules(form) {
  const script = form.querySelector("script[data-form-rules]");
  if (!script) return { check: () => true, checkOnly: () => true, show() {}, refresh: () => null };
  const definition = JSON.parse(script.textContent);
  const { fields, messages } = definition;
  const ids = fields.map(({ id }) => id);
  const changed = new Set();
  const place = (id) => form.querySelector(`[data-field="${id}"]`);
  const judged = () => judge(definition, new FormData(form));

  function refresh() {
    const found = judged();
    for (const { id, show_if, require_if } of fields) {
      const around = show_if && form.querySelector(`[data-asked="${id}"]`);
      if (around) around.hidden = !found.shown.has(id);
      if (require_if && place(id)) require(place(id), found.required.has(id), messages);
    }
    return found;
  }

  // Everything that is wrong with these fields is shown at them and on top; gives true when nothing is.
  function report({ errors, parts = {} }, some) {
    const wrong = [];
    for (const { id, label } of fields) {
      const inside = some.includes(id) && place(id);
      if (!inside) continue;
      tell(inside, id, errors[id], parts[id]);
      if (errors[id]) wrong.push({ inside, label, words: errors[id], anchor: firstWrong(inside, id, parts[id]) });
    }
    summarise(form, wrong, messages);
    if (wrong[0]) focusOn(wrong[0]);
    return !wrong[0];
  }

  const checkOnly = (some) => report(refresh(), some);
  // What is folded away is not asked, though it stays in the page.
  const check = () => "unchecked" in form.dataset || checkOnly(ids);
  const show = (errors) => report({ errors }, ids);

  for (const hint of form.querySelectorAll(".when")) {
    for (const one of form.querySelectorAll(`[aria-describedby~="${hint.id}"]`)) describe(one, hint.id, "");
    hint.remove();
  }
  for (const around of form.querySelectorAll(".waiting")) around.classList.remove("waiting");
  refresh();

  form.addEventListener("input", ({ target }) => {
    const { errors, parts } = refresh();
    for (const [group, beside] of Object.entries(parts)) {
      for (const [part, words] of Object.entries(beside)) errors[`${group}__${part}`] = words;
    }
    // A field in the row of a group has one around it.
    for (let inside = target.closest("[data-field]"); inside; inside = inside.parentElement.closest("[data-field]")) {
      const name = inside.dataset.field;
      if (ids.includes(name)) changed.add(name);
      // While one types an error only goes away; a new one waits until the field is left.
      const shown = shownError(name)?.textContent;
      if (shown && errors[name] !== shown) tell(inside, name, "", {}, false);
    }
  });
  let soon = 0;
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const left = target.closest("[data-field]");
    if (!left || left.contains(relatedTarget)) return;
    clearTimeout(soon);
    // Not at once, and not while a finger is down: an error that moves the page would take the button away from under it.
    const look = () => {
      if (pressed) {
        soon = setTimeout(look, LEAVING);
        return;
      }
      const { errors, parts } = judged();
      for (const name of changed) {
        const inside = place(name);
        if (inside && !inside.contains(document.activeElement)) tell(inside, name, errors[name], parts[name]);
      }
    };
    soon = setTimeout(look, LEAVING);
  });
  let pressed = false;
  for (const [what, now] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
    addEventListener(what, () => { pressed = now; }, { capture: true, passive: true });
  }
  form.addEventListener("submit", (event) => {
    const button = event.submitter ?? document.activeElement;
    if (button?.name === "aksi" && !CHECKED_BUTTONS.includes(button.value)) return;
    clearTimeout(soon);
    if (!check()) event.preventDefault();
  });
  return { check, checkOnly, show, refresh };
}

const idOf = (name) => `isian-${name}`;
const errorIdOf = (name) => `${idOf(name)}-salah`;
const shownError = (name) => document.getElementById(errorIdOf(name));

// The field's error; where `parts` say which of its inputs are at fault, it is seen there and here only heard. `deep` is
// false when the fields in its rows keep what is said at them.
function tell(inside, name, words = "", parts = {}, deep = true) {
  mark(inside, name, words, Object.keys(parts).length > 0 ? "hidden" : "error");
  if (!(inside.dataset.kind in known)) return;
  const said = (full) => parts[full.slice(name.length + 2)] ?? "";
  for (const input of inside.querySelectorAll("[name]:not([type='hidden'])")) {
    const nearest = input.closest("[data-field]");
    if (nearest === inside) markInput(input, said(input.name));
    else if (deep) mark(nearest, nearest.dataset.field, said(nearest.dataset.field));
  }
}

// One input of a composite answer, as `kinds/_part.html` draws it.
function markInput(input, words) {
  const part = input.closest(".part");
  if (!part) return;
  const id = `${input.id}-salah`;
  document.getElementById(id)?.remove();
  if (words) part.append(element("p", { className: "error", id, textContent: words }));
  tie(input, id, words);
}

function firstWrong(inside, name, parts = {}) {
  const [part] = Object.keys(parts);
  return (part && inside.querySelector(`[name="${name}__${part}"]`)?.id) || idOf(name);
}

// The error as the server draws it: its words in the field, and the inputs tied to it.
function mark(inside, name, words, className = "error") {
  const shown = shownError(name);
  if ((shown?.textContent ?? "") === words) return;
  const id = errorIdOf(name);
  shown?.remove();
  inside.classList.toggle("wrong", words);
  if (words) {
    const error = element("p", { className, id, textContent: words });
    const before = [...inside.querySelectorAll(":scope > :is(legend, label:not(.choice), .help)")].pop();
    if (before) before.after(error);
    else inside.prepend(error);
  }
  // What the error belongs to: a group of inputs as a whole, or the one input.
  const one = inside.matches("fieldset") ? inside : inside.querySelector(`#${idOf(name)}`);
  if (one) tie(one, id, words);
}

function tie(one, id, words) {
  describe(one, id, words);
  setOrDrop(one, "aria-invalid", words && "true");
}

function describe(one, by, words) {
  const others = (one.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== by);
  setOrDrop(one, "aria-describedby", (words ? [by, ...others] : others).join(" "));
}

function setOrDrop(one, attribute, value) {
  if (value) one.setAttribute(attribute, value);
  else one.removeAttribute(attribute);
}

function require(inside, must, messages) {
  const need = inside.querySelector(".required, .optional");
  const className = must ? "required" : "optional";
  if (!need || need.className === className) return;
  Object.assign(need, { className, textContent: `(${messages[`form.${className}`]})` });
  if (inside.matches("[role='radiogroup']")) setOrDrop(inside, "aria-required", must && "true");
  if (inside.matches("fieldset:not([role])")) return;
  for (const one of inside.querySelectorAll(":is(input, select, textarea)[name]")) one.required = must && one.type !== "checkbox";
}

// The list of errors above the form, made from the page's own template: both faces draw theirs.
function summarise(form, wrong, messages) {
  document.querySelector("[data-errors]")?.remove();
  const template = document.querySelector("template[data-error-list]");
  const count = wrong.length;
  if (!count || !template) return;
  const list = template.content.firstElementChild.cloneNode(true);
  list.querySelector("[data-count]").textContent = say(messages, count === 1 ? "form.one" : "form.many", { count });
  list.querySelector("ul").append(...wrong.map(({ label, anchor, words }) => (
    element("li", {}, element("a", { href: `#${anchor}` }, label.replace(/^\.+|\.+$/g, "")), `: ${words}`)
  )));
  form.before(list);
}

function focusOn({ inside, anchor }) {
  // A long form may show it in another step.
  tellOf(inside, "reveal");
  const first = document.getElementById(anchor) ?? inside;
  const target = first.matches("fieldset, div") ? first.querySelector(":is(input, select, textarea, button):not([type='hidden'], [hidden])") : first;
  target?.focus();
}
