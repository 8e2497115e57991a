// Somebody else's three facts unfold only when somebody else is meant, and what the register said of others goes away.

export function prepareResident(field) {
  const others = field.querySelector(".others");
  if (!others) return;
  const choice = field.querySelector("[data-others]");
  const unfold = () => { others.hidden = choice?.checked === false; };
  field.addEventListener("change", unfold);
  others.addEventListener("input", () => others.querySelector(".verdict")?.remove());
  unfold();
}
