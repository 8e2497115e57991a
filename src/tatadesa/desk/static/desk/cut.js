// Without network the browser would throw the page and what was typed away for its own error page. When it knows, the form
// is held back here; when it believes in a network that is none, the desk's worker answers in its place.
const cut = document.getElementById("tanpa-jaringan");
const show = (isCut) => { cut.hidden = !isCut; };

addEventListener("submit", (event) => {
  if (navigator.onLine || event.defaultPrevented) return;
  event.preventDefault();
  show(true);
});
addEventListener("online", () => show(false));
const worker = navigator.serviceWorker;
worker?.register(document.getElementById("terputus").dataset.worker).catch(() => {});
worker?.addEventListener("message", ({ data }) => {
  if (!data.cut) return;
  show(true);
  cut.scrollIntoView({ block: "nearest" });
});
