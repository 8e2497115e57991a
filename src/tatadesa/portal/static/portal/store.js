// What the phone itself keeps of forms, lists and letters: by account, sealed with a key that never leaves the browser and goes at sign-out.
//
// Phones are shared: where another account signs in, everything of the one before goes first.

import { FLAG } from "./session.js";

const LETTER = "surat:";
const MOST_LETTERS = 50;
export const DAY = 24 * 60 * 60 * 1000;
// In days.
const KEPT_FOR = { draft: 7, sent: 3 };
const SEALED_BY = "AES-GCM";

// What comes of a request, or the end of a whole change.
const result = (asked) => new Promise((give, fail) => {
  asked.onsuccess = asked.oncomplete = () => give(asked.result);
  asked.onerror = asked.onabort = asked.onblocked = fail;
});
const table = (database, name, mode) => database.transaction(name, mode).objectStore(name);
const accountsOf = (database) => result(table(database, "keys").getAllKeys());
// All whose key begins so, or is just that.
const below = (...start) => IDBKeyRange.bound(start, [...start, []]);

// The store of the account, or null where the browser cannot keep anything safely (no secure page, private mode).
export async function openStore(account) {
  if (!account) return null;
  try {
    const database = await openDatabase();
    await forgetAllBut(database, account);
    return await storeOf(database, account, await keyOf(database, account));
  } catch {
    return null;
  }
}

// The account whose forms are on this phone, if any.
export async function keptAccount() {
  const [account] = await accountsOf(await openDatabase());
  return account;
}

// Everything of everybody.
export async function wipe() {
  await forgetAllBut(await openDatabase());
}

async function openDatabase() {
  const request = indexedDB.open("tatadesa", 2);
  request.onupgradeneeded = () => {
    const tables = { keys: "account", forms: ["account", "key"], files: ["account", "key", "id"], shelf: ["account", "name"] };
    // A phone may have those of an earlier version.
    for (const name of request.result.objectStoreNames) delete tables[name];
    for (const [name, keyPath] of Object.entries(tables)) request.result.createObjectStore(name, { keyPath });
  };
  const database = await result(request);
  database.onversionchange = () => database.close();
  return database;
}

// The key of an account goes with all that it has sealed: what another tab may still hold open cannot be read again.
async function forgetAllBut(database, account) {
  const tables = database.objectStoreNames;
  for (const other of await accountsOf(database)) {
    if (other === account) continue;
    const change = database.transaction(tables, "readwrite");
    for (const name of tables) change.objectStore(name).delete(name === "keys" ? other : below(other));
    await result(change);
  }
}

async function keyOf(database, account) {
  const key = await crypto.subtle.generateKey({ name: SEALED_BY, length: 256 }, false, ["encrypt", "decrypt"]);
  // Refused where there is one: that holds, be it of another tab that was faster.
  await result(table(database, "keys", "readwrite").add({ account, key })).catch(() => {});
  return (await result(table(database, "keys").get(account))).key;
}

async function storeOf(database, account, sealing) {
  // The latest first.
  async function rows(name, ...key) {
    const found = await result(table(database, name).getAll(below(account, ...key)));
    return found.sort((one, other) => other.at - one.at);
  }

  async function seal(content) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, sealed: await crypto.subtle.encrypt({ name: SEALED_BY, iv }, sealing, await new Response(content).arrayBuffer()) };
  }
  const sealed = (content) => seal(JSON.stringify(content));

  const unseal = ({ iv, sealed: bytes }) => crypto.subtle.decrypt({ name: SEALED_BY, iv }, sealing, bytes);
  const opened = async (body) => new Response(await unseal(body)).json();

  // Refused once the account's key is gone: a tab left open after sign-out keeps nothing any more.
  async function change(name, act) {
    const changing = database.transaction(["keys", name], "readwrite", { durability: "strict" });
    if (await result(changing.objectStore("keys").getKey(account))) await act(changing.objectStore(name));
    else changing.abort();
    await result(changing);
  }

  async function keep(name, content) {
    await change(name, (kept) => kept.put({ account, at: Date.now(), ...content }));
    self.localStorage?.setItem(FLAG, account);
  }

  const remove = (name, ...key) => change(name, (kept) => kept.delete(below(account, ...key)));

  // The form and its files.
  async function drop(key) {
    await remove("forms", key);
    await remove("files", key);
  }

  const each = async (open, ...range) => Promise.all((await rows(...range)).map(open));
  const all = (...key) => each(async (found) => ({ ...found, content: await opened(found) }), "forms", ...key);

  // What the server has had for a week, and what has been sent for days, need not lie here.
  for (const { key, at, state, dirty } of await rows("forms")) {
    if (!dirty && Date.now() - at > KEPT_FOR[state] * DAY) await drop(key);
  }

  return {
    drop,

    // All forms.
    all,

    // {key, at, state, dirty, saved, content}, if it is here.
    get: async (key) => (await all(key))[0],

    // Keeps `content` (what JSON can say) as the form `key`. In `marks` are what must be seen without opening it: its
    // `state` (draft, waiting, sending, sent, mend), whether the server has yet to hear of it (`dirty`), and when the
    // server last `saved` it, by the server's clock.
    // It is as old as what was typed, however long it takes to get here.
    put: async (key, content, marks) => keep("forms", { key, at: Date.now(), state: "draft", dirty: true, ...marks, ...await sealed(content) }),

    // Only the marks change, and only while the form is still the one that was read: what was typed meanwhile stays dirty.
    mark: ({ key, at }, marks) => change("forms", async (forms) => {
      const found = await result(forms.get([account, key]));
      if (found?.at === at) forms.put({ ...found, ...marks });
    }),

    // A file that the server does not have yet: `told` are its field, name and the like, `id` the key of its upload.
    async putFile(key, id, told, blob) {
      const head = await sealed({ ...told, type: blob.type });
      await keep("files", { key, id, head, body: await seal(blob) });
    },

    // [{id, ...told, file}].
    files: (key) => each(async ({ id, head, body }) => {
      const told = await opened(head);
      return { ...told, id, file: new File([await unseal(body)], told.name, told) };
    }, "files", key),

    dropFile: (key, id) => remove("files", key, id),

    // A list as it was last seen: {seen, rows}.
    putShelf: async (name, content) => keep("shelf", { name, ...await sealed(content) }),

    async shelf(name) {
      const [found] = await rows("shelf", name);
      return found && opened(found);
    },

    // A letter's file, under the letter's id. The oldest goes when there are many.
    async putLetter(id, blob) {
      await keep("shelf", { name: LETTER + id, ...await seal(blob) });
      const letters = (await rows("shelf")).filter(({ name }) => name.startsWith(LETTER));
      for (const { name } of letters.slice(MOST_LETTERS)) await remove("shelf", name);
    },

    async letter(id) {
      const [found] = await rows("shelf", LETTER + id);
      return found && new Blob([await unseal(found)], { type: "application/pdf" });
    },
  };
}
