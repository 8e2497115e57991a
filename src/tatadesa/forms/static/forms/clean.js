// One cleaner for each simple kind: what its `read` and `clean` do in Python, so that both say the same of the same answer.
//
// A cleaner takes the field, the form as FormData and the definition, and gives the value, or null for nothing given; it
// throws what `must` throws. Of kinds without a cleaner only the server knows. None looks for what its input cannot hold.

import { A_DAY, ageOn } from "./logic.js";
import { filled } from "./saying.js";

// {value, words, parts}: the value, or null and what is wrong: in words, and where the answer has several inputs by what
// follows `<id>__` in the names of those at fault.
export function cleaned(clean, field, data, definition) {
  try {
    return { value: clean(field, data, definition) };
  } catch (fault) {
    if (!fault.cause) throw fault;
    const { values, parts, words = filled(definition.messages[fault.message], values) } = fault.cause;
    return { value: null, words, parts };
  }
}

// `key` is a message of forms/messages.py, `values` go into its places; `words` are used as they are.
export function must(isRight, key, values, words, parts) {
  if (!isRight) throw new Error(key, { cause: { values, words, parts } });
}

// `rules` go into the places of the message, too.
export function within(value, rules, kind, values) {
  must(!(value < rules.least), `${kind}.low`, { ...rules, ...values });
  must(!(value > rules.most), `${kind}.high`, { ...rules, ...values });
  return value;
}

// What has no width is no blank in Python. Other blanks of only one of the two are not storable.
const ENDS = /^[^\S\ufeff]+|[^\S\ufeff]+$/g;

