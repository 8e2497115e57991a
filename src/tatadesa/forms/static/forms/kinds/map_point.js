// "Ambil lokasi saya": the phone's own position goes into the inputs, with how exact it is.

import { button, element } from "../making.js";

const PATIENCE = 20_000;
const VAGUE_METRES = 100;
const DECIMALS = 6;
const WRONG = {
  1: "Izin lokasi ditolak. Izinkan lokasi di pengaturan peramban, atau isi sendiri angkanya.",
  2: "Lokasi belum ditemukan. Nyalakan lokasi (GPS) di ponsel, lalu coba lagi di tempat terbuka.",
  3: "Lokasi terlalu lama ditemukan. Coba lagi di tempat terbuka, atau isi sendiri angkanya.",
};

export function prepareMapPoint(field, form, changed) {
  // Browsers give no position to pages that could have been altered on the way.
  if (!isSecureContext || !navigator.geolocation) return;
  const input = (name) => field.querySelector(`input[name$='__${name}']`);
  const [lat, lng, accuracy] = ["lintang", "bujur", "akurasi"].map(input);
  const told = element("p", { className: "live", role: "status" });
  const get = button("Ambil lokasi saya", "second", ask);
  let filling = false;

  function ask() {
    get.disabled = true;
    told.textContent = "Mencari lokasi…";
    const options = { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 };
    navigator.geolocation.getCurrentPosition(take, fail, options);
  }

  function take({ coords }) {
    get.disabled = false;
    const metres = Math.max(1, Math.round(coords.accuracy));
    filling = true;
    lat.value = coords.latitude.toFixed(DECIMALS).replace(".", ",");
    lng.value = coords.longitude.toFixed(DECIMALS).replace(".", ",");
    accuracy.value = metres > 999_999 ? "" : metres;
    lat.dispatchEvent(new Event("input", { bubbles: true }));
    filling = false;
    const vague = metres > VAGUE_METRES ? " Belum teliti: pindah ke tempat terbuka, lalu ambil lagi." : "";
    told.textContent = `Lokasi terisi, ketelitian sekitar ${metres} meter.${vague}`;
    changed();
  }

  function fail({ code }) {
    get.disabled = false;
    told.textContent = WRONG[code] ?? WRONG[2];
  }

  // Of numbers typed by hand nobody knows how exact they are.
  for (const one of [lat, lng]) one.addEventListener("input", () => { if (!filling) accuracy.value = ""; });
  const metres = accuracy.value;
  if (metres) told.textContent = `Ketelitian sekitar ${metres} meter.`;
  field.querySelector(".parts-in-row").before(element("div", { className: "locate" }, get, told));
}
