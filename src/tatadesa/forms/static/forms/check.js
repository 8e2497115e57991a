// The whole form judged at once, as forms/cleaning.py does on the server.

import { cleaners, dateWords, dayName, Fault, say } from "./clean.js";
import { composites } from "./composite.js";
import { state } from "./logic.js";

// Of other kinds only the server knows what is right.
export const known = { ...cleaners, ...composites };

// {shown, required: sets of ids, values, errors: by id in the form's order, parts: errors beside single inputs, by id and
// part}. `data` is the form as FormData. Kinds that only the server can judge are never wrong here, only missing.
export function judge(definition, data) {
  const found = {};
  const comparable = {};
  for (const field of definition.fields) {
    if ("given" in field) continue;
    found[field.id] = clean(field, data, definition);
    comparable[field.id] = found[field.id].value;
  }
  const { shown, required } = state(definition, comparable);
  const values = {};
  const wrong = {};
  for (const { id, missing } of definition.fields) {
    if (!shown.has(id) || !found[id] || !missing) continue;
    const { value, words, isThere } = found[id];
    if (words) wrong[id] = words;
    else if (value !== null) values[id] = value;
    else if (required.has(id) && !isThere) wrong[id] = missing;
  }
  for (const [id, words] of tooEarly(definition, values, shown, comparable)) {
    delete values[id];
    wrong[id] = words;
  }
  const errors = {};
  const parts = {};
  for (const { id } of definition.fields) {
    if (!wrong[id]) continue;
    errors[id] = wrong[id];
    if (found[id].parts) parts[id] = found[id].parts;
  }
  return { shown, required, values, errors, parts };
}

function clean(field, data, definition) {
  const cleaner = known[field.kind];
  if (!cleaner) {
    const there = isThere(field, data);
    return { value: there || null, isThere: there };
  }
  try {
    const value = cleaner.clean(field, cleaner.read(data, field), definition);
    return { value, isThere: value !== null || cleaner.isExcused?.(data, field) };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { value: null, words: fault.in(definition.messages), parts: fault.parts, isThere: true };
  }
}

// Whether anything of the field is filled in: its own input, or one named `<id>__…`. Where only some inputs make an
// answer, `rules.there` names them: a province chosen beforehand is no address.
function isThere({ id, rules }, data) {
  const deciding = rules?.there?.map((part) => `${id}__${part}`);
  for (const [name, value] of data) {
    if (deciding ? !deciding.includes(name) || value === rules.undecided : name !== id && !(name.startsWith(`${id}__`) && !name.endsWith("__hapus"))) continue;
    if (typeof value === "string" ? value.trim() : value.size > 0) return true;
  }
  return false;
}

// Rules between two fields: an end is not before its start.
function tooEarly(definition, values, shown, comparable) {
  const fields = {};
  for (const field of definition.fields) fields[field.id] = field;
  const valueOf = (id) => (!shown.has(id) ? null : "given" in fields[id] ? fields[id].given : comparable[id]);
  const errors = [];
  for (const later of definition.fields) {
    const earlier = later.rules?.not_before;
    const asked = [later.id, earlier].filter((id) => id in values);
    if (!earlier || !fields[earlier] || asked.length === 0) continue;
    const end = valueOf(later.id);
    const start = valueOf(earlier);
    const days = (later.rules?.same_day ?? []).map(valueOf);
    if (!end || !start || end >= start || (days.length > 0 && (!days[0] || !days[1] || days[0] !== days[1]))) continue;
    const first = asked[0] === later.id;
    const value = valueWords(later, first ? start : end, definition);
    const other = fields[first ? earlier : later.id].label;
    errors.push([asked[0], say(definition.messages, first ? "order.early" : "order.late", { other, value })]);
  }
  return errors;
}

function valueWords({ kind, rules }, value, definition) {
  if (kind === "time") return value.replace(":", ".");
  const words = dateWords(value, definition);
  return rules.weekday ? `${dayName(value, definition)}, ${words}` : words;
}
