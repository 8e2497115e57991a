// Conditions over answers and register data, as forms/logic.py has them: the same words, the same verdicts.

const ANSWER = "jawaban.";
const WHEN_ABSENT = ["empty", "is_not", "not_in"];
// As an answer of parts or a list is when nothing is in it.
const NOTHING = ['""', "[]", "{}"];
const MOVING = /^(?:today|[+-]\d{1,4}d)$/;
const DAY = 86_400_000;

export const A_DAY = /^\d{4}-\d\d-\d\d$/;

// What is asked: {shown, required}, two sets of ids; `counted` are the values of what is shown. `found` has what was
// answered by id, as {value}.
export function state(definition, found) {
  const counted = {};
  const shown = new Set();
  const required = new Set();
  const isSo = (condition) => holds(condition, counted, definition);
  for (const { id, show_if: shows, require_if: requires, required: isRequired } of definition.fields) {
    if (shows && !isSo(shows)) continue;
    shown.add(id);
    if (isRequired || (requires && isSo(requires))) required.add(id);
    counted[id] = found[id].value;
  }
  return { shown, required, counted };
}

export function holds({ all, any, not, op, of, to }, values, definition) {
  const judged = (part) => holds(part, values, definition);
  if (all) return all.every(judged);
  if (any) return any.some(judged);
  if (not) return !judged(not);
  const { register, today } = definition;
  const valueOf = (name) => {
    const value = name.startsWith(ANSWER) ? values[name.slice(ANSWER.length)] : register[name];
    return NOTHING.includes(JSON.stringify(value)) ? null : value ?? null;
  };
  const left = valueOf(of);
  // Where nothing is compared, the answer is there or not.
  let right = to?.of ? valueOf(to.of) : to ?? left;
  if (left === null || right === null) return WHEN_ABSENT.includes(op);
  if (typeof right === "string" && MOVING.test(right) && A_DAY.test(left)) {
    right = new Date(Date.parse(today) + (parseInt(right, 10) || 0) * DAY).toJSON().slice(0, 10);
  }
  return operations[op](left, right, today);
}

// Whole years; somebody born on 29 February grows older on 1 March.
export const ageOn = (day, born) => day.slice(0, 4) - born.slice(0, 4) - (day.slice(5) < born.slice(5));

const small = (value) => value.replace?.(/[A-Z]/g, (letter) => letter.toLowerCase()) ?? value;
const same = (left, right) => typeof left !== "object" && small(left) === small(right);
const isIn = (left, right) => right.some((one) => same(left, one));
const age = (judged) => (born, years, today) => A_DAY.test(born) && judged(ageOn(today, born), years);
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
