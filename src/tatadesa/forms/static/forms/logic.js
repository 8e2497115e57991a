// Conditions over answers and register data, as forms/logic.py has them: the same words, the same verdicts.

const ANSWER = "jawaban.";
const WHEN_ABSENT = ["empty", "is_not", "not_in"];
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const MOVING = /^(?:today|[+-][0-9]{1,4}d)$/;

// What is asked: {shown, required}, two sets of ids. `values` are comparable values by id; a field that cannot be changed
// here has its own in `given`.
export function state(definition, values) {
  const counted = {};
  const shown = new Set();
  const required = new Set();
  for (const field of definition.fields) {
    if (field.show_if && !holds(field.show_if, counted, definition)) continue;
    shown.add(field.id);
    if (field.required || (field.require_if && holds(field.require_if, counted, definition))) required.add(field.id);
    counted[field.id] = "given" in field ? field.given : values[field.id];
  }
  return { shown, required };
}

export function holds(condition, values, { register, today }) {
  const judge = (part) => holds(part, values, { register, today });
  if (condition.all) return condition.all.every(judge);
  if (condition.any) return condition.any.some(judge);
  if (condition.not) return !judge(condition.not);
  const { op, to } = condition;
  const left = valueOf(condition.of, values, register);
  let right = isPlain(to) ? valueOf(to.of, values, register) : to ?? null;
  if (left === null || (right === null && op !== "filled" && op !== "empty")) {
    return WHEN_ABSENT.includes(op);
  }
  if (typeof left === "string" && typeof right === "string" && DAY.test(left) && MOVING.test(right)) {
    right = bound(right, today);
  }
  return compare(left, op, right, today);
}

// The ISO date that `today`, `+7d`, `-30d` or an ISO date stands for.
export function bound(option, today) {
  if (option === "today") return today;
  if (!MOVING.test(option)) return option;
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + Number(option.slice(0, -1)));
  return day.toISOString().slice(0, 10);
}

// Whole years; somebody born on 29 February grows older on 1 March.
export function ageOn(day, born) {
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
}

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function valueOf(name, values, register) {
  if (name.startsWith(ANSWER)) {
    const found = values[name.slice(ANSWER.length)] ?? null;
    const nothing = found === "" || (Array.isArray(found) && found.length === 0) || (isPlain(found) && Object.keys(found).length === 0);
    return nothing ? null : found;
  }
  return register[name] ?? null;
}

function compare(left, op, right, today) {
  switch (op) {
    case "filled":
    case "empty":
      return op === "filled";
    case "is":
    case "is_not":
      return same(left, right) === (op === "is");
    case "in":
    case "not_in":
      return right.some((one) => same(left, one)) === (op === "in");
    case "has":
      return Array.isArray(left) && left.some((one) => same(one, right));
    case "age_at_least":
    case "age_below": {
      if (typeof left !== "string" || !DAY.test(left)) return false;
      const age = ageOn(today, left);
      return op === "age_at_least" ? age >= right : age < right;
    }
  }
  if (typeof left !== typeof right || (typeof left !== "number" && typeof left !== "string")) return false;
  if (op === "at_least") return left >= right;
  if (op === "at_most") return left <= right;
  return op === "more_than" ? left > right : left < right;
}

const small = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function same(left, right) {
  if (typeof left === "string" && typeof right === "string") return small(left) === small(right);
  return typeof left === typeof right && left === right && (typeof left === "number" || typeof left === "boolean");
}