export const strip = (text) => text.replace(ENDS, "");
const storable = (text) => text.replace(/\r\n|[\r\v\f\x85\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, "");
// What turns the direction or has no width goes.
const composed = (text) => text.replace(/[\p{Bidi_C}\xad\u200b\u2060\ufeff]/gu, "").normalize("NFC");
const oneLine = (text) => composed(text).replace(/\s+/g, " ").trim();
const manyLines = (text) => composed(text).split("\n").map(oneLine).join("\n").replace(/\n{3,}/g, "\n\n").trim();

export const typed = (data, id) => storable(data.get(id) ?? "");

const text = (shape) => ({ id, rules }, data) => {
  const found = shape(typed(data, id));
  if (!found) return null;
  const { length } = [...found];
  within(length, rules, "text", { length });
  must(!rules.pattern || new RegExp(`^(?:${rules.pattern})$`, "u").test(found), "", {}, rules.pattern_words);
  return found;
};

// Of what is left when the blanks around it are gone, if anything is.
const stripped = (clean) => ({ id, rules }, data, definition) => {
  const found = strip(typed(data, id));
  return found ? clean(found, rules, definition) : null;
};

const ticked = (meanings, key) => ({ id }, data) => {
  const found = typed(data, id);
  must(!found || found in meanings, key);
  return meanings[found] ?? null;
};

const NUMBER = /^(-?(?:\d{1,3}(?:\.\d{3})+|\d+))(?:,(\d+))?$/;
const MAX_DIGITS = 15;

// Behind the comma; where there are decimals a dot before one or two digits is one, too.
function number(raw, rules, kind) {
  const { decimals = 0 } = rules;
  const [, whole, rest = ""] = (decimals && /^(-?\d+)\.(\d\d?)$/.exec(raw)) || NUMBER.exec(raw) || [];
  must(whole && rest.length <= decimals, decimals ? "number.decimal" : "number.whole", rules);
  const digits = whole.replace(/\./g, "");
  must(`${digits}${rest}`.replace("-", "").length <= MAX_DIGITS, "number.digits", { most: MAX_DIGITS });
  return within(Number(`${digits}.${rest}`), rules, kind);
}

// Days that no month has fall into another one.
const isRealDay = (year, month, day) => new Date(year, month - 1, day).getMonth() === month - 1;

// As lokal's parse_phone has it; 080x is no range of a person's phone.
const PHONE = /^(?:\+62|62(?=.{8})|0|(?=8))0*(8[1-9]\d{7,10}|[2-79]\d{6,10})$/;

// [the digits, each pair of them as a number…].
function sixteen(kind, raw, between) {
  const digits = raw.replace(between, "");
  const count = raw.replace(/\D/g, "").length;
  must(/^\d{16}$/.test(digits), `${kind}.${count === 16 ? "letters" : "digits"}`, { count });
  return [digits, ...digits.match(/../g).map(Number)];
}

const LOCAL = /^(?!\.)(?:\.?[\w!#$%&'*+\-/=?^`{|}~])+$/;
// Names between dots, of 63 characters at most; no hyphen at an end of one.
const DOMAIN = /^(?!-|.*(?:\.-|-\.))(?:[a-z\d-]{1,63}\.)+[a-z\d-]{0,62}[a-z]$/;

export const cleaners = {
  short_text: text(oneLine),
  long_text: text(manyLines),

  number: stripped((raw, rules) => number(raw, rules, "number")),

  money: stripped((raw, rules) => {
    const amount = strip(raw.replace(/^rp\.?|,(?:-|00)?$/gi, ""));
    return amount ? number(amount, rules, "money") : null;
  }),

  date: stripped((raw, rules, { today }) => {
    const day = raw.replace(/^(\d\d?)([-/.])(\d\d?)\2(\d{4})$/, "$4-$3-$1").replace(/-(\d)\b/g, "-0$1");
    must(A_DAY.test(day), "date.form");
    const [year, month, date] = day.split("-");
    must(year > 0 && isRealDay(year, month, date), "date.calendar");
    must(year >= 1900 && year <= 2199, "date.year");
    within(day, rules, "date");
    if (rules.age) {
      const age = ageOn(today, day);
      must(age >= 0, "age.future");
      within(age, rules.age, "age", { age });
    }
    return day;
  }),

  time: stripped((raw) => {
    const match = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?$/.exec(raw);
    must(match, "time.form");
    return `${match[1].padStart(2, "0")}:${match[2]}`;
  }),

  choice({ id, rules: { keys } }, data) {
    const key = typed(data, id);
    must(!key || keys.includes(key), "choice.list");
    return key || null;
  },

  phone: stripped((raw) => {
    const match = PHONE.exec((raw.startsWith("62") ? `+${raw}` : raw).replace(/[\s().-]/g, ""));
    must(match, "phone.form");
    return `62${match[1]}`;
  }),

  nik: stripped((raw, { provinces }, { today }) => {
    const [digits, , city, district, day, month, year, ...serial] = sixteen("nik", raw, /[\s.-]/g);
    must(provinces.includes(digits.slice(0, 2)), "nik.province");
    must(city && district, "nik.wilayah");
    must(isRealDay(year + (year <= today.slice(2, 4) ? 2000 : 1900), month, day > 40 ? day - 40 : day), "nik.birth_date");
    must(serial.some(Boolean), "nik.serial");
    return digits;
  }),

  choices({ id, rules }, data) {
    const given = data.getAll(id).filter(Boolean);
    must(given.every((key) => rules.keys.includes(key)), "choices.list");
    const chosen = rules.keys.filter((key) => given.includes(key));
    if (chosen.length === 0) return null;
    within(chosen.length, rules, "choices");
    return chosen;
  },

  yes_no: ticked({ ya: true, tidak: false }, "yes_no.choose"),

  email: stripped((raw, { usual, no_endings: endings, reserved }) => {
    must(/^[!-~]{1,254}$/.test(raw), "email.form");
    const at = raw.lastIndexOf("@");
    const domain = raw.slice(at + 1).toLowerCase();
    const names = Object.keys(usual);
    const slip = (local, right) => must(!local || right === domain, "email.slip", { suggestion: `${local}@${right}` });
    if (at < 0) {
      const name = names.find((one) => domain.endsWith(one)) ?? domain;
      slip(raw.slice(0, -name.length), name);
      must(false, "email.at");
    }
    const local = raw.slice(0, at);
    slip(local, names.find((one) => usual[one].includes(domain)) ?? domain.replace(new RegExp(`(.)\\.(${endings})$`), "$1.com"));
    const isReserved = reserved.some((name) => `.${domain}`.endsWith(`.${name}`));
    must(LOCAL.test(local) && DOMAIN.test(domain) && !/[@.][a-z\d]{2}--/i.test(raw) && !isReserved, "email.form");
    return `${local}@${domain}`;
  }),

  no_kk: stripped((raw) => {
    const [digits, province, city, district, day, month, year, ...serial] = sixteen("no_kk", raw, /[.-]|[^\S\ufeff]/g);
    must(province > 10 && city && district, "no_kk.region");
    must(isRealDay(2000 + year, month, day), "no_kk.date");
    must(serial.some(Boolean), "no_kk.serial");
    return digits;
  }),

  // What is sent along without our script counts as attached.
  file({ id, rules }, data) {
    const removed = data.getAll(`${id}__hapus`);
    const ids = new Set(data.getAll(id).filter((one) => one && !removed.includes(one)));
    within(ids.size, rules, "file");
    const found = [...ids, ...data.getAll(`${id}__berkas`).filter(({ size }) => size > 0)];
    return found.length > 0 ? found : null;
  },

  statement: ticked({ ya: true, on: true }, "statement.tick"),
};

cleaners.photo = cleaners.file;
cleaners.signature = cleaners.file;
