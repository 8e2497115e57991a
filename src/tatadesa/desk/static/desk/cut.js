// Without network the browser would throw the page and what was typed away for its own error page.
const cut = document.getElementById("tanpa-jaringan");
addEventListener("submit", (event) => {
  if (navigator.onLine || event.defaultPrevented) return;
  event.preventDefault();
  cut.hidden = false;
});
addEventListener("online", () => { cut.hidden = true; });
