// The builder of forms: htmx exchanges what is shown after each edit; here is what a keyboard, a finger and the preview
// beside it need. Every step is also an ordinary form that works without any of this.

import { fitConditions } from "./conditions.js";

const region = () => document.getElementById("penyusun");
const frame = document.getElementById("pratinjau");
const news = document.getElementById("kabar");

const isTyping = (target) => target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select");
const rowOf = (target) => target.closest?.(".field-row");

// --- After an exchange: the preview, what is said aloud, where the focus is.

// Where the focus is to be, once the answer to the request that is about to leave stands; the answer brings it along.
let focusNext = null;

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  detail.requestConfig.focusNext = focusNext;
  focusNext = null;
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // What could not be kept comes back with a 4xx and everything that was typed.
  if ([409, 422].includes(detail.xhr.status)) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (target !== region()) return;
  prepare();
  announce();
  if (frame && frame.dataset.seen !== region().dataset.seen) refreshPreview();
  const wanted = document.getElementById(detail.requestConfig?.focusNext ?? "");
  const wrong = region().querySelector("[aria-invalid=true], [role=alert]");
  const just = region().querySelector(".is-just .field-name");
  const panel = region().querySelector("[data-panel] [name=label]");
  if (wrong) wrong.focus();
  else if (wanted && !wanted.disabled) wanted.focus();
  else if (wanted) rowOf(wanted)?.querySelector(".field-name")?.focus();
  else if (panel && !panel.form.contains(document.activeElement)) {
    panel.focus();
    rowOf(panel).scrollIntoView({ block: "nearest" });
  } else if (just && document.activeElement === document.body) just.focus({ preventScroll: true });
});

// Said by an element that stays: what arrives together with its own live region is often not read out.
function announce() {
  const said = region().querySelector("[data-say]");
  said?.removeAttribute("role");
  news.textContent = said ? said.textContent.trim() : "";
}

function refreshPreview() {
  frame.dataset.seen = region().dataset.seen ?? "";
  const top = frame.contentWindow.scrollY;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
  frame.contentWindow.location.replace(frame.src);
}

// --- Keys: Alt and an arrow moves a field, Ctrl+Z takes back, Ctrl+Y or Ctrl+Shift+Z does again.

document.addEventListener("keydown", (event) => {
  const up = event.key === "ArrowUp";
  if (event.altKey && (up || event.key === "ArrowDown") && !isTyping(event.target) && rowOf(event.target)) {
    event.preventDefault();
    const row = rowOf(event.target);
    press(row.querySelector(up ? "[data-up]" : "[data-down]"), row.querySelector(".field-name").id);
    return;
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  const again = key === "y" || (key === "z" && event.shiftKey);
  if (!again && key !== "z") return;
  event.preventDefault();
  press(region()?.querySelector(again ? "[data-redo]" : "[data-undo]"));
});

function press(button, next = null) {
  if (!button || button.disabled) return;
  focusNext = next;
  button.click();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-up], [data-down]");
  if (button) focusNext ??= button.id;
});

// --- Drag with a mouse or a finger, by the grip; pressing Escape lets go.

let drag = null;

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  const row = rowOf(grip);
  grip.setPointerCapture(event.pointerId);
  drag = { row, grip, list: row.parentElement, next: row.nextElementSibling };
  row.classList.add("is-dragged");
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const { row } = drag;
  const others = siblings().filter((one) => one !== row);
  const below = others.find((one) => event.clientY < middle(one));
  if (below) below.before(...family(row));
  else if (others.length) family(others[others.length - 1]).at(-1).after(...family(row));
  if (event.clientY < 90) scrollBy(0, -12);
  if (event.clientY > innerHeight - 60) scrollBy(0, 12);
});

document.addEventListener("pointerup", () => drop(true));
document.addEventListener("pointercancel", () => drop(false));
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drag) drop(false); });

const middle = (row) => { const box = row.getBoundingClientRect(); return box.top + box.height / 2; };
// The fields of the same list: of the form, or of one group.
const siblings = () => [...drag.list.children].filter((one) => one.dataset.group === drag.row.dataset.group);
// A row, and those of its group right below it.
const family = (row) => [row, ...[...row.parentElement.children].filter((one) => one.dataset.group === row.dataset.path)];

function drop(isMeant) {
  if (!drag) return;
  const { row, list, next } = drag;
  row.classList.remove("is-dragged");
  const to = siblings().indexOf(row);
  drag = null;
  if (isMeant && to !== Number(row.dataset.index)) {
    focusNext = row.querySelector(".field-name").id;
    send(row.querySelector("[data-acts]"), { aksi: "pindah", ke: to });
  } else {
    list.insertBefore(row, next);
  }
}

function send(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(input);
  }
  form.requestSubmit();
}

// --- Inputs that depend on others.

function prepare() {
  fitConditions(document);
  for (const part of document.querySelectorAll("[data-day]")) fitDay(part);
  fitNeed();
}

function fitDay(part) {
  const how = part.querySelector("select").value;
  part.querySelector("[data-days]").hidden = !["after", "before"].includes(how);
  part.querySelector("[data-date]").hidden = how !== "day";
}

function fitNeed() {
  for (const part of document.querySelectorAll("[data-when]")) {
    const chosen = part.closest("form").elements.required?.value;
    part.hidden = chosen !== part.dataset.when;
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.closest("[data-day]")) fitDay(target.closest("[data-day]"));
  if (target.name === "required") fitNeed();
});

if (frame) frame.dataset.seen = region().dataset.seen ?? "";
prepare();
document.querySelector("#penyusun [aria-invalid=true], #gagal")?.focus();
