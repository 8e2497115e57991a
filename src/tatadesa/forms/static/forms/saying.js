// Parts of a page by their marks, and the words that it holds ready for scripts.

// Parts of `place` by their marks: part("told") is what has the attribute data-told.
export const partsOf = (place) => (name) => place.querySelector(`[data-${name}]`);

// What the page holds ready for a script in a <template> of `place`: [the element, its parts].
export function unfolded(place, which = "template") {
  const made = place.querySelector(which).content.firstElementChild.cloneNode(true);
  return [made, partsOf(made)];
}

// Says on `line` what the page holds ready there: say("sent", { name }) is its data-say-sent with the name in place; say() is
// nothing.
export const sayingOn = (line) => (which, values) => {
  line.textContent = which ? filled(line.getAttribute(`data-say-${which}`), values) : "";
};

// Words with what belongs in their places.
export const filled = (words, values) => words.replace(/\{(\w+)\}/g, (place, name) => values[name]);
