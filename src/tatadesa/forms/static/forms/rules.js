// A form in the browser: shows, hides and requires fields as one types, and checks them as the server will.
//
// The rules stand in the form, in `<script type="application/json" data-form-rules>`. What is hidden stays filled in, in case
// it is asked again; the server keeps nothing of it.

import { judge, known } from "./check.js";
import { element, tellOf } from "./making.js";
import { filled } from "./saying.js";

const LEAVING = 250;
const CHECKED_BUTTONS = ["periksa", "kirim"];
const WRONG = "-salah";

// {check(ids), show(errors), refresh()}: `check` is true when nothing is wrong with these fields, or with any without `ids`, and
// otherwise shows what is; `show` does that with errors by id from elsewhere; `refresh` gives {shown, required} after changes
// no one typed.
export function attachRules(form) {
  const definition = JSON.parse(form.querySelector("[data-form-rules]").textContent);
  const { fields, messages } = definition;
  const ids = fields.map(({ id }) => id);
  const changed = new Set();
  const place = (id) => form.querySelector(`[data-field="${id}"]`);
  const judged = () => judge(definition, new FormData(form));

  function refresh() {
    const found = judged();
    for (const { id, show_if, require_if } of fields) {
      const around = show_if && form.querySelector(`[data-asked="${id}"]`);
      if (around) {
        around.hidden = !found.shown.has(id);
        around.classList.remove("waiting");
      }
      if (require_if && place(id)) require(place(id), found.required.has(id), messages);
    }
    return found;
  }

  // Everything that is wrong with these fields is shown at them and on top; gives true when nothing is.
  function report({ errors, parts = {} }, some = ids) {
    const lines = [];
    let first;
    for (const { id, label } of fields) {
      const inside = some.includes(id) && place(id);
      if (!inside) continue;
      tell(inside, errors[id], parts[id]);
      if (!errors[id]) continue;
      const anchor = firstWrong(inside, parts[id]);
      lines.push(element("li", {}, element("a", { href: `#${anchor}` }, label.replace(/^\.+|\.+$/g, "")), `: ${errors[id]}`));
      first ??= document.getElementById(anchor) ?? inside;
    }
    summarise(form, lines, messages);
    if (first) focusOn(first);
    return !first;
  }

  // What is folded away is not asked, though it stays in the page.
  const check = (some) => "unchecked" in form.dataset || report(refresh(), some);
  const show = (errors) => report({ errors });

  for (const hint of form.querySelectorAll(".when")) {
    for (const one of form.querySelectorAll(`[aria-describedby~="${hint.id}"]`)) describe(one, hint.id);
    hint.remove();
  }
  refresh();

  form.addEventListener("input", ({ target }) => {
    const { errors, parts } = refresh();
    // A field in the row of a group has one around it.
    for (let inside = target.closest("[data-field]"); inside; inside = inside.parentElement.closest("[data-field]")) {
      const name = inside.dataset.field;
      if (ids.includes(name)) changed.add(name);
      const wrong = errors[name] ?? parts[name.split("__")[0]]?.[partOf(name)];
      // While one types an error only goes away; a new one waits until the field is left.
      const shown = document.getElementById(idOf(inside) + WRONG)?.textContent;
      if (shown && wrong !== shown) tell(inside, "", {}, false);
    }
  });
  let soon = 0;
  let isPressed = false;
  // Not at once, and not while a finger is down: an error that moves the page would take the button away from under it.
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(look, LEAVING);
  };
  const look = () => {
    if (isPressed) return later();
    const { errors, parts } = judged();
    for (const name of changed) {
      const inside = place(name);
      if (inside && !inside.contains(document.activeElement)) tell(inside, errors[name], parts[name]);
    }
  };
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const left = target.closest("[data-field]");
    if (left && !left.contains(relatedTarget)) later();
  });
  for (const what of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(what, ({ type }) => { isPressed = type === "pointerdown"; }, true);
  }
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name === "aksi" && !CHECKED_BUTTONS.includes(button.value)) return;
    clearTimeout(soon);
    if (!check()) event.preventDefault();
  });
  return { check, show, refresh };
}

const idOf = (inside) => `isian-${inside.dataset.field}`;
// What follows `<id>__`.
const partOf = (name) => name.replace(/^.*?__/, "");

// The field's error; where `parts` say which of its inputs are at fault, it is seen there and here only heard. `isDeep` is
// false when the fields in its rows keep what is said at them.
function tell(inside, words, parts = {}, isDeep = true) {
  mark(inside, words, Object.keys(parts).length > 0 ? "hidden" : "error");
  if (!(inside.dataset.kind in known)) return;
  for (const input of inside.querySelectorAll("[name]:not([type='hidden'])")) {
    const nearest = input.closest("[data-field]");
    const part = input.closest(".part");
    if (nearest === inside && part) putError(part, null, input.id, parts[partOf(input.name)], input);
    if (nearest !== inside && isDeep) mark(nearest, parts[partOf(nearest.dataset.field)]);
  }
}

function firstWrong(inside, parts = {}) {
  const [part] = Object.keys(parts);
  return inside.querySelector(`[name="${inside.dataset.field}__${part}"]`)?.id || idOf(inside);
}

// The error in the field: below its label and help, and tied to the group of inputs as a whole, or the one input.
function mark(inside, words = "", className) {
  const id = idOf(inside);
  const one = inside.matches("fieldset") ? inside : document.getElementById(id);
  const next = [...inside.children].find((child) => !child.matches(`legend, label:not(.choice), .help, [id$='${WRONG}']`));
  inside.classList.toggle("wrong", words);
  putError(inside, next, id, words, one, className);
}

// An error as the server draws it: its words in `place` before `next`, and `one` tied to it.
function putError(place, next, id, words = "", one, className = "error") {
  const by = id + WRONG;
  const shown = document.getElementById(by);
  if ((shown?.textContent ?? "") === words) return;
  shown?.remove();
  if (words) place.insertBefore(element("p", { className, id: by, textContent: words }), next);
  if (!one) return;
  describe(one, by, words);
  setOrDrop(one, "aria-invalid", words && "true");
}

function describe(one, by, words) {
  const others = (one.getAttribute("aria-describedby") ?? "").replace(by, "").trim();
  setOrDrop(one, "aria-describedby", `${words ? by : ""} ${others}`.trim());
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
  if (inside.matches("fieldset:not([role])")) return;
  if (inside.matches("fieldset")) setOrDrop(inside, "aria-required", must && "true");
  for (const one of inside.querySelectorAll(":is(input, select, textarea)[name]:not([type='checkbox'])")) one.required = must;
}

// The list of errors above the form, made from the page's own template: both faces draw theirs.
function summarise(form, lines, messages) {
  document.querySelector("[data-errors]")?.remove();
  const template = document.querySelector("template[data-error-list]");
  const count = lines.length;
  if (!count || !template) return;
  const list = template.content.firstElementChild.cloneNode(true);
  list.querySelector("[data-count]").textContent = filled(messages["form.wrong"], { count });
  list.querySelector("ul").append(...lines);
  form.before(list);
}

function focusOn(first) {
  // A long form may show it in another step.
  tellOf(first, "reveal");
  (first.querySelector(":is(input, select, textarea, button):not([type='hidden'], [hidden])") ?? first).focus();
}
