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
