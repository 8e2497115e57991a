// The whole form judged at once, as forms/cleaning.py does on the server.

import { cleaned, cleaners, typed } from "./clean.js";
import { composites } from "./composite.js";
import { state } from "./logic.js";
import { filled } from "./saying.js";

// Of other kinds only the server knows what is right.
export const known = { ...cleaners, ...composites };

// {shown, required: sets of ids, values, errors: by id in the form's order, parts: errors beside single inputs, by id and
// part}. `data` is the form as FormData. Kinds that only the server can judge are never wrong here, only missing.
export function judge(definition, data) {
  const { fields } = definition;
  const found = {};
  for (const field of fields) {
    const { id, kind, missing, given: value } = field;
    found[id] = missing ? cleaned(known[kind] ?? isThere, field, data, definition) : { value };
  }
  const { shown, required, counted } = state(definition, found);
  const early = tooEarly(definition, counted);
  const values = {};
  const errors = {};
  const parts = {};
  for (const { id, missing } of fields) {
    if (!missing || !shown.has(id)) continue;
    const { value, words, parts: beside } = found[id];
    // A paper that was seen, or will be brought, is no answer but excuses.
    const isLacking = value === null && required.has(id) && !data.has(`${id}__kertas`) && !data.has(`${id}__dibawa`);
    const wrong = words ?? early[id] ?? (isLacking && missing);
    if (wrong) errors[id] = wrong;
    else if (value !== null) values[id] = value;
    if (beside) parts[id] = beside;
  }
  return { shown, required, values, errors, parts };
}

// Whether one of the inputs that make an answer is filled in: a province chosen beforehand is no address.
const isThere = ({ id, rules: { there, undecided } }, data) => (
  there.some((part) => !["", undecided].includes(typed(data, `${id}__${part}`).trim())) || null
);

// Rules between two fields, by the id of the one to mend: an end is not before its start.
function tooEarly(definition, counted) {
  const { fields, messages } = definition;
  const early = {};
  for (const later of fields) {
    const { not_before: before, same_day: sameDay = [] } = later.rules ?? {};
    const earlier = fields.find(({ id }) => id === before);
    const blamed = [later, earlier].find((one) => one?.missing);
    const end = counted[later.id];
    const start = counted[before];
    const isAnotherDay = sameDay.some((day) => !counted[day] || counted[day] !== counted[sameDay[0]]);
    if (!blamed || !end || !start || end >= start || isAnotherDay) continue;
    const [key, { label }, value] = blamed === later ? ["order.early", earlier, start] : ["order.late", later, end];
    early[blamed.id] = filled(messages[key], { other: label, value: asWords(later, value, definition) });
  }
  return early;
}

function asWords({ kind, rules }, value, { months, days }) {
  if (kind === "time") return value.replace(":", ".");
  const [year, month, date] = value.split("-");
  const words = `${Number(date)} ${months[month - 1]} ${year}`;
  return rules.weekday ? `${days[new Date(value).getUTCDay()]}, ${words}` : words;
}
