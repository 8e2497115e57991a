// One's own requests and letters as they were when last seen, sealed on the phone, for when there is no network. A letter
// that was downloaded opens again from here.

const { account = localStorage.getItem("tatadesa-akun") ?? "" } = document.body.dataset;

const wordsIn = (row, which) => [...row.querySelectorAll(which)].map((one) => one.innerText.trim()).filter(Boolean);

// The page of a list: what it shows is kept; a letter is kept as it is downloaded.
async function keepPage(list) {
  const { openStore } = await import("./store.js");
  const store = await openStore(account);
  if (!store) return;
  const rows = [...list.querySelectorAll(".row")].map((row) => ({
    title: wordsIn(row, ".row-text b")[0] ?? "",
    lines: wordsIn(row, ".row-text > span"),
    chip: wordsIn(row, ".chip")[0] ?? "",
    letter: row.querySelector("a[data-letter]")?.dataset.letter ?? "",
  }));
  await store.putShelf(list.dataset.shelf, { seen: Date.now(), rows });
  list.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-letter]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const letter = await answer.blob();
      await store.putLetter(link.dataset.letter, letter).catch(() => {});
      handOut(letter, link.dataset.name);
    } catch {
      location.assign(link.href);
    }
  });
}

function handOut(letter, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(letter);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The page without network.
async function showKept(place) {
  const [{ openStore }, { make, moment }] = await Promise.all([import("./store.js"), import("./phone.js")]);
  const store = await openStore(account);

  async function item({ title, lines, chip, letter }) {
    const made = make("li", "row", make("span", "row-text", make("b", "", title), ...lines.map((line) => make("span", "muted", line))));
    if (chip) made.append(make("span", "chip quiet", chip));
    const file = letter && await store.letter(letter);
    if (file) {
      const button = make("button", "button second", "Buka surat");
      button.type = "button";
      button.setAttribute("aria-label", `Buka surat ${title} ${lines[0] ?? ""}`);
      button.addEventListener("click", () => handOut(file, `${title}.pdf`));
      made.append(button);
    } else if (letter) made.append(make("span", "muted small-text", "Belum diunduh di ponsel ini"));
    return made;
  }

  for (const [name, heading] of Object.entries({ permohonan: "Permohonan saya", surat: "Surat saya" })) {
    const { seen, rows = [] } = await store?.shelf(name) ?? {};
    if (rows.length === 0) continue;
    place.append(make("section", "", make("h2", "", heading),
      make("p", "muted small-text", `Seperti terakhir dilihat, ${moment(seen)}.`),
      make("ul", "list", ...await Promise.all(rows.map(item)))));
  }
}

for (const [mark, act] of [["[data-shelf]", keepPage], ["[data-kept]", showKept]]) {
  const place = document.querySelector(mark);
  if (place && account) act(place).catch(() => {});
}
