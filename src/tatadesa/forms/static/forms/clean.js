// One cleaner for each simple kind: what its `clean` does in Python, so that both say the same of the same answer.
//
// A cleaner has `read(data, field)` (the answer as it stands in the form, `data` is a FormData) and
// `clean(field, raw, env)`: the value, null for nothing given, or a Fault; perhaps `isExcused(data, field)`: true when
// nothing need be given. Of kinds without a cleaner only the server knows.

import { ageOn, bound } from "./logic.js";
import { filled } from "./making.js";

export class Fault extends Error {
  // `key` is a message of forms/messages.py, `values` go into its places; `words` are used as they are. `parts` are words
  // beside single inputs of a composite answer, by what follows `<id>__` in their names.
  constructor(key, values, words, parts) {
    super(key);
    Object.assign(this, { key, values, words, parts });
  }

  in(messages) {
    return this.words || say(messages, this.key, this.values);
  }
}

// A message of the definition with its places filled.
export const say = (messages, key, values = {}) => filled(messages[key], values);

const must = (isRight, key, values, words) => {
  if (!isRight) throw new Fault(key, values, words);
};

const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060\ufeff]/g;
const LINE_ENDS = /\r\n|[\r\x0b\x0c\x85\u2028\u2029]/g;
const UNSTORABLE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]/gu;
const BLANK = "\\t \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";
const ENDS = new RegExp(`^[\\n${BLANK}]+|[\\n${BLANK}]+$`, "g");
const BLANKS = new RegExp(`[\\n${BLANK}]+`, "g");
const BLANKS_IN_LINE = new RegExp(`[${BLANK}]+`, "g");
const BETWEEN_DIGITS = new RegExp(`[\\n${BLANK}.-]`, "g");

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

export const dayName = (day, { days }) => days[(new Date(day).getUTCDay() + 6) % 7];

export const typed = (data, { id }) => storable(String(data.get(id) ?? ""));

function within({ most, least, pattern, pattern_words: words }, text) {
  if (!text) return null;
  const length = [...text].length;
  must(!(length > most), "text.long", { length, most });
  must(!(length < least), "text.short", { least });
  must(!pattern || new RegExp(`^(?:${pattern})$`, "u").test(text), "", {}, words);
  return text;
}

const WHOLE = /^-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)$/;
const MAX_DIGITS = 15;

// Behind the comma; where there are decimals a dot before one or two digits is one, too.
function parseNumber(text, decimals = 0) {
  const comma = decimals ? text.indexOf(",") : -1;
  const cut = comma >= 0 ? comma : decimals && /^-?[0-9]+\.[0-9]{1,2}$/.test(text) ? text.indexOf(".") : text.length;
  const whole = text.slice(0, cut);
  const rest = text.slice(cut + 1);
  const isRight = WHOLE.test(whole) && rest.length <= decimals && (comma < 0 || /^[0-9]+$/.test(rest));
  must(isRight, decimals ? "number.decimal" : "number.whole", { decimals });
  const digits = whole.replace(/\./g, "");
  must(digits.replace("-", "").length + rest.length <= MAX_DIGITS, "number.digits", { most: MAX_DIGITS });
  return Number(`${digits}.${rest || 0}`);
}

function bounded(number, { min, max }, kind, words) {
  must(!(number < min), `${kind}.low`, { low: words(min) });
  must(max === null || !(number > max), `${kind}.high`, { high: words(max) });
  return number;
}

function isRealDay(year, month, day) {
  const found = new Date(Date.UTC(year, month - 1, day));
  return year >= 1 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
}

function parseDate(text) {
  const mustBe = (isRight, how) => must(isRight, `date.${how}`, { example: "31-12-2026" });
  const iso = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/.exec(text);
  const local = /^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})$/.exec(text);
  mustBe(iso || local, "form");
  const [year, month, day] = (iso ? iso.slice(1) : [local[4], local[3], local[1]]).map(Number);
  mustBe(isRealDay(year, month, day), "calendar");
  mustBe(year >= 1900 && year <= 2199, "year");
  return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

function checkAge(born, { age_min: least, age_max: most }, today) {
  if (least === undefined && most === undefined) return;
  const age = ageOn(today, born);
  must(age >= 0, "date.future");
  must(!(age < least), "date.young", { age, least });
  must(!(age > most), "date.old", { age, most });
}

// As lokal's parse_phone has it; 080x is no range of a person's phone.
const PHONE = /^(?:\+62|62(?=.{8})|0|(?=8))0*(8[1-9][0-9]{7,10}|[2-79][0-9]{6,10})$/;

// {digits, part(start, end): some of them as a number}.
function sixteen(kind, raw, between) {
  const digits = [...raw].length <= 40 ? raw.replace(between, "") : "";
  const count = raw.replace(/[^0-9]/g, "").length;
  must(/^[0-9]{16}$/.test(digits), `${kind}.${count === 16 ? "letters" : "digits"}`, { count });
  return { digits, part: (start, end) => Number(digits.slice(start, end)) };
}

