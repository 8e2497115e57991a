// Sending without network: read once more, say yes once, and the phone sends it by itself. The page shows how it stands.

import { giveBack, inWords, taken } from "./entries.js";
import { announce, inTurn, onNews, wakeLater } from "./outbox.js";
import { attempt, chip } from "./phone.js";

// {takes(event): whether this submit was taken over, resume(copy): whether the form already waits}.
export function attachOutbox(form, { rules, files, filling }) {
  let shown = null;
  let way = null;

  const can = () => Boolean(filling.store && form.dataset.send);

  function put(section) {
    shown?.remove();
    shown = section;
    form.hidden = Boolean(section);
    if (!section) return;
    form.before(section);
    section.querySelector("h2").focus();
  }

  // What the last step would ask about the letter; its price and its lists want a network, so nothing is pressed here.
  function askWay() {
    const template = document.querySelector("template[data-way]");
    if (!template) return "";
    way = { form: template.content.querySelector("form").cloneNode(true), check: () => true };
    way.form.querySelectorAll("button").forEach((one) => one.remove());
    if (filling.way) giveBack(way.form, filling.way, () => {});
    way.form.addEventListener("submit", (event) => event.preventDefault());
    way.form.addEventListener("change", () => { filling.way = taken(way.form); filling.changed(); });
    return way.form;
  }

  function summary() {
    const rows = inWords(form).map(([label, words]) => make("div", {}, make("dt", {}, label), make("dd", {}, words)));
    put(card("Sudah benar?",
      make("p", {}, "Tidak ada jaringan sekarang. Baca sekali lagi, lalu titipkan di ponsel ini: permohonan terkirim sendiri satu kali begitu ada jaringan."),
      make("dl", { className: "facts" }, ...rows),
      askWay(),
      buttons(
        button("Kirim otomatis saat ada jaringan", "", confirmed),
        button("Ubah isian", "second", () => { put(null); form.querySelector("input, select, textarea")?.focus(); }),
      )));
    if (way) import("./delivery.js").then(({ attachDelivery }) => Object.assign(way, attachDelivery(way.form))).catch(() => {});
  }

  function handOver() {
    filling.isHandedOver = true;
    filling.stopSaving();
    files.handOver();
  }

  async function takeBack() {
    filling.isHandedOver = false;
    await files.takeBack({ store: filling.store, key: filling.key });
  }

  async function confirmed() {
    if (way) {
      if (!way.check()) return;
      filling.way = taken(way.form);
    }
    await filling.keep();
    handOver();
    filling.showKey();
    await filling.store.put(filling.key, { ...filling.described(), reason: "" }, { state: "waiting" });
    announce(filling.key, "waiting");
    await draw();
    await wakeLater();
    if (navigator.onLine) await attempt();
  }

  // Only while nobody sends it at this moment.
  const takenOut = () => inTurn(async () => {
    const copy = await filling.store.get(filling.key);
    if (!["waiting", "mend"].includes(copy?.state)) return false;
    await filling.store.mark(filling.key, { state: "draft" });
    return true;
  });

  async function change() {
    if (await takenOut()) {
      put(null);
      await takeBack();
      filling.say("Permohonan ini tidak jadi dikirim otomatis. Isian tersimpan di ponsel ini.");
      if (navigator.onLine) await filling.save();
    } else await draw();
  }

  async function withdraw() {
    if (await takenOut()) location.assign("/");
    else await draw();
  }

  async function draw() {
    const copy = await filling.store.get(filling.key);
    if (!copy || copy.state === "draft") return false;
    if (copy.state !== "mend") handOver();
    const { content, state } = copy;
    if (state === "sent") {
      put(card(content.title, chip(copy), make("p", {}, "Permohonan sudah sampai di kantor."),
        buttons(make("a", { className: "button", href: content.address }, "Lihat permohonan"))));
      return true;
    }
    if (state === "mend") {
      put(null);
      await filling.store.mark(filling.key, { state: "draft" });
      await takeBack();
      rules.show(content.errors ?? {});
      filling.say(content.errors?.untuk ?? content.reason);
      return true;
    }
    const signIn = content.reason ? make("a", { className: "button", href: `/masuk/?lanjut=${encodeURIComponent(location.pathname + location.search)}` }, "Masuk") : "";
    put(card(content.title, chip(copy),
      make("p", {}, "Permohonan ini dititipkan di ponsel ini dan terkirim sendiri satu kali. Ponsel boleh dimatikan; isian tetap ada."),
      buttons(signIn, button("Ubah isian", "second", change), button("Jangan kirim", "second", withdraw))));
    return true;
  }

  return {
    takes(event) {
      const what = event.submitter?.value;
      if (navigator.onLine || !filling.store) return false;
      if (what === "simpan") {
        event.preventDefault();
        filling.changedNow();
        return true;
      }
      if (what !== "periksa" || !can()) return false;
      event.preventDefault();
      filling.keep();
      summary();
      return true;
    },
    async resume(copy) {
      if (!can()) return false;
      onNews(({ key }) => { if (key === filling.key) draw(); });
      if (copy && copy.state !== "draft") return draw();
      // The worker comes here with a form whose sending was cut.
      if (!new URL(location.href).searchParams.has("luring")) return false;
      if (rules.check()) summary();
      return false;
    },
  };
}

function card(title, ...children) {
  const heading = make("h2", { tabIndex: -1 }, title);
  const section = make("section", { className: "card outbox" }, heading, ...children);
  section.setAttribute("aria-live", "polite");
  return section;
}

const buttons = (...children) => make("div", { className: "buttons" }, ...children.filter(Boolean));

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(words, look, act) {
  const made = make("button", { type: "button", className: look }, words);
  made.addEventListener("click", act);
  return made;
}
