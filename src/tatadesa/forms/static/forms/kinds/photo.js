// A photo taken in the page, behind a frame, looked at before it is sent. Where the browser gives no camera, the phone's
// own or a file.

import { button, element, hand } from "../making.js";

// What stays readable: a card, a face; a whole sheet of paper.
const LONGEST_SIDE = { ktp: 1600, orang: 1600 };
const LONGEST_OTHER = 2000;

export function preparePhoto(field, form, changed) {
  const input = field.querySelector("input[type='file']");
  if (!input) return;
  const { frame: kind, frameWords, field: name } = field.dataset;
  const video = element("video", { playsInline: true, muted: true });
  video.setAttribute("aria-label", "Gambar dari kamera");
  const frame = kind === "bebas" ? null : element("div", { className: `frame frame-${kind}` });
  const told = element("p", { className: "live", role: "status" });
  const say = (words) => { told.textContent = words; };
  const picture = element("img", { alt: "Foto yang baru diambil" });
  let facing = kind === "orang" ? "user" : "environment";
  let camera = null;
  let taken = null;

  const open = button("Buka kamera", "second", start);
  const shoot = button("Jepret", "", take);
  const turn = button("Ganti kamera", "second", () => {
    facing = facing === "user" ? "environment" : "user";
    start();
  });
  const view = element("div", { className: "camera", hidden: true },
    element("div", { className: "finder" }, video, ...(frame ? [frame] : [])),
    element("p", { className: "small-text", textContent: frameWords }),
    element("div", { className: "buttons" }, shoot, turn, button("Tutup kamera", "second", stop)));
  const use = button("Pakai foto ini", "", keep);
  const preview = element("figure", { className: "preview", hidden: true }, picture,
    element("figcaption", { className: "small-text", textContent: "Apakah fotonya jelas dan semua tulisan terbaca?" }),
    element("div", { className: "buttons" }, use, button("Foto ulang", "second", start)));

  async function start() {
    forget();
    try {
      // Loaded by those who open it.
      const { Camera, hasCamera } = await import("../camera.js");
      if (!hasCamera()) throw new Error("no camera");
      camera ??= new Camera(video, frame);
      view.hidden = false;
      shoot.disabled = true;
      await camera.open(facing);
    } catch {
      stop();
      say("Kamera tidak bisa dibuka dari sini. Kamera ponsel dibuka sebagai gantinya, atau pilih foto yang sudah ada.");
      takeFromPhone();
      return;
    }
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "videoinput");
    turn.hidden = cameras.length < 2;
    open.hidden = true;
    say("");
    shoot.disabled = false;
    shoot.focus();
  }

  function stop() {
    camera?.close();
    view.hidden = true;
    open.hidden = false;
  }

  async function take() {
    taken = await camera.shoot(LONGEST_SIDE[kind] ?? LONGEST_OTHER);
    stop();
    picture.src = URL.createObjectURL(taken);
    preview.hidden = false;
    open.hidden = true;
    use.focus();
  }

  function keep() {
    const waits = hand(input, taken, `foto-${name}.jpg`);
    forget();
    open.hidden = false;
    say(waits ? "Foto siap. Foto ikut terkirim bersama formulir." : "");
    open.focus();
    changed();
  }

  function forget() {
    URL.revokeObjectURL(picture.src);
    picture.removeAttribute("src");
    preview.hidden = true;
    taken = null;
  }

  function takeFromPhone() {
    input.setAttribute("capture", facing);
    input.click();
    input.removeAttribute("capture");
  }

  const described = input.getAttribute("aria-describedby");
  if (described) open.setAttribute("aria-describedby", described);
  const label = field.querySelector("label")?.firstChild?.textContent?.trim() ?? "";
  open.append(element("span", { className: "hidden", textContent: ` untuk ${label}` }));
  const before = field.querySelector(".pick") ?? input;
  before.before(element("div", { className: "shot" }, view, preview, open, told));
}
