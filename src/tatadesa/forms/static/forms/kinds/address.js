// Lists that follow each other without a new page, and a box that finds a place at any level and fills in all of them.

const SEARCH_AFTER = 200;
const FEWEST_LETTERS = 3;
const NO_NETWORK = "Daftar wilayah belum bisa dimuat. Periksa jaringan, lalu pilih lagi.";

const ancestors = (code) => code.split(".").map((_, depth, parts) => parts.slice(0, depth + 1).join("."));
const lists = new Map();

// The lists of this page are asked for once; the browser itself keeps them for the next one.
function listBelow(address, code) {
  const url = code ? `${address}?induk=${code}` : address;
  if (!lists.has(url)) {
    const asked = fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(url))));
    asked.catch(() => lists.delete(url));
    lists.set(url, asked);
  }
  return lists.get(url);
}

function fill(select, rows) {
  const first = select.options[0];
  first.textContent = rows.length ? select.dataset.ask : select.dataset.wait;
  select.replaceChildren(first, ...rows.map(([code, name, postcode]) => {
    const option = new Option(name, code);
    if (postcode) option.dataset.postcode = postcode;
    return option;
  }));
}

export function prepareAddress(element, form, changed) {
  const selects = [...element.querySelectorAll("select[data-level]")];
  const postcode = element.querySelector("input[name$='__kode_pos']");
  const usual = postcode && document.getElementById(`${postcode.id}-biasanya`);
  const said = Object.assign(document.createElement("p"), { className: "help", role: "status" });
  let known = selects.at(-1).selectedOptions[0]?.dataset.postcode ?? "";
  // What was chosen last counts, however late another list arrives.
  let turn = 0;

  // Filled in when a village is chosen, and taken away with it; what somebody typed stays, and may be wiped out to type.
  function fillPostcode() {
    if (!postcode) return;
    const village = selects.at(-1);
    const fresh = village.selectedOptions[0]?.dataset.postcode ?? "";
    if ((fresh && postcode.value === "") || (postcode.value === known && (fresh || !village.value))) postcode.value = fresh;
    known = fresh || known;
    tellPostcode();
  }

  function tellPostcode() {
    const fresh = selects.at(-1).selectedOptions[0]?.dataset.postcode ?? "";
    const differs = fresh && postcode.value && postcode.value !== fresh;
    usual.textContent = differs
      ? `Kode pos di sini biasanya ${fresh}. Biarkan bila isian Anda memang benar.`
      : "Terisi sendiri setelah desa dipilih.";
  }

  async function choose(level, code) {
    const mine = ++turn;
    said.textContent = "";
    selects.slice(level + 1).forEach((select) => fill(select, []));
    const next = selects[level + 1];
    if (next && code) {
      next.setAttribute("aria-busy", "true");
      try {
        const rows = await listBelow(element.dataset.lists, code);
        if (mine !== turn) return;
        fill(next, rows);
      } catch {
        if (mine === turn) said.textContent = NO_NETWORK;
      } finally {
        next.removeAttribute("aria-busy");
      }
    }
    fillPostcode();
  }

  async function go(code) {
    const mine = ++turn;
    const codes = ancestors(code).slice(ancestors(element.dataset.within).filter(Boolean).length);
    try {
      const above = [element.dataset.within, ...codes];
      const found = await Promise.all(selects.map((_, level) => (
        level <= codes.length && (above[level] || level === 0) ? listBelow(element.dataset.lists, above[level]) : []
      )));
      if (mine !== turn) return;
      selects.forEach((select, level) => {
        fill(select, found[level]);
        select.value = codes[level] ?? "";
      });
      said.textContent = "";
    } catch {
      said.textContent = NO_NETWORK;
      return;
    }
    fillPostcode();
    (selects.find((select) => !select.value) ?? selects.at(-1)).focus();
    changed();
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  selects.forEach((select, level) => {
    const label = element.querySelector(`label[for="${select.id}"]`).textContent.trim().toLowerCase();
    const above = level ? element.querySelector(`label[for="${selects[level - 1].id}"]`).textContent.trim() : "";
    Object.assign(select.dataset, { ask: `Pilih ${label}`, wait: `Pilih ${above.toLowerCase()} dahulu` });
    select.addEventListener("change", () => choose(level, select.value));
  });
  postcode?.addEventListener("input", tellPostcode);
  element.querySelectorAll(".step-button").forEach((button) => button.remove());
  if (selects.length > 1) {
    const box = searchBox(element, go);
    box.append(said);
    selects[0].closest(".part").before(box);
  }
}

function searchBox(element, go) {
  const id = `${element.dataset.field}-cari-wilayah`;
  const box = Object.assign(document.createElement("div"), { className: "part region-search" });
  const label = Object.assign(document.createElement("label"), { htmlFor: id, textContent: "Cari cepat: desa, kecamatan, atau kabupaten" });
  // Without a name it is no part of the answers.
  const input = Object.assign(document.createElement("input"), { type: "search", id, autocomplete: "off", placeholder: "" });
  const found = Object.assign(document.createElement("ul"), { className: "region-found" });
  const status = Object.assign(document.createElement("p"), { className: "help", role: "status", id: `${id}-hasil` });
  input.setAttribute("aria-describedby", status.id);
  box.append(label, input, status, found);
  let timer = 0;
  let asked = null;

  function show(rows) {
    found.replaceChildren(...rows.map(([code, words]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "second", textContent: words });
      button.addEventListener("click", () => {
        input.value = "";
        show([]);
        status.textContent = "";
        go(code);
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  }

  async function search() {
    asked?.abort();
    asked = new AbortController();
    const words = input.value.trim();
    if (words.length < FEWEST_LETTERS) {
      show([]);
      status.textContent = words ? "Ketik paling sedikit 3 huruf." : "";
      return;
    }
    const { search: address, within, deepest } = element.dataset;
    const query = new URLSearchParams({ q: words, dalam: within, sampai: deepest });
    try {
      const answer = await fetch(`${address}?${query}`, { signal: asked.signal });
      const rows = await answer.json();
      show(rows);
      status.textContent = rows.length ? `${rows.length} wilayah ditemukan. Pilih salah satu.` : "Tidak ditemukan. Periksa ejaannya, atau pilih dari daftar di bawah.";
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = NO_NETWORK;
    }
  }

  input.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(search, SEARCH_AFTER);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  return box;
}
