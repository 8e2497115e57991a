// Passkeys: ask the server what to ask the browser, hand the browser's answer to the form. Only where the browser can.

// What the server answers in JSON to what it is sent; what it says against it as an Error.
export async function answerTo(address, body, headers) {
  const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json", ...headers }, body });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error);
  return content;
}

// Says on `line` what went wrong: the page has the words for the browser's errors by their names, the server's bring their own.
export function sayWhy(line, { name, message }) {
  line.textContent = line.getAttribute(`data-say-${name}`) ?? ((name === "Error" && message) || line.dataset.sayFailed);
}

async function ask(form) {
  const options = await answerTo(form.dataset.begin, new FormData(form));
  // A new key is for somebody, whom the server names.
  if (options.user) {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

function preparePasskey(form) {
  const words = form.querySelector("[data-passkey-words]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    words.textContent = "";
    button.disabled = true;
    try {
      form.elements.jawaban.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (error) {
      sayWhy(words, error);
      button.disabled = false;
    }
  });
}

document.querySelectorAll("[data-passkey]").forEach(preparePasskey);
// The form is hidden until it is known to work, and then what is said in its place.
if (self.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  document.querySelectorAll("[data-passkey], [data-passkey-missing]").forEach((one) => { one.hidden = !one.hidden; });
}
