// Somebody else's three facts unfold only when somebody else is meant, and what the register said of others goes away.

export function prepareResident(element, form, changed) {
  const others = element.querySelector(".others");
  const choice = element.querySelector("input[data-others]");
  if (!others) return;
  const unfold = () => { others.hidden = Boolean(choice) && !choice.checked; };
  element.addEventListener("change", unfold);
  others.addEventListener("input", () => others.querySelector(".verdict")?.remove());
  unfold();
}
