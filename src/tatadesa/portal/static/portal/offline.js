// Sending without network: read once more, say yes once, and the phone sends it by itself. The page shows how it stands.

import { element } from "../forms/making.js";
import { unfolded } from "../forms/saying.js";
import { giveBack, inWords, taken } from "./entries.js";
import { announce, inTurn, onNews, wakeLater } from "./outbox.js";
import { attempt, chip } from "./phone.js";

// {takes(event): whether this submit was taken over, resume(copy): whether the form already waits}.
export function attachOutbox(form, { rules, files, filling }) {
  let shown = null;
  let way = null;

  const can = () => Boolean(filling.store && form.dataset.send);

  // The page's card `which` in the form's place, with what `fill` makes of its parts; without one the form again.
  function put(which, fill) {
    shown?.remove();
    form.hidden = Boolean(which);
    if (!which) return;
    const [card, part] = unfolded(document, `template[data-${which}]`);
    fill(part, card.querySelector("h2"));
    shown = card;
    form.before(card);
    card.querySelector("h2").focus();
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
    put("summary", (part) => {
      const rows = inWords(form).map(([label, words]) => element("div", {}, element("dt", {}, label), element("dd", {}, words)));
      part("facts").append(...rows);
      part("facts").after(askWay());
      part("go").addEventListener("click", confirmed);
      part("change").addEventListener("click", () => { put(); form.querySelector("input, select, textarea")?.focus(); });
    });
    if (way) import("./delivery.js").then(({ attachDelivery }) => Object.assign(way, attachDelivery(way.form))).catch(() => {});
  }

  function handOver() {
    filling.isHandedOver = true;
    filling.stopSaving();
    files.handOver();
  }

  // With the files that have gone out meanwhile, which this page did not see go.
  async function takeBack() {
    filling.isHandedOver = false;
    await files.takeBack({ store: filling.store, key: filling.key });
    giveBack(form, (await filling.store.get(filling.key)).content, files.attach);
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
      put();
      await takeBack();
      filling.say("kept");
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
    const { state, content: { reason, errors, address } } = copy;
    if (state === "mend") {
      put();
      await filling.store.mark(filling.key, { state: "draft" });
      await takeBack();
      rules.show(errors ?? {});
      filling.say("is", { words: errors?.untuk ?? reason });
      return true;
    }
    handOver();
    if (state === "sent") {
      put("sent", (part, heading) => {
        heading.after(chip(copy));
        part("link").href = address;
      });
    } else {
      put("waiting", (part, heading) => {
        heading.after(chip(copy));
        part("in").hidden = !reason;
        part("in").href = `/masuk/?lanjut=${encodeURIComponent(location.pathname + location.search)}`;
        part("change").addEventListener("click", change);
        part("drop").addEventListener("click", withdraw);
      });
    }
    return true;
  }

  return {
    takes(event) {
      const what = event.submitter?.value;
      if (navigator.onLine || !filling.store) return false;
      if (what === "simpan") filling.changedNow();
      else if (what === "periksa" && can()) {
        filling.keep();
        summary();
      } else return false;
      event.preventDefault();
      return true;
    },
    async resume(copy) {
      if (!can()) return false;
      onNews(({ key }) => { if (key === filling.key) draw(); });
      if (copy && copy.state !== "draft") return draw();
      // The worker comes here with a form whose sending was cut.
      if (new URL(location.href).searchParams.has("luring") && rules.check()) summary();
      return false;
    },
  };
}
