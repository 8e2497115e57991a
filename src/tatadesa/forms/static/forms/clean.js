// One cleaner for each simple kind: what its `clean` does in Python, so that both say the same of the same answer.
//
// A cleaner has `read(data, field)` (the answer as it stands in the form, `data` is a FormData) and
// `clean(field, raw, env)`: the value, null for nothing given, or a Fault; perhaps `isExcused(data, field)`: true when
// nothing need be given. Of kinds without a cleaner only the server knows.

import { ageOn, bound } from "./logic.js";

export class Fault extends Error {
  // `key` is a message of forms/messages.py, `values` go into its places; `words` are used as they are.
  constructor(key, values = {}, words = "") {
    super(key);
    Object.assign(this, { key, values, words });
  }

  // Beside single inputs of a composite answer: words by what follows `<id>__` in their names.
  beside(parts) {
    return Object.assign(this, { parts });
  }

  in(messages) {
    return this.words || say(messages, this.key, this.values);
  }
}

// A message of the definition with its places filled.
export function say(messages, key, values = {}) {
  return messages[key].replace(/\{(\w+)\}/g, (place, name) => values[name]);
}

const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060\ufeff]/g;
const LINE_ENDS = /\r\n|[\r\x0b\x0c\x85\u2028\u2029]/g;
const UNSTORABLE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]/gu;
const BLANK = "\\t\\n \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";
const ENDS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
const BLANKS = new RegExp(`[${BLANK}]+`, "g");
const BLANKS_IN_LINE = new RegExp(`[${BLANK.replace("\\n", "")}]+`, "g");

export const storable = (text) => text.replace(LINE_ENDS, "\n").replace(UNSTORABLE, "");
export const strip = (text) => text.replace(ENDS, "");
const composed = (text) => text.replace(TURNING, "").normalize("NFC");
export const oneLine = (text) => strip(composed(text).replace(BLANKS, " "));

export function manyLines(text) {
  const lines = composed(text).split("\n").map((line) => strip(line.replace(BLANKS_IN_LINE, " ")));
  return strip(lines.join("\n").replace(/\n{3,}/g, "\n\n"));
}

// 1500.5 as 1.500,5.
export function grouped(number) {
  const [whole, rest] = String(number).split(".");
  return whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ".") + (rest ? `,${rest}` : "");
}

const rupiah = (amount) => `Rp${grouped(amount)}`;

