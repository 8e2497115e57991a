// Tells the office that what it wrote was seen: when the page opens, and whenever a new message comes in.

function tellSeen(form) {
  const thread = () => document.getElementById("percakapan");
  let told = "";

  function tell() {
    const last = thread()?.dataset.last;
    if (!last || last === told || document.hidden) return;
    told = last;
    const body = new FormData();
    body.set("sampai", last);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fetch(form.dataset.seen, { method: "POST", body }).catch(() => { told = ""; });
  }

  tell();
  new MutationObserver(tell).observe(thread().parentElement, { childList: true });
  document.addEventListener("visibilitychange", tell);
}

document.querySelectorAll("[data-seen]").forEach(tellSeen);
