// What the phone itself keeps of forms, lists and letters: by account, sealed with a key that never leaves the browser and goes at sign-out.
//
// Phones are shared: where another account signs in, everything of the one before goes first.

const NAME = "tatadesa";
const TABLES = ["keys", "forms", "files", "shelf"];
// Whose forms are here: a page need not open the database to know that nothing is.
export const FLAG = "tatadesa-akun";
const LETTER = "surat:";
const MOST_LETTERS = 50;
const DAY = 24 * 60 * 60 * 1000;
const KEPT_FOR = { draft: 7 * DAY, sent: 3 * DAY };
const SEALED_BY = "AES-GCM";

const result = (request) => new Promise((give, fail) => {
  request.onsuccess = () => give(request.result);
  request.onerror = () => fail(request.error);
});
const finished = (change) => new Promise((give, fail) => {
  change.oncomplete = give;
  change.onabort = () => fail(change.error ?? new Error("aborted"));
});
const canKeep = () => self.indexedDB && self.crypto?.subtle;
const table = (database, name, mode) => database.transaction(name, mode).objectStore(name);
const accountsOf = (database) => result(table(database, "keys").getAllKeys());
// All whose key begins so.
const below = (...start) => IDBKeyRange.bound(start, [...start, []]);

// The store of the account, or null where the browser cannot keep anything safely (no secure page, private mode).
export async function openStore(account) {
  if (!account || !canKeep()) return null;
  try {
    const database = await openDatabase();
    await forgetOthers(database, account);
    const store = storeOf(database, account, await keyOf(database, account));
    await store.tidy();
    return store;
  } catch {
    return null;
  }
}

// The account whose forms are on this phone, or null.
export async function keptAccount() {
  if (!canKeep()) return null;
  const database = await openDatabase();
  const [account = null] = await accountsOf(database);
  database.close();
  return account;
}

// Everything of everybody: the keys first, so that what another tab may still hold open cannot be read again.
export async function wipe() {
  self.localStorage?.removeItem(FLAG);
  if (!self.indexedDB) return;
  const database = await openDatabase();
  const change = database.transaction(TABLES, "readwrite");
  for (const name of TABLES) change.objectStore(name).clear();
  await finished(change);
  database.close();
  await Promise.race([result(indexedDB.deleteDatabase(NAME)).catch(() => {}), new Promise((done) => setTimeout(done, 500))]);
}

async function openDatabase() {
  const request = indexedDB.open(NAME, 2);
  request.onupgradeneeded = ({ oldVersion }) => {
    const make = (name, ...keyPath) => request.result.createObjectStore(name, { keyPath });
    if (oldVersion < 1) {
      request.result.createObjectStore("keys", { keyPath: "account" });
      make("forms", "account", "key");
      make("files", "account", "key", "id");
    }
    make("shelf", "account", "name");
  };
  const blocked = new Promise((_, fail) => { request.onblocked = () => fail(new Error("blocked")); });
  const database = await Promise.race([result(request), blocked]);
  database.onversionchange = () => database.close();
  return database;
}

async function forgetOthers(database, account) {
  for (const other of await accountsOf(database)) {
    if (other === account) continue;
    const change = database.transaction(TABLES, "readwrite");
    change.objectStore("keys").delete(other);
    for (const name of TABLES.slice(1)) change.objectStore(name).delete(below(other));
    await finished(change);
  }
}

