// Conditions over answers and register data, as forms/logic.py has them: the same words, the same verdicts.

const ANSWER = "jawaban.";
const WHEN_ABSENT = ["empty", "is_not", "not_in"];
const A_DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const MOVING = /^(?:today|[+-][0-9]{1,4}d)$/;

// What is asked: {shown, required}, two sets of ids. `values` are comparable values by id; a field that cannot be changed
// here has its own in `given`.
export function state(definition, values) {
  const counted = {};
  const shown = new Set();
  const required = new Set();
  for (const { id, show_if, require_if, given = values[id], ...field } of definition.fields) {
    if (show_if && !holds(show_if, counted, definition)) continue;
    shown.add(id);
    if (field.required || (require_if && holds(require_if, counted, definition))) required.add(id);
    counted[id] = given;
  }
  return { shown, required };
}

export function holds({ all, any, not, op, of, to }, values, definition) {
  const judged = (part) => holds(part, values, definition);
  if (all) return all.every(judged);
  if (any) return any.some(judged);
  if (not) return !judged(not);
  const { register, today } = definition;
  const left = valueOf(of, values, register);
  let right = isPlain(to) ? valueOf(to.of, values, register) : to ?? null;
  if (left === null || (right === null && op !== "filled" && op !== "empty")) return WHEN_ABSENT.includes(op);
  if (typeof left === "string" && typeof right === "string" && A_DAY.test(left) && MOVING.test(right)) right = bound(right, today);
  return operations[op](left, right, today);
}

// The ISO date that `today`, `+7d`, `-30d` or an ISO date stands for.
export function bound(option, today) {
  if (!MOVING.test(option)) return option;
  const day = new Date(today);
  day.setUTCDate(day.getUTCDate() + (parseInt(option, 10) || 0));
  return day.toISOString().slice(0, 10);
}

// Whole years; somebody born on 29 February grows older on 1 March.
export const ageOn = (day, born) => day.slice(0, 4) - born.slice(0, 4) - (day.slice(5) < born.slice(5) ? 1 : 0);

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// The value by its name, or null for nothing: also of a list or an answer of parts in which nothing is.
function valueOf(name, values, register) {
  if (!name.startsWith(ANSWER)) return register[name] ?? null;
  const found = values[name.slice(ANSWER.length)] ?? null;
  return found === "" || (typeof found === "object" && Object.keys(found ?? {}).length === 0) ? null : found;
}

const small = (value) => (typeof value === "string" ? value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : value);
const same = (left, right) => typeof left !== "object" && small(left) === small(right);
const isIn = (left, right) => right.some((one) => same(left, one));
const age = (judged) => (born, years, today) => typeof born === "string" && A_DAY.test(born) && judged(ageOn(today, born), years);
const ordered = (judged) => (left, right) => typeof left === typeof right && ["number", "string"].includes(typeof left) && judged(left, right);

const operations = {
  filled: () => true,
  empty: () => false,
  is: same,
  is_not: (left, right) => !same(left, right),
  in: isIn,
  not_in: (left, right) => !isIn(left, right),
  has: (left, right) => Array.isArray(left) && isIn(right, left),
  age_at_least: age((years, least) => years >= least),
  age_below: age((years, most) => years < most),
  at_least: ordered((left, right) => left >= right),
  at_most: ordered((left, right) => left <= right),
  more_than: ordered((left, right) => left > right),
  less_than: ordered((left, right) => left < right),
};