export function dateWords(day, { months }) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${months[month - 1]} ${year}`;
}

export function dayName(day, { days }) {
  return days[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
}

export const typed = (data, { id }) => storable(String(data.get(id) ?? ""));

function within({ rules }, text) {
  if (!text) return null;
  const length = [...text].length;
  if (length > rules.most) throw new Fault("text.long", { length, most: rules.most });
  if (length < rules.least) throw new Fault("text.short", { least: rules.least });
  if (rules.pattern && !new RegExp(`^(?:${rules.pattern})$`, "u").test(text)) throw new Fault("", {}, rules.pattern_words);
  return text;
}

const WHOLE = /^-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)$/;
const MAX_DIGITS = 15;

function parseWhole(text) {
  if (!WHOLE.test(text)) throw new Fault("number.whole");
  const digits = text.replace(/\./g, "");
  if (digits.replace("-", "").length > MAX_DIGITS) throw new Fault("number.digits", { most: MAX_DIGITS });
  return Number(digits);
}

function parseDecimal(text, decimals) {
  const comma = text.indexOf(",");
  const cut = comma >= 0 ? comma : /^-?[0-9]+\.[0-9]{1,2}$/.test(text) ? text.indexOf(".") : text.length;
  const whole = text.slice(0, cut);
  const rest = text.slice(cut + 1);
  if (!WHOLE.test(whole) || rest.length > decimals || (comma >= 0 && !/^[0-9]+$/.test(rest))) {
    throw new Fault("number.decimal", { decimals });
  }
  const digits = whole.replace(/\./g, "");
  if (digits.replace("-", "").length + rest.length > MAX_DIGITS) throw new Fault("number.digits", { most: MAX_DIGITS });
  return Number(`${digits}.${rest || 0}`);
}

function bounded(number, { min, max }, kind, words) {
  if (number < min) throw new Fault(`${kind}.low`, { low: words(min) });
  if (max !== null && number > max) throw new Fault(`${kind}.high`, { high: words(max) });
  return number;
}

const EXAMPLE = "31-12-2026";
const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const two = (number) => String(number).padStart(2, "0");

export function isRealDay(year, month, day) {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= LAST_DAYS[month - 1] + (leap ? 1 : 0);
}

function parseDate(text) {
  const iso = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/.exec(text);
  const local = /^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})$/.exec(text);
  if (!iso && !local) throw new Fault("date.form", { example: EXAMPLE });
  const [year, month, day] = (iso ? iso.slice(1) : [local[4], local[3], local[1]]).map(Number);
  if (!isRealDay(year, month, day)) throw new Fault("date.calendar", { example: EXAMPLE });
  if (year < 1900 || year > 2199) throw new Fault("date.year", { example: EXAMPLE });
  return `${year}-${two(month)}-${two(day)}`;
}

function checkAge(born, { age_min: least, age_max: most }, today) {
  if (least === undefined && most === undefined) return;
  const age = ageOn(today, born);
  if (age < 0) throw new Fault("date.future");
  if (least !== undefined && age < least) throw new Fault("date.young", { age, least });
  if (most !== undefined && age > most) throw new Fault("date.old", { age, most });
}

const boundWords = (option, env) => (option === "today" ? env.messages["date.today"] : dateWords(bound(option, env.today), env));

// As lokal's parse_phone has it.
function parsePhone(text) {
  const plain = text.trim().replace(/[\s().-]/g, "");
  let rest = "";
  if (plain.startsWith("+62")) rest = plain.slice(3);
  else if (plain.startsWith("62") && plain.length >= 10) rest = plain.slice(2);
  else if (plain.startsWith("0")) rest = plain.slice(1);
  else if (plain.startsWith("8")) rest = plain;
  rest = rest.replace(/^0+/, "");
  const [least, most] = rest.startsWith("8") ? [9, 12] : [7, 11];
  // 080x is no range of a person's phone.
  const right = /^[2-9][0-9]*$/.test(rest) && !rest.startsWith("80") && rest.length >= least && rest.length <= most;
  return right ? `62${rest}` : "";
}

function checkNik(digits, provinces, today) {
  const part = (start, end) => digits.slice(start, end);
  if (!provinces.split(" ").includes(part(0, 2))) throw new Fault("nik.province");
  if (part(2, 4) === "00" || part(4, 6) === "00") throw new Fault("nik.wilayah");
  const day = Number(part(6, 8));
  const year = Number(part(10, 12));
  const century = year <= Number(today.slice(0, 4)) % 100 ? 2000 : 1900;
  if (!isRealDay(century + year, Number(part(8, 10)), day > 40 ? day - 40 : day)) throw new Fault("nik.birth_date");
  if (part(12) === "0000") throw new Fault("nik.serial");
}

const NO_KK_BETWEEN = new RegExp(`[${BLANK}.-]`, "g");

function checkNoKk(digits) {
  const part = (start, end) => Number(digits.slice(start, end));
  if (part(0, 2) < 11 || part(2, 4) === 0 || part(4, 6) === 0) throw new Fault("no_kk.region");
  if (!isRealDay(2000 + part(10, 12), part(8, 10), part(6, 8))) throw new Fault("no_kk.date");
  if (part(12) === 0) throw new Fault("no_kk.serial");
}

const countDigits = (text) => text.replace(/[^0-9]/g, "").length;
const LONGEST_EMAIL = 254;
const LOCAL = /^[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*$/;
const LABEL = /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

function isAddress(local, domain, reserved) {
  const labels = domain.split(".");
  return LOCAL.test(local) && labels.length > 1 && labels.every((label) => LABEL.test(label)) && /[a-z]$/.test(domain)
    && domain.length < LONGEST_EMAIL && !reserved.some((name) => domain === name || domain.endsWith(`.${name}`));
}

// What a slip behind the @ was meant to be; empty when it is none.
function rightDomain(domain, { slips, no_endings: endings }) {
  if (Object.hasOwn(slips, domain)) return slips[domain];
  const dot = domain.lastIndexOf(".");
  return dot > 0 && endings.includes(domain.slice(dot + 1)) ? `${domain.slice(0, dot)}.com` : "";
}

const text = (shape) => ({ read: typed, clean: (field, raw) => within(field, shape(raw)) });
const stripped = (clean) => ({
  read: typed,
  clean(field, raw, env) {
    const found = strip(raw);
    return found ? clean(field, found, env) : null;
  },
});

export const cleaners = {
  short_text: text(oneLine),
  long_text: text(manyLines),

  number: stripped(({ rules }, raw) => {
    const number = rules.decimals ? parseDecimal(raw, rules.decimals) : parseWhole(raw);
    return bounded(number, rules, "number", grouped);
  }),

  money: stripped(({ rules }, raw) => {
    const around = new RegExp(`^rp\\.?[${BLANK}]*|,(?:-|00)?$`, "gi");
    const amount = strip(raw.replace(around, ""));
    return amount ? bounded(parseWhole(amount), rules, "money", rupiah) : null;
  }),

  date: stripped(({ rules }, raw, env) => {
    const day = parseDate(raw);
    if (rules.min && day < bound(rules.min, env.today)) throw new Fault("date.low", { low: boundWords(rules.min, env) });
    if (rules.max && day > bound(rules.max, env.today)) throw new Fault("date.high", { high: boundWords(rules.max, env) });
    checkAge(day, rules, env.today);
    return day;
  }),

  time: stripped((field, raw) => {
    const match = /^([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?:[:.][0-5][0-9])?$/.exec(raw);
    if (!match) throw new Fault("time.form");
    return `${match[1].padStart(2, "0")}:${match[2]}`;
  }),

  choice: {
    read: typed,
    clean({ rules }, raw) {
      if (!raw) return null;
      if (!rules.keys.includes(raw)) throw new Fault("choice.list");
      return raw;
    },
  },

  phone: stripped((field, raw) => {
    const number = [...raw].length <= 30 ? parsePhone(raw.startsWith("62") ? `+${raw}` : raw) : "";
    if (!number) throw new Fault("phone.form");
    return number;
  }),

  nik: stripped(({ rules }, raw, env) => {
    const digits = [...raw].length <= 40 ? raw.replace(/[\s.-]/g, "") : "";
    if (!/^[0-9]{16}$/.test(digits)) {
      const count = raw.replace(/[^0-9]/g, "").length;
      throw count === 16 ? new Fault("nik.letters") : new Fault("nik.digits", { count });
    }
    checkNik(digits, rules.provinces, env.today);
    return digits;
  }),

  choices: {
    read: (data, { id }) => [...new Set(data.getAll(id).filter(Boolean).map(storable))],
    clean({ rules }, raw) {
      if (!raw.every((key) => rules.keys.includes(key))) throw new Fault("choices.list");
      const chosen = rules.keys.filter((key) => raw.includes(key));
      if (chosen.length === 0) return null;
      if (chosen.length < rules.least) throw new Fault("choices.few", { least: rules.least });
      if (chosen.length > rules.most) throw new Fault("choices.many", { most: rules.most });
      return chosen;
    },
  },

  yes_no: {
    read: typed,
    clean(field, raw) {
      if (!raw) return null;
      if (raw !== "ya" && raw !== "tidak") throw new Fault("yes_no.choose");
      return raw === "ya";
    },
  },

  email: stripped(({ rules }, raw) => {
    if (!/^[!-~]+$/.test(raw) || raw.length > LONGEST_EMAIL) throw new Fault("email.form");
    const at = raw.lastIndexOf("@");
    if (at < 0) {
      const usual = rules.usual.find((name) => raw.toLowerCase().endsWith(name) && raw.length > name.length);
      throw usual ? new Fault("email.slip", { suggestion: `${raw.slice(0, -usual.length)}@${usual}` }) : new Fault("email.at");
    }
    const local = raw.slice(0, at);
    const domain = raw.slice(at + 1).toLowerCase();
    const right = rightDomain(domain, rules);
    if (local && right) throw new Fault("email.slip", { suggestion: `${local}@${right}` });
    if (/[@.][a-z0-9]{2}--/i.test(raw) || !isAddress(local, domain, rules.reserved)) throw new Fault("email.form");
    return `${local}@${domain}`;
  }),

  no_kk: stripped((field, raw) => {
    const digits = [...raw].length <= 40 ? raw.replace(NO_KK_BETWEEN, "") : "";
    if (!/^[0-9]{16}$/.test(digits)) {
      const count = countDigits(raw);
      throw count === 16 ? new Fault("no_kk.letters") : new Fault("no_kk.digits", { count });
    }
    checkNoKk(digits);
    return digits;
  }),

  // What is sent along without our script counts as attached; a paper seen or to be brought is no answer but excuses.
  file: {
    read(data, { id }) {
      const removed = data.getAll(`${id}__hapus`);
      const ids = new Set(data.getAll(id).filter((one) => one && !removed.includes(one)));
      return { ids: [...ids], sent: data.getAll(`${id}__berkas`).filter((one) => one.size > 0).map((one) => one.name) };
    },
    clean({ rules }, { ids, sent }) {
      if (ids.length > rules.most) throw new Fault("file.many", { most: rules.most });
      return ids.length + sent.length > 0 ? [...ids, ...sent] : null;
    },
    isExcused: (data, { id }) => data.has(`${id}__kertas`) || data.has(`${id}__dibawa`),
  },

  statement: {
    read: typed,
    clean(field, raw) {
      if (!raw) return null;
      if (raw !== "ya" && raw !== "on") throw new Fault("statement.tick");
      return true;
    },
  },
};
cleaners.photo = cleaners.signature = cleaners.file;
