// Cleaners of answers made of several inputs; what is wrong stands beside the input.

import { cleaned, cleaners, must, strip, typed, within } from "./clean.js";
import { filled } from "./saying.js";

const PAIR = /^([+-]?\d{1,3}[.,]\d{1,20})[,; ] *([+-]?\d{1,3}[.,]\d{1,20})$/;

// Cut to six decimals, about a hand's breadth; null when it is no number.
function degrees(text) {
  const match = /^([+-]?\d{1,3})(?:[.,](\d{1,6})\d{0,14})?$/.exec(text);
  return match && Number(`${match[1]}.${match[2] ?? 0}`) + 0;
}

// The first of these is said of the whole answer.
function refuse(parts) {
  const [words] = Object.values(parts);
  must(!words, "", {}, words, parts);
}

export const composites = {
  map_point({ id, rules }, data, { messages }) {
    const [first, second, metres] = ["lintang", "bujur", "akurasi"].map((name) => strip(typed(data, `${id}__${name}`)));
    if (!first && !second) return null;
    const [, lat = first, lng = second] = (!second && PAIR.exec(first)) || [];
    const point = { accuracy: /^\d{1,6}$/.test(metres) ? Number(metres) : null };
    const parts = {};
    const outside = {};
    for (const [key, name, raw] of [["lat", "lintang", lat], ["lng", "bujur", lng]]) {
      const { example, least, most } = rules[key];
      const found = degrees(raw);
      if (found === null) parts[name] = filled(messages[`map_point.${raw ? key : "both"}`], { example });
      else if (found < least || found > most) outside[name] = messages["map_point.outside"];
      point[key] = found;
    }
    refuse(parts);
    refuse(outside);
    return point;
  },

  // Rows in which nothing is filled in do not count.
  group({ id, rules }, data, definition) {
    const { fields, least } = rules;
    const kept = [];
    const parts = {};
    const rows = data.getAll(`${id}__baris`);
    let free = rows.length;
    for (const index of rows) {
      const cells = fields.map((inner) => {
        const field = { ...inner, id: `${id}__${index}__${inner.id}` };
        return { inner, ...cleaned(cleaners[inner.kind], field, data, definition) };
      });
      if (cells.every(({ value, words }) => value === null && !words)) {
        free = Math.min(free, index);
        continue;
      }
      const row = {};
      kept.push(row);
      for (const { inner, value, words } of cells) {
        const wrong = words ?? (value === null && inner.required && inner.missing);
        if (wrong) parts[`${index}__${inner.id}`] = wrong;
        else if (value !== null) row[inner.id] = value;
      }
    }
    refuse(parts);
    const count = kept.length;
    if (count === 0) return null;
    const few = filled(definition.messages["group.low"], { ...rules, count });
    if (count < least) refuse({ [`${free}__${fields[0].id}`]: few });
    within(count, rules, "group");
    return kept;
  },
};
