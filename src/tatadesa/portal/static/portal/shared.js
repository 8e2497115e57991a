// Photos and PDFs handed over by another app of the phone: sealed as drafts are, until a form takes them.

import { newKey, whoIsIn } from "./session.js";
import { DAY, keptAccount, openStore } from "./store.js";

// A place beside those of forms.
const PLACE = "dibagikan";
const MOST = 10;
const KINDS = /^image\/|^application\/pdf$/;

// Keeps what is shared under the account that is signed in, or without network the one whose forms are here. Gives how it
// went, as the page /bagikan/ is told.
export async function keepShared(data) {
  const account = await whoIsIn().then(({ akun }) => akun, keptAccount);
  const store = await openStore(account);
  if (!store) return account ? "gagal" : "masuk";
  const files = data.getAll("berkas").filter(({ size, type }) => size > 0 && KINDS.test(type));
  for (const file of files.slice(0, MOST)) await store.putFile(PLACE, newKey(), { name: file.name, at: Date.now() }, file);
  return files.length > 0 ? "ada" : "jenis";
}

// [{id, name, file}]; those nobody took for a day are gone.
export async function sharedFiles(store) {
  const fresh = [];
  for (const one of await store.files(PLACE)) {
    if (Date.now() - one.at > DAY) await dropShared(store, one.id);
    else fresh.push(one);
  }
  return fresh;
}

export const dropShared = (store, id) => store.dropFile(PLACE, id);
