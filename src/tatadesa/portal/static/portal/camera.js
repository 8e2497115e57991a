// The photo of a KTP: a camera with a card frame where the browser allows one, otherwise the phone's own camera or a
// file. The picture is made smaller here, shown, and sent; nothing is kept on the phone.

import { finderOf, shrink } from "../forms/camera.js";
import { partsOf, sayingOn } from "../forms/saying.js";

const LONGEST_SIDE = 1600;
// Milliseconds, and bytes in each: a photo that the browser cannot make smaller is long on its way.
const PATIENCE = 60000;
const SLOWEST = 5;
const LARGEST = 8 * 1024 * 1024;

export function attachCardPhoto(form) {
  const part = partsOf(form);
  const say = sayingOn(part("told"));
  const image = part("picture");
  const choice = form.elements.berkas;
  const bar = part("bar");
  let chosen = null;

  // Only what belongs to this step: "choose" a way, or the picture "taken".
  function show(step) {
    form.querySelectorAll("[data-step]").forEach((one) => { one.hidden = one.dataset.step !== step; });
  }

  function reset() {
    chosen = null;
    URL.revokeObjectURL(image.src);
    show("choose");
    say();
  }

  function preview(picture) {
    reset();
    chosen = picture;
    image.src = URL.createObjectURL(picture);
    show("taken");
    part("send").focus();
  }

  function send() {
    const data = new FormData(form);
    data.set("berkas", chosen, "ktp.jpg");
    const request = new XMLHttpRequest();
    const busy = (is) => {
      bar.hidden = !is;
      for (const one of form.elements) one.disabled = is;
    };
    busy(true);
    say("sending");
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; };
    request.onload = () => {
      const { next, error } = request.response ?? {};
      if (next) location.assign(next);
      else {
        busy(false);
        say(error ? "is" : "refused", { error });
      }
    };
    request.timeout = PATIENCE + chosen.size / SLOWEST;
    request.onerror = request.ontimeout = () => { busy(false); say("cut"); };
    request.send(data);
  }

  const find = finderOf(part, LONGEST_SIDE, {
    taken: preview,
    closed: reset,
    failed() {
      reset();
      say("closed");
      choice.setAttribute("capture", "environment");
      choice.click();
      choice.removeAttribute("capture");
    },
  });
  reset();
  image.onerror = () => {
    if (!chosen) return;
    part("preview").hidden = true;
    say("unseen");
  };
  part("open").addEventListener("click", () => { show(); find(); });
  part("pick").addEventListener("click", () => choice.click());
  part("again").addEventListener("click", () => { reset(); part("open").focus(); });
  choice.addEventListener("change", async () => {
    const [file] = choice.files;
    choice.value = "";
    say("preparing");
    const smaller = await shrink(file, LONGEST_SIDE);
    if (smaller.size > LARGEST) say("large");
    else preview(smaller);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}
