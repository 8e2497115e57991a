// Tells the office that what it wrote was seen: when the page opens, and whenever a new message comes in.

const form = document.querySelector("[data-seen]");
let told = "";

function tell() {
  const last = document.getElementById("percakapan")?.dataset.last;
  if (!last || last === told || document.hidden) return;
  told = last;
  const body = new FormData();
  body.set("sampai", last);
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  fetch(form.dataset.seen, { method: "POST", body }).catch(() => { told = ""; });
}

if (form) {
  tell();
  new MutationObserver(tell).observe(document.getElementById("percakapan").parentElement, { childList: true });
  document.addEventListener("visibilitychange", tell);
}
