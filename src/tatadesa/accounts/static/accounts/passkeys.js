// Passkeys: ask the server what to ask the browser, hand the browser's answer to the form. Only where the browser can.

const forms = [...document.querySelectorAll("form[data-passkey]")];
const can = Boolean(globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON);

if (can) {
  for (const form of forms) form.hidden = false;
  document.querySelectorAll("[data-passkey-missing]").forEach((words) => { words.hidden = true; });
}

const WORDS = {
  NotAllowedError: "Dibatalkan atau waktunya habis. Coba lagi.",
  InvalidStateError: "Kunci sandi untuk akun ini sudah ada di perangkat ini.",
  SecurityError: "Buka situs ini lewat alamat resminya, lalu coba lagi.",
  TypeError: "Tidak ada jaringan. Periksa sinyal, lalu coba lagi.",
};

async function begin(form) {
  const answer = await fetch(form.dataset.begin, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new FormData(form),
  });
  const options = await answer.json();
  if (!answer.ok) throw new Error(options.error);
  return options;
}

async function ask(form) {
  const options = await begin(form);
  if (form.dataset.passkey === "pasang") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

for (const form of forms) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = form.querySelector("[data-passkey-words]");
    const button = form.querySelector("button");
    words.textContent = "";
    button.disabled = true;
    try {
      form.elements.jawaban.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (error) {
      words.textContent = WORDS[error.name] ?? (error.name === "Error" ? error.message : "Belum berhasil. Coba lagi.");
      button.disabled = false;
    }
  });
}