const LONGEST_EMAIL = 254;
const LOCAL = /^[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*$/;
const LABEL = /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

function isAddress(local, domain, reserved) {
  const labels = domain.split(".");
  return LOCAL.test(local) && labels.length > 1 && labels.every((label) => LABEL.test(label)) && /[a-z]$/.test(domain)
    && domain.length < LONGEST_EMAIL && !reserved.some((name) => `.${domain}`.endsWith(`.${name}`));
}

// What a slip behind the @ was meant to be; empty when it is none.
function rightDomain(domain, { slips, no_endings: endings }) {
  if (Object.hasOwn(slips, domain)) return slips[domain];
  const dot = domain.lastIndexOf(".");
  return dot > 0 && endings.includes(domain.slice(dot + 1)) ? `${domain.slice(0, dot)}.com` : "";
}

const simple = (clean) => ({ read: typed, clean });
const text = (shape) => simple(({ rules }, raw) => within(rules, shape(raw)));
// Of what is left when the blanks around it are gone, if anything is.
const stripped = (clean) => simple((field, raw, env) => {
  const found = strip(raw);
  return found ? clean(field.rules, found, env) : null;
});
const ticked = (yes, no, key) => simple((field, raw) => {
  must(!raw || [...yes, ...no].includes(raw), key);
  return raw ? yes.includes(raw) : null;
});

export const cleaners = {
  short_text: text(oneLine),
  long_text: text(manyLines),

  number: stripped((rules, raw) => bounded(parseNumber(raw, rules.decimals), rules, "number", grouped)),

  money: stripped((rules, raw) => {
    const around = new RegExp(`^rp\\.?[\\n${BLANK}]*|,(?:-|00)?$`, "gi");
    const amount = strip(raw.replace(around, ""));
    return amount ? bounded(parseNumber(amount), rules, "money", rupiah) : null;
  }),

  date: stripped((rules, raw, env) => {
    const day = parseDate(raw);
    const words = (option) => (option === "today" ? env.messages["date.today"] : dateWords(bound(option, env.today), env));
    const { min, max } = rules;
    if (min && day < bound(min, env.today)) must(false, "date.low", { low: words(min) });
    if (max && day > bound(max, env.today)) must(false, "date.high", { high: words(max) });
    checkAge(day, rules, env.today);
    return day;
  }),

  time: stripped((rules, raw) => {
    const match = /^([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?:[:.][0-5][0-9])?$/.exec(raw);
    must(match, "time.form");
    return `${match[1].padStart(2, "0")}:${match[2]}`;
  }),

  choice: simple(({ rules }, raw) => {
    must(!raw || rules.keys.includes(raw), "choice.list");
    return raw || null;
  }),

  phone: stripped((rules, raw) => {
    const match = [...raw].length <= 30 && PHONE.exec((raw.startsWith("62") ? `+${raw}` : raw).replace(/[\s().-]/g, ""));
    must(match, "phone.form");
    return `62${match[1]}`;
  }),

  nik: stripped(({ provinces }, raw, { today }) => {
    const { digits, part } = sixteen("nik", raw, /[\s.-]/g);
    const day = part(6, 8);
    const year = part(10, 12);
    must(provinces.split(" ").includes(digits.slice(0, 2)), "nik.province");
    must(part(2, 4) && part(4, 6), "nik.wilayah");
    must(isRealDay(year + (year <= today.slice(2, 4) ? 2000 : 1900), part(8, 10), day > 40 ? day - 40 : day), "nik.birth_date");
    must(part(12), "nik.serial");
    return digits;
  }),

  choices: {
    read: (data, { id }) => [...new Set(data.getAll(id).filter(Boolean).map(storable))],
    clean({ rules: { keys, least, most } }, raw) {
      must(raw.every((key) => keys.includes(key)), "choices.list");
      const chosen = keys.filter((key) => raw.includes(key));
      if (chosen.length === 0) return null;
      must(!(chosen.length < least), "choices.few", { least });
      must(!(chosen.length > most), "choices.many", { most });
      return chosen;
    },
  },

  yes_no: ticked(["ya"], ["tidak"], "yes_no.choose"),

  email: stripped((rules, raw) => {
    must(/^[!-~]+$/.test(raw) && raw.length <= LONGEST_EMAIL, "email.form");
    const at = raw.lastIndexOf("@");
    const local = raw.slice(0, at);
    const domain = raw.slice(at + 1).toLowerCase();
    const slip = (suggestion) => must(!suggestion, "email.slip", { suggestion });
    if (at < 0) {
      const usual = rules.usual.find((name) => domain.endsWith(name) && domain !== name);
      slip(usual && `${raw.slice(0, -usual.length)}@${usual}`);
      must(false, "email.at");
    }
    const right = rightDomain(domain, rules);
    slip(local && right && `${local}@${right}`);
    must(!/[@.][a-z0-9]{2}--/i.test(raw) && isAddress(local, domain, rules.reserved), "email.form");
    return `${local}@${domain}`;
  }),

  no_kk: stripped((rules, raw) => {
    const { digits, part } = sixteen("no_kk", raw, BETWEEN_DIGITS);
    must(part(0, 2) > 10 && part(2, 4) && part(4, 6), "no_kk.region");
    must(isRealDay(2000 + part(10, 12), part(8, 10), part(6, 8)), "no_kk.date");
    must(part(12), "no_kk.serial");
    return digits;
  }),

  // What is sent along without our script counts as attached; a paper seen or to be brought is no answer but excuses.
  file: {
    read(data, { id }) {
      const removed = data.getAll(`${id}__hapus`);
      const ids = new Set(data.getAll(id).filter((one) => one && !removed.includes(one)));
      return { ids: [...ids], sent: data.getAll(`${id}__berkas`).filter((one) => one.size > 0).map((one) => one.name) };
    },
    clean({ rules: { most } }, { ids, sent }) {
      must(!(ids.length > most), "file.many", { most });
      return ids.length + sent.length > 0 ? [...ids, ...sent] : null;
    },
    isExcused: (data, { id }) => data.has(`${id}__kertas`) || data.has(`${id}__dibawa`),
  },

  statement: ticked(["ya", "on"], [], "statement.tick"),
};
cleaners.photo = cleaners.signature = cleaners.file;