async function keyOf(database, account) {
  const known = () => result(table(database, "keys").get(account));
  const row = await known();
  if (row) return row.key;
  const key = await crypto.subtle.generateKey({ name: SEALED_BY, length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    await result(table(database, "keys", "readwrite").add({ account, key }));
    return key;
  } catch {
    return (await known()).key; // another tab was faster
  }
}

function storeOf(database, account, sealing) {
  const row = (name, ...key) => result(table(database, name).get([account, ...key]));
  const rows = (name, ...key) => result(table(database, name).getAll(below(account, ...key)));

  async function seal(bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, sealed: await crypto.subtle.encrypt({ name: SEALED_BY, iv }, sealing, bytes) };
  }
  const sealed = (content) => seal(new TextEncoder().encode(JSON.stringify(content)));
  const unseal = ({ iv, sealed: bytes }) => crypto.subtle.decrypt({ name: SEALED_BY, iv }, sealing, bytes);
  const opened = async (body) => JSON.parse(new TextDecoder().decode(await unseal(body)));
  const form = async (found) => ({ saved: "", ...found, content: await opened(found) });

  // Refused once the account's key is gone: a tab left open after sign-out keeps nothing any more.
  async function change(name, act) {
    const changing = database.transaction(["keys", name], "readwrite", { durability: "strict" });
    const done = finished(changing);
    done.catch(() => {});
    if (await result(changing.objectStore("keys").getKey(account)) === undefined) {
      changing.abort();
      throw new Error("signed out");
    }
    await act(changing.objectStore(name));
    await done;
  }

  async function keep(name, content) {
    await change(name, (kept) => kept.put({ account, at: Date.now(), ...content }));
    self.localStorage?.setItem(FLAG, account);
  }

  // The form and its files.
  async function drop(key) {
    await change("forms", (forms) => forms.delete([account, key]));
    await change("files", (files) => files.delete(below(account, key)));
  }

  return {
    drop,

    // Keeps `content` (what JSON can say) as the form `key`. In `marks` are what must be seen without opening it: its
    // `state` (draft, waiting, sending, sent, mend), whether the server has yet to hear of it (`dirty`), and when the
    // server last `saved` it, by the server's clock.
    // It is as old as what was typed, however long it takes to get here.
    put: async (key, content, marks) => keep("forms", { key, at: Date.now(), state: "draft", dirty: true, ...marks, ...await sealed(content) }),

    // {key, at, state, dirty, saved, content} or null.
    async get(key) {
      const found = await row("forms", key);
      return found ? form(found) : null;
    },

    // All forms, the latest first.
    async all() {
      const forms = await Promise.all((await rows("forms")).map(form));
      return forms.sort((one, other) => other.at - one.at);
    },

    // Only the marks change, and only while the form is still the one of `at`: what was typed meanwhile stays dirty.
    mark: (key, marks, at = null) => change("forms", async (forms) => {
      const found = await result(forms.get([account, key]));
      if (found && (at === null || found.at === at)) forms.put({ ...found, ...marks });
    }),

    // A file that the server does not have yet: `told` are its field, name and the like, `id` the key of its upload.
    async putFile(key, id, told, blob) {
      const head = await sealed({ ...told, type: blob.type });
      await keep("files", { key, id, head, body: await seal(await blob.arrayBuffer()) });
    },

    // [{id, ...told, file}].
    files: async (key) => Promise.all((await rows("files", key)).map(async ({ id, head, body }) => {
      const told = await opened(head);
      return { ...told, id, file: new File([await unseal(body)], told.name, told) };
    })),

    dropFile: (key, id) => change("files", (files) => files.delete([account, key, id])),

    // A list as it was last seen: {seen, rows}.
    putShelf: async (name, content) => keep("shelf", { name, ...await sealed(content) }),

    async shelf(name) {
      const found = await row("shelf", name);
      return found ? opened(found) : null;
    },

    // A letter's file, under the letter's id. The oldest goes when there are many.
    async putLetter(id, blob) {
      await keep("shelf", { name: LETTER + id, ...await seal(await blob.arrayBuffer()) });
      const letters = (await rows("shelf")).filter(({ name }) => name.startsWith(LETTER)).sort((one, other) => other.at - one.at);
      for (const { name } of letters.slice(MOST_LETTERS)) await change("shelf", (shelf) => shelf.delete([account, name]));
    },

    async letter(id) {
      const found = await row("shelf", LETTER + id);
      return found ? new Blob([await unseal(found)], { type: "application/pdf" }) : null;
    },

    // What the server has had for a week, and what has been sent for days, need not lie here.
    async tidy() {
      for (const { key, at, state, dirty } of await rows("forms")) {
        if (state in KEPT_FOR && !(state === "draft" && dirty) && Date.now() - at > KEPT_FOR[state]) await drop(key);
      }
    },
  };
}
