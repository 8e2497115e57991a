// What scripts make: elements, and files that go the way of chosen ones.

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function button(words, className, act) {
  const made = element("button", { type: "button", className, textContent: words });
  made.addEventListener("click", act);
  return made;
}

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

export const tellOf = (inside, name) => inside.dispatchEvent(new Event(name, { bubbles: true }));

// Puts a picture into a file input as if it had been chosen: whoever listens sends it at once, otherwise it goes out with
// the form. Gives whether it still waits there.
export function hand(input, blob, name) {
  const carried = new DataTransfer();
  if (input.multiple) for (const file of input.files) carried.items.add(file);
  carried.items.add(new File([blob], name, { type: blob.type }));
  input.files = carried.files;
  tellOf(input, "change");
  return input.files.length > 0;
}
