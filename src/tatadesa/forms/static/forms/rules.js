// A form in the browser: shows, hides and requires fields as one types, and checks them as the server will.
//
// The rules stand in the form, in `<script type="application/json" data-form-rules>`; without them nothing happens here.
// What is hidden stays filled in, in case it is asked again; the server keeps nothing of it.

import { judge, known } from "./check.js";
import { say } from "./clean.js";
import { element } from "./making.js";

const LEAVING = 250;
const CHECKED_BUTTONS = ["periksa", "kirim"];

// {check(), checkOnly(ids), show(errors), refresh()}: the first two are true when nothing is wrong, and otherwise show what
// is; `show` does that with errors by id from elsewhere; `refresh` gives {shown, required} after changes no one typed.
export function attachRules(form) {
  const script = form.querySelector("script[data-form-rules]");
  if (!script) return { check: () => true, checkOnly: () => true, show() {}, refresh: () => null };
  const definition = JSON.parse(script.textContent);
  const fields = new Map(definition.fields.map((field) => [field.id, field]));
  const changed = new Set();
  const place = (id) => form.querySelector(`[data-field="${CSS.escape(id)}"]`);
  const judged = () => judge(definition, new FormData(form));

  function refresh() {
    const found = judged();
    for (const field of definition.fields) {
      const around = field.show_if && form.querySelector(`[data-asked="${CSS.escape(field.id)}"]`);
      if (around) around.hidden = !found.shown.has(field.id);
      if (field.require_if && place(field.id)) require(place(field.id), found.required.has(field.id), definition.messages);
    }
    return found;
  }

  // Everything that is wrong with these fields is shown at them and on top; gives true when nothing is.
  function report(errors, ids, parts = {}) {
    const wrong = {};
    for (const name of ids) {
      if (!place(name)) continue;
      tell(place(name), name, errors[name] ?? "", parts[name]);
      if (errors[name]) wrong[name] = errors[name];
    }
    const anchors = Object.fromEntries(Object.keys(wrong).map((name) => [name, firstWrong(place(name), name, parts[name])]));
    summarise(form, wrong, anchors, fields, definition.messages);
    const first = Object.keys(wrong)[0];
    if (first) focusOn(place(first), anchors[first]);
    return !first;
  }

  const ids = definition.fields.map((field) => field.id);
  const checkOnly = (some) => {
    const { errors, parts } = refresh();
    return report(errors, ids.filter((one) => some.includes(one)), parts);
  };
  // What is folded away is not asked, though it stays in the page.
  const check = () => "unchecked" in form.dataset || checkOnly(ids);
  const show = (errors) => report(errors, ids);

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
      if (fields.has(name)) changed.add(name);
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
        if (inside && !inside.contains(document.activeElement)) tell(inside, name, errors[name] ?? "", parts[name]);
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

const id = (name) => `isian-${name}`;
const shownError = (name) => document.getElementById(`${id(name)}-salah`);

const inputOf = (inside, name, part) => inside.querySelector(`[name="${CSS.escape(name)}__${CSS.escape(part)}"]`);

// The field's error; where `parts` say which of its inputs are at fault, it is seen there and here only heard. `deep` is
// false when the fields in its rows keep what is said at them.
function tell(inside, name, words, parts = {}, deep = true) {
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
  const described = `${input.id}-salah`;
  document.getElementById(described)?.remove();
  if (words) part.append(element("p", { className: "error", id: described, textContent: words }));
  describe(input, described, words);
  setOrDrop(input, "aria-invalid", words ? "true" : "");
}

function firstWrong(inside, name, parts = {}) {
  const [part] = Object.keys(parts);
  return (part && inputOf(inside, name, part)?.id) || id(name);
}

// The error as the server draws it: its words in the field, and the inputs tied to it.
function mark(inside, name, words, look = "error") {
  const shown = shownError(name);
  if ((shown?.textContent ?? "") === words) return;
  const described = `${id(name)}-salah`;
  shown?.remove();
  inside.classList.toggle("wrong", Boolean(words));
  if (words) {
    const error = element("p", { className: look, id: described, textContent: words });
    const before = [...inside.querySelectorAll(":scope > :is(legend, label:not(.choice), .help)")].pop();
    if (before) before.after(error);
    else inside.prepend(error);
  }
  for (const one of controls(inside, name)) {
    describe(one, described, words);
    setOrDrop(one, "aria-invalid", words ? "true" : "");
  }
}

// What the error belongs to: a group of inputs as a whole, or the one input.
function controls(inside, name) {
  if (inside.matches("fieldset")) return [inside];
  return [...inside.querySelectorAll(`#${CSS.escape(id(name))}`)];
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
  if (!need || need.classList.contains("required") === must) return;
  need.className = must ? "required" : "optional";
  need.textContent = `(${messages[must ? "form.required" : "form.optional"]})`;
  if (inside.matches("[role='radiogroup']")) setOrDrop(inside, "aria-required", must ? "true" : "");
  if (inside.matches("fieldset:not([role])")) return;
  for (const one of inside.querySelectorAll(":is(input, select, textarea)[name]")) one.required = must && one.type !== "checkbox";
}

// The list of errors above the form, made from the page's own template: both faces draw theirs.
function summarise(form, wrong, anchors, fields, messages) {
  document.querySelector("[data-errors]")?.remove();
  const count = Object.keys(wrong).length;
  const template = document.querySelector("template[data-error-list]");
  if (count === 0 || !template) return;
  const list = template.content.firstElementChild.cloneNode(true);
  list.querySelector("[data-count]").textContent = say(messages, count === 1 ? "form.one" : "form.many", { count });
  for (const [name, words] of Object.entries(wrong)) {
    const label = fields.get(name).label.replace(/^\.+|\.+$/g, "");
    list.querySelector("ul").append(element("li", {}, element("a", { href: `#${anchors[name]}` }, label), `: ${words}`));
  }
  form.before(list);
}

function focusOn(inside, anchor) {
  // A long form may show it in another step.
  inside.dispatchEvent(new Event("reveal", { bubbles: true }));
  const first = document.getElementById(anchor) ?? inside;
  const target = first.matches("fieldset, div") ? first.querySelector(":is(input, select, textarea, button):not([type='hidden'], [hidden])") : first;
  target?.focus();
}
