// At the counter another card's number brings its people when the number is complete: the page's own button does it.

export function prepareFamily(element) {
  const number = element.querySelector("input[name$='__no_kk']:not([type='hidden'])");
  const button = element.querySelector("button[value$=':lihat']");
  if (!number || !button) return;
  number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    button.click();
  });
}
