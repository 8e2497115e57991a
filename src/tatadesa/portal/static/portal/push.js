// Offers push messages; the browser is asked only after a tap.

import { answerTo, sayWhy } from "../accounts/passkeys.js";
import { partsOf, sayingOn } from "../forms/saying.js";

async function offerPush(box) {
  const part = partsOf(box);
  const on = part("push-on");
  const off = part("push-off");
  const words = part("push-words");
  const say = sayingOn(words);
  if (!navigator.serviceWorker || !self.PushManager || !self.Notification) {
    on.disabled = true;
    say("unable");
    return;
  }
  const { push: key, bytes } = box.dataset;
  const serverKey = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  const { pushManager } = await navigator.serviceWorker.ready;

  function show(active) {
    on.hidden = active;
    off.hidden = !active;
  }

  function tell(change) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": box.elements.csrfmiddlewaretoken.value };
    return answerTo(box.action, JSON.stringify(change), headers);
  }

  async function subscribe() {
    if (await Notification.requestPermission() !== "granted") {
      say("blocked");
      return;
    }
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey });
    await tell({ pasang: made.toJSON(), kunci: key });
    show(true);
    say("on");
  }

  async function unsubscribe() {
    const made = await pushManager.getSubscription();
    if (made) {
      await tell({ lepas: made.endpoint });
      await made.unsubscribe();
    }
    show(false);
    say("off");
  }

  const subscription = await pushManager.getSubscription();
  show(!!subscription);
  // The installation has a new key: a browser that had agreed moves over without being asked again, and the
  // server hears that the address of before is dead.
  const made = subscription?.options?.applicationServerKey;
  if (made && Notification.permission === "granted" && String(new Uint8Array(made)) !== String(serverKey)) {
    await unsubscribe().then(subscribe).catch(() => show(false));
  }
  if (Notification.permission === "denied") say("blocked");
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await (event.submitter === off ? unsubscribe() : subscribe());
    } catch (error) {
      sayWhy(words, error);
    }
  });
}

document.querySelectorAll("[data-push]").forEach(offerPush);
