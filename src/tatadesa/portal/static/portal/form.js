// A form on a phone: photos are shrunk and sent while the rest is filled in, and what is typed is kept in the account.

import { prepareFiles } from "./files.js";

const SAVE_AFTER = 1500;
const form = document.querySelector("form[data-fill]");
const words = document.getElementById("keterangan-simpan");
let timer = 0;
let saving = null;

const say = (text) => { words.textContent = text; };

async function post() {
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
  typed.set("aksi", "simpan");
  return fetch(form.action, {
    method: "POST", body: typed, headers: { Accept: "application/json" }, signal: saving.signal,
  });
}

// Signing in again in another tab makes this page's token old; a new one saves the person from typing all again.
async function renewToken() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = page.querySelector("form[data-fill]");
  // Phones are shared: what one person typed never goes into the account of the next.
  if (fresh?.dataset.account !== form.dataset.account) throw new Error("another account");
  form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
}

async function save() {
  clearTimeout(timer);
  saving?.abort();
  saving = new AbortController();
  try {
    let answer = await post();
    if (answer.status === 403) {
      await renewToken();
      answer = await post();
    }
    if (answer.status === 401) say("Waktu masuk habis. Masuk lagi di tab lain sebelum mengirim.");
    if (!answer.ok || answer.redirected) return;
    say("Isian tersimpan di akun Anda.");
    const address = new URL(location.href);
    address.searchParams.set("kunci", form.elements.kunci.value);
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name === "AbortError") return;
    const lost = error.name === "TypeError";
    say(lost ? "Belum tersimpan: tidak ada jaringan. Isian tetap ada di layar ini." : "Belum tersimpan. Periksa apakah Anda masih masuk.");
  }
}

function saveSoon() {
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_AFTER);
}

// Choosing another person brings that person's data: the form goes out and comes back filled in for them.
function turnAtOnce() {
  const people = form.querySelectorAll("input[name='untuk']");
  if (people.length === 0) return;
  const turn = Object.assign(document.createElement("button"), { name: "aksi", value: "ganti", hidden: true });
  form.append(turn);
  people.forEach((person) => person.addEventListener("change", () => form.requestSubmit(turn)));
}

if (form) {
  turnAtOnce();
  const heldUp = prepareFiles(form, save);
  form.addEventListener("input", saveSoon);
  form.addEventListener("submit", (event) => {
    const why = heldUp();
    if (why) {
      event.preventDefault();
      say(why);
      return;
    }
    clearTimeout(timer);
    saving?.abort();
  });
  const wrong = form.querySelector(".field.wrong :is(input, select, textarea, button):not([type='hidden'], [hidden])");
  (wrong ?? document.getElementById("ringkasan-kesalahan"))?.focus();
}
