// The photo of a KTP: a camera with a card frame where the browser allows one, otherwise the phone's own camera or a
// file. The picture is made smaller here, shown, and sent; nothing is kept on the phone.

import { finderOf, hasCamera, shrink } from "../forms/camera.js";
import { partsOf, sayingOn } from "../forms/making.js";

const LONGEST_SIDE = 1600;
const LARGEST = 8 * 1024 * 1024;

export function attachCardPhoto(form) {
  const part = partsOf(form);
  const say = sayingOn(part("told"));
  const image = part("picture");
  const choice = form.elements.berkas;
  let chosen = null;

  function show(...names) {
    for (const name of ["choose", "preview", "send", "again", "bar"]) part(name).hidden = !names.includes(name);
  }

  function reset() {
    chosen = null;
    URL.revokeObjectURL(image.src);
    show("choose");
    say();
  }

  function takeFromPhone(withCamera) {
    if (withCamera) choice.setAttribute("capture", "environment");
    else choice.removeAttribute("capture");
    choice.click();
  }

  function preview(picture) {
    reset();
    chosen = picture;
    image.onerror = () => {
      if (chosen !== picture) return;
      part("preview").hidden = true;
      say("unseen");
    };
    image.src = URL.createObjectURL(picture);
    show("preview", "send", "again");
    part("send").querySelector("button").focus();
  }

  function send() {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("berkas", chosen, "ktp.jpg");
    const request = new XMLHttpRequest();
    const bar = part("bar");
    const busy = (is) => {
      bar.hidden = !is;
      part("send").querySelectorAll("button").forEach((one) => { one.disabled = is; });
    };
    busy(true);
    say("sending");
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; };
    request.onload = () => {
      const { next, error } = request.response ?? {};
      if (next) {
        location.assign(next);
        return;
      }
      busy(false);
      say(error ? "is" : "refused", { error });
    };
    request.onerror = () => { busy(false); say("cut"); };
    request.send(data);
  }

  const find = finderOf(part, LONGEST_SIDE, {
    taken: preview,
    closed: reset,
    failed() {
      reset();
      say("closed");
      takeFromPhone(true);
    },
  });
  reset();
  part("plain").hidden = true;
  part("open").addEventListener("click", () => {
    if (!hasCamera()) {
      takeFromPhone(true);
      return;
    }
    show();
    find();
  });
  part("pick").addEventListener("click", () => takeFromPhone(false));
  part("again").addEventListener("click", () => { reset(); part("open").focus(); });
  choice.addEventListener("change", async () => {
    const [file] = choice.files;
    choice.value = "";
    if (!file) return;
    say("preparing");
    const smaller = await shrink(file, LONGEST_SIDE);
    if (smaller.size > LARGEST) say("large");
    else preview(smaller);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen) send();
  });
}
