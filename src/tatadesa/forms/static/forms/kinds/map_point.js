// "Ambil lokasi saya": the phone's own position goes into the inputs, with how exact it is.

import { tellOf } from "../making.js";
import { sayingOn, unfolded } from "../saying.js";

const PATIENCE = 20_000;
const VAGUE_METRES = 100;
const DECIMALS = 6;

export function prepareMapPoint(field) {
  // Browsers give no position to pages that could have been altered on the way.
  if (!isSecureContext || !navigator.geolocation) return;
  const [lat, lng, accuracy] = ["lintang", "bujur", "akurasi"].map((name) => field.querySelector(`input[name$='__${name}']`));
  const [box, part] = unfolded(field);
  const get = part("get");
  const say = sayingOn(part("told"));

  function take({ coords }) {
    get.disabled = false;
    const metres = Math.max(1, Math.round(coords.accuracy));
    lat.value = coords.latitude.toFixed(DECIMALS).replace(".", ",");
    lng.value = coords.longitude.toFixed(DECIMALS).replace(".", ",");
    tellOf(lat, "input");
    accuracy.value = metres > 999_999 ? "" : metres;
    say(metres > VAGUE_METRES ? "vague" : "found", { metres });
  }

  // What the page says to each of the browser's reasons stands under its number there: refused, not found, too late.
  function fail({ code }) {
    get.disabled = false;
    say(code);
  }

  get.addEventListener("click", () => {
    get.disabled = true;
    say("wait");
    navigator.geolocation.getCurrentPosition(take, fail, { enableHighAccuracy: true, timeout: PATIENCE });
  });
  // Of numbers typed by hand nobody knows how exact they are.
  for (const one of [lat, lng]) one.addEventListener("input", () => { accuracy.value = ""; });
  if (accuracy.value) say("exact", { metres: accuracy.value });
  field.querySelector("template").after(box);
}
