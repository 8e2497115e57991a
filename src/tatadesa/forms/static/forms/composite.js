// Cleaners of answers made of several inputs; what is wrong stands beside the input (`Fault.parts`).

import { cleaners, Fault, say, strip, typed } from "./clean.js";

const POINT_INPUTS = { lat: "lintang", lng: "bujur" };
const PAIR = /^([+-]?[0-9]{1,3}[.,][0-9]{1,20})[,; ] *([+-]?[0-9]{1,3}[.,][0-9]{1,20})$/;

// Cut to six decimals, about a hand's breadth; null when it is no number.
function degrees(text) {
  const match = /^([+-]?[0-9]{1,3})(?:[.,]([0-9]{1,6})[0-9]{0,14})?$/.exec(text);
  return match && Number(`${match[1]}.${match[2] ?? 0}`) + 0;
}

// The first of these is said of the whole answer.
function refuse(parts) {
  const [words] = Object.values(parts);
  if (words) throw new Fault("", {}, words, parts);
}

const ROW = /^[0-9]{1,2}$/;
const MOST_ROWS = 40;

// The kept values of a row, and what is wrong with the others.
function cleanRow(fields, row, env) {
  const kept = {};
  const wrong = {};
  for (const inner of fields) {
    try {
      const value = cleaners[inner.kind].clean(inner, row[inner.id], env);
      if (value !== null) kept[inner.id] = value;
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      wrong[inner.id] = fault.in(env.messages);
    }
  }
  return { kept, wrong };
}

export const composites = {
  map_point: {
    read(data, { id }) {
      const [lat, lng, accuracy] = ["lintang", "bujur", "akurasi"].map((name) => strip(typed(data, { id: `${id}__${name}` })));
      const [, north = lat, east = lng] = (!lng && PAIR.exec(lat)) || [];
      return { lat: north, lng: east, accuracy };
    },
    clean({ rules }, raw, { messages }) {
      if (!raw.lat && !raw.lng) return null;
      const point = {};
      const parts = {};
      for (const [key, name] of Object.entries(POINT_INPUTS)) {
        point[key] = degrees(raw[key]);
        if (point[key] !== null) continue;
        const example = rules.examples[key];
        parts[name] = raw[key] ? say(messages, `map_point.${key}`, { example }) : say(messages, "map_point.both");
      }
      refuse(parts);
      for (const [key, [low, high]] of Object.entries(rules.bounds)) {
        if (point[key] < low || point[key] > high) parts[POINT_INPUTS[key]] = say(messages, "map_point.outside");
      }
      refuse(parts);
      return { ...point, accuracy: /^[0-9]{1,6}$/.test(raw.accuracy) ? Number(raw.accuracy) : null };
    },
  },

  // Rows in which nothing is filled in do not count.
  group: {
    read(data, { id, rules }) {
      const start = `${id}__`;
      const named = [...data.keys()].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length).split("__")[0]);
      const indices = new Set([...named, ...data.getAll(`${start}baris`)].filter((index) => ROW.test(index)).map(Number));
      return [...indices].sort((one, other) => one - other).slice(0, MOST_ROWS).map((index) => Object.fromEntries(
        rules.fields.map((inner) => [inner.id, cleaners[inner.kind].read(data, { ...inner, id: `${start}${index}__${inner.id}` })])));
    },
    clean({ rules }, rows, env) {
      const kept = [];
      const parts = {};
      let free = rows.length;
      rows.forEach((row, index) => {
        const { kept: values, wrong } = cleanRow(rules.fields, row, env);
        if (Object.keys({ ...values, ...wrong }).length === 0) {
          free = Math.min(free, index);
          return;
        }
        kept.push(values);
        for (const inner of rules.fields) {
          const words = wrong[inner.id] ?? (inner.required && !(inner.id in values) ? inner.missing : "");
          if (words) parts[`${index}__${inner.id}`] = words;
        }
      });
      refuse(parts);
      if (kept.length > rules.max_rows) throw new Fault("group.many", { most: rules.max_rows, what: rules.what });
      if (kept.length > 0 && kept.length < rules.min_rows) {
        const few = say(env.messages, "group.few", { least: rules.min_rows, what: rules.what, count: kept.length });
        refuse({ [`${free}__${rules.fields[0].id}`]: few });
      }
      return kept.length > 0 ? kept : null;
    },
  },
};
