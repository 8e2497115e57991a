// "Ambil lokasi saya": the phone's own position goes into the inputs, with how exact it is.

import { sayingOn, tellOf, unfolded } from "../making.js";

const PATIENCE = 20_000;
const VAGUE_METRES = 100;
const DECIMALS = 6;

export function prepareMapPoint(field, { changed }) {
  // Browsers give no position to pages that could have been altered on the way.
  if (!isSecureContext || !navigator.geolocation) return;
  const [lat, lng, accuracy] = ["lintang", "bujur", "akurasi"].map((name) => field.querySelector(`input[name$='__${name}']`));
  const [box, part] = unfolded(field);
  const get = part("get");
  const say = sayingOn(part("told"));
  let filling = false;

  function take({ coords }) {
    get.disabled = false;
    const metres = Math.max(1, Math.round(coords.accuracy));
    filling = true;
    lat.value = coords.latitude.toFixed(DECIMALS).replace(".", ",");
    lng.value = coords.longitude.toFixed(DECIMALS).replace(".", ",");
    accuracy.value = metres > 999_999 ? "" : metres;
    tellOf(lat, "input");
    filling = false;
    say(metres > VAGUE_METRES ? "vague" : "found", { metres });
    changed();
  }

  function fail({ code }) {
    get.disabled = false;
    say([, "refused", "nowhere", "late"][code] ?? "nowhere");
  }

  get.addEventListener("click", () => {
    get.disabled = true;
    say("wait");
    navigator.geolocation.getCurrentPosition(take, fail, { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 });
  });
  // Of numbers typed by hand nobody knows how exact they are.
  for (const one of [lat, lng]) one.addEventListener("input", () => { if (!filling) accuracy.value = ""; });
  if (accuracy.value) say("exact", { metres: accuracy.value });
  field.querySelector(".parts-in-row").before(box);
}
