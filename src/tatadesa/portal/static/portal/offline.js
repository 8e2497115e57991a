// Sending without network: read once more, say yes once, and the phone sends it by itself. The page shows how it stands.

import { element } from "../forms/making.js";
import { unfolded } from "../forms/saying.js";
import { attachDelivery } from "./delivery.js";
import { giveBack, inWords, taken } from "./entries.js";
import { announce, ifFree, onNews, wakeLater } from "./outbox.js";
import { attempt, chip } from "./phone.js";

// {takes(event): whether this submit was taken over, resume(): whether the form already waits}.
export function attachOutbox(form, filling, rules, files) {
  const { key } = filling;
  let shown = null;
  let way = null;

  // The page's card `which` in the form's place, with what `fill` makes of its parts.
  function put(which, fill) {
    putForm();
    form.hidden = true;
    const [card, part] = unfolded(document, `template[data-${which}]`);
    const heading = card.querySelector("h2");
    shown = card;
    form.before(card);
    fill(part, heading);
    heading.focus();
  }

  function putForm() {
    shown?.remove();
    form.hidden = false;
  }

  // What the last step would ask about the letter; its price and its lists want a network, so nothing is pressed here.
  function askWay(facts) {
    if (!document.querySelector("template[data-way]")) return;
    const [asked] = unfolded(document, "template[data-way]");
    asked.querySelectorAll("button").forEach((one) => one.remove());
    if (filling.way) giveBack(asked, filling.way, () => {});
    asked.addEventListener("submit", (event) => event.preventDefault());
    asked.addEventListener("change", () => { filling.way = taken(asked); filling.changed(); });
    facts.after(asked);
    way = { asked, ...attachDelivery(asked) };
  }

  const summary = () => put("summary", (part) => {
    const rows = inWords(form).map(([label, words]) => element("div", {}, element("dt", {}, label), element("dd", {}, words)));
    part("facts").append(...rows);
    askWay(part("facts"));
    part("go").addEventListener("click", confirmed);
    part("change").addEventListener("click", () => { putForm(); form.querySelector(":is(input, select, textarea):not([type='hidden'])").focus(); });
  });

  function handOver() {
    filling.isHandedOver = true;
    filling.stopSaving();
    files.handOver();
  }

  // With the files that have gone out meanwhile, which this page did not see go.
  async function takeBack() {
    putForm();
    filling.isHandedOver = false;
    await files.takeBack(filling);
    giveBack(form, (await filling.store.get(key)).content, files.attach);
  }

  async function confirmed() {
    if (way) {
      if (!way.check()) return;
      filling.way = taken(way.asked);
    }
    await filling.keep();
    handOver();
    filling.showKey();
    await announce(filling.store, { key, content: filling.described() }, "waiting");
    await draw();
    await wakeLater();
    await attempt();
  }

  // Only while nobody sends it at this moment.
  async function takeOut(act) {
    const isOut = await ifFree(async () => {
      const copy = await filling.store.get(key);
      const waits = copy?.state === "waiting";
      if (waits) await filling.store.mark(copy, { state: "draft" });
      return waits;
    });
    await (isOut ? act() : draw());
  }

  async function change() {
    await takeBack();
    filling.say("kept");
    if (navigator.onLine) await filling.save();
  }

  // Gives whether it waits, or is over.
  async function draw() {
    const copy = await filling.store.get(key);
    if (!copy || copy.state === "draft") return false;
    const { state, content: { reason, errors, address } } = copy;
    if (state === "mend") {
      await filling.store.mark(copy, { state: "draft" });
      await takeBack();
      rules.show(errors ?? {});
      filling.say("is", { words: errors?.untuk ?? reason });
      return true;
    }
    handOver();
    const isSent = state === "sent";
    put(isSent ? "sent" : "waiting", (part, heading) => {
      heading.after(chip(copy));
      if (isSent) part("link").href = address;
      else {
        part("in").hidden = !reason;
        part("in").href = `/masuk/?${new URLSearchParams({ lanjut: location.pathname + location.search })}`;
        part("change").addEventListener("click", () => takeOut(change));
        part("drop").addEventListener("click", () => takeOut(() => location.assign("/")));
      }
    });
    return true;
  }

  return {
    takes(event) {
      const what = event.submitter?.value;
      if ((navigator.onLine && !files.areStuck()) || !filling.store) return false;
      if (what === "simpan") filling.changedNow();
      else if (what === "periksa" && form.dataset.send) {
        filling.keep();
        summary();
      } else return false;
      event.preventDefault();
      return true;
    },
    async resume() {
      onNews((news) => { if (news.key === key) draw(); });
      const waits = await draw();
      // The worker comes here with a form whose sending was cut.
      if (!waits && new URLSearchParams(location.search).has("luring") && rules.check()) summary();
      return waits;
    },
  };
}
