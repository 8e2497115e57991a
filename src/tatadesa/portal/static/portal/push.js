// Offers push messages; the browser is asked only after a tap.

const BLOCKED = "Kabar diblokir di ponsel ini. Izinkan lagi di pengaturan ponsel.";
const box = document.querySelector("[data-push]");
const on = box?.querySelector("[data-push-on]");
const off = box?.querySelector("[data-push-off]");
const words = box?.querySelector("[data-push-words]");
const can = box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function show(active) {
  on.hidden = active;
  off.hidden = !active;
}

async function tell(change) {
  const answer = await fetch(box.action, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": box.elements.csrfmiddlewaretoken.value,
    },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? "Belum berhasil. Coba lagi nanti.");
}

function serverKey() {
  const text = box.dataset.push.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(text + "=".repeat((4 - (text.length % 4)) % 4)), (letter) => letter.charCodeAt(0));
}

async function subscribe(worker) {
  if (await Notification.requestPermission() !== "granted") {
    throw new Error(BLOCKED);
  }
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey() });
  await tell({ pasang: subscription.toJSON(), kunci: box.dataset.push });
  show(true);
  words.textContent = "Kabar menyala di ponsel ini.";
  return subscription;
}

async function unsubscribe(worker) {
  const subscription = await worker.pushManager.getSubscription();
  if (subscription) {
    await tell({ lepas: subscription.endpoint });
    await subscription.unsubscribe();
  }
  show(false);
  words.textContent = "Kabar dimatikan di ponsel ini.";
}

async function begin() {
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.getSubscription();
  show(Boolean(subscription));
  // The installation has a new key: a browser that had agreed moves over without being asked again.
  const made = subscription?.options?.applicationServerKey;
  if (made && Notification.permission === "granted" && String(new Uint8Array(made)) !== String(serverKey())) {
    await subscription.unsubscribe();
    await subscribe(worker)
      // The address of before is dead: the server need not find that out by a message that is lost there.
      .then((fresh) => fresh.endpoint !== subscription.endpoint && tell({ lepas: subscription.endpoint }))
      .catch(() => show(false));
  }
  if (Notification.permission === "denied") words.textContent = BLOCKED;
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    const change = event.submitter === off ? unsubscribe : subscribe;
    try {
      await change(worker);
    } catch (error) {
      words.textContent = error.name === "Error" ? error.message : "Belum berhasil. Coba lagi nanti.";
    }
  });
}

if (can) begin();
else if (box) {
  on.disabled = true;
  words.textContent = "Browser ini belum bisa menerima kabar. Coba Chrome, Firefox, atau Safari yang baru.";
}
