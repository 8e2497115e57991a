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
const KEEP_SAVED = 7 * DAY;
const KEEP_SENT = 3 * DAY;
const STATES = { draft: KEEP_SAVED, sent: KEEP_SENT };

const result = (request) => new Promise((give, fail) => {
  request.onsuccess = () => give(request.result);
  request.onerror = () => fail(request.error);
});

// The store of the account, or null where the browser cannot keep anything safely (no secure page, private mode).
export async function openStore(account) {
  if (!account || !self.indexedDB || !self.crypto?.subtle) return null;
  try {
    const database = await openDatabase();
    await forgetOthers(database, account);
    const store = new Store(database, account, await keyOf(database, account));
    await store.tidy();
    return store;
  } catch {
    return null;
  }
}

// The account whose forms are on this phone, or null.
export async function keptAccount() {
  if (!self.indexedDB || !self.crypto?.subtle) return null;
  const database = await openDatabase();
  const [account] = await result(database.transaction("keys").objectStore("keys").getAllKeys());
  database.close();
  return account ?? null;
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

function openDatabase() {
  return new Promise((give, fail) => {
    const request = indexedDB.open(NAME, 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) {
        request.result.createObjectStore("keys", { keyPath: "account" });
        request.result.createObjectStore("forms", { keyPath: ["account", "key"] });
        request.result.createObjectStore("files", { keyPath: ["account", "key", "id"] });
      }
      request.result.createObjectStore("shelf", { keyPath: ["account", "name"] });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      give(request.result);
    };
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("blocked"));
  });
}

const finished = (change) => new Promise((give, fail) => {
  change.oncomplete = give;
  change.onabort = () => fail(change.error ?? new Error("aborted"));
});

const ofAccount = (account) => IDBKeyRange.bound([account], [account, []]);

async function forgetOthers(database, account) {
  const known = await result(database.transaction("keys").objectStore("keys").getAllKeys());
  for (const other of known.filter((one) => one !== account)) {
    const change = database.transaction(TABLES, "readwrite");
    change.objectStore("keys").delete(other);
    for (const name of TABLES.slice(1)) change.objectStore(name).delete(ofAccount(other));
    await finished(change);
  }
}

async function keyOf(database, account) {
  const known = () => result(database.transaction("keys").objectStore("keys").get(account));
  const row = await known();
  if (row) return row.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    await result(database.transaction("keys", "readwrite").objectStore("keys").add({ account, key }));
    return key;
  } catch {
    return (await known()).key; // another tab was faster
  }
}

class Store {
  constructor(database, account, key) {
    Object.assign(this, { database, account, sealing: key });
  }

  // Keeps `content` (what JSON can say) as the form `key`. In `marks` are what must be seen without opening it: its
  // `state` (draft, waiting, sending, sent, mend), whether the server has yet to hear of it (`dirty`), and when the
  // server last `saved` it, by the server's clock.
  async put(key, content, marks = {}) {
    const body = await this.seal(new TextEncoder().encode(JSON.stringify(content)));
    await this.change("forms", (forms) => forms.put({ account: this.account, key, at: Date.now(), state: "draft", dirty: true, ...marks, ...body }));
    self.localStorage?.setItem(FLAG, this.account);
  }

  // {key, at, state, dirty, saved, content} or null.
  async get(key) {
    const row = await result(this.database.transaction("forms").objectStore("forms").get([this.account, key]));
    return row ? this.opened(row) : null;
  }

  // All forms, the latest first.
  async all() {
    const rows = await result(this.database.transaction("forms").objectStore("forms").getAll(ofAccount(this.account)));
    const forms = await Promise.all(rows.map((row) => this.opened(row)));
    return forms.sort((one, other) => other.at - one.at);
  }

  async opened(row) {
    const { key, at, state, dirty, saved = "" } = row;
    return { key, at, state, dirty, saved, content: JSON.parse(new TextDecoder().decode(await this.unseal(row))) };
  }

  // Only the marks change, and only while the form is still the one of `at`: what was typed meanwhile stays dirty.
  async mark(key, marks, at = null) {
    await this.change("forms", async (forms) => {
      const row = await result(forms.get([this.account, key]));
      if (row && (at === null || row.at === at)) forms.put({ ...row, ...marks });
    });
  }

  // The form and its files.
  async drop(key) {
    await this.change("forms", (forms) => forms.delete([this.account, key]));
    await this.change("files", (files) => files.delete(IDBKeyRange.bound([this.account, key], [this.account, key, []])));
  }

  // A file that the server does not have yet: `told` are its field, name and the like, `id` the key of its upload.
  async putFile(key, id, told, blob) {
    const head = await this.seal(new TextEncoder().encode(JSON.stringify({ ...told, type: blob.type })));
    const body = await this.seal(await blob.arrayBuffer());
    await this.change("files", (files) => files.put({ account: this.account, key, id, head, body }));
    self.localStorage?.setItem(FLAG, this.account);
  }

  // [{id, ...told, file}].
  async files(key) {
    const range = IDBKeyRange.bound([this.account, key], [this.account, key, []]);
    const rows = await result(this.database.transaction("files").objectStore("files").getAll(range));
    return Promise.all(rows.map(async ({ id, head, body }) => {
      const told = JSON.parse(new TextDecoder().decode(await this.unseal(head)));
      return { ...told, id, file: new File([await this.unseal(body)], told.name, { type: told.type }) };
    }));
  }

  async dropFile(key, id) {
    await this.change("files", (files) => files.delete([this.account, key, id]));
  }

  // A list as it was last seen: {seen, rows}.
  async putShelf(name, content) {
    const body = await this.seal(new TextEncoder().encode(JSON.stringify(content)));
    await this.change("shelf", (shelf) => shelf.put({ account: this.account, name, at: Date.now(), ...body }));
    self.localStorage?.setItem(FLAG, this.account);
  }

  async shelf(name) {
    const row = await this.shelved(name);
    return row ? JSON.parse(new TextDecoder().decode(await this.unseal(row))) : null;
  }

  // A letter's file, under the letter's id. The oldest goes when there are many.
  async putLetter(id, blob) {
    const body = await this.seal(await blob.arrayBuffer());
    await this.change("shelf", async (shelf) => {
      shelf.put({ account: this.account, name: LETTER + id, at: Date.now(), ...body });
      const letters = (await result(shelf.getAll(ofAccount(this.account)))).filter(({ name }) => name.startsWith(LETTER));
      letters.sort((one, other) => other.at - one.at);
      for (const { name } of letters.slice(MOST_LETTERS)) shelf.delete([this.account, name]);
    });
  }

  async letter(id) {
    const row = await this.shelved(LETTER + id);
    return row ? new Blob([await this.unseal(row)], { type: "application/pdf" }) : null;
  }

  shelved(name) {
    return result(this.database.transaction("shelf").objectStore("shelf").get([this.account, name]));
  }

  // What the server has had for a week, and what has been sent for days, need not lie here.
  async tidy() {
    const rows = await result(this.database.transaction("forms").objectStore("forms").getAll(ofAccount(this.account)));
    for (const { key, at, state, dirty } of rows) {
      if (state in STATES && !(state === "draft" && dirty) && Date.now() - at > STATES[state]) await this.drop(key);
    }
  }

  // Refused once the account's key is gone: a tab left open after sign-out keeps nothing any more.
  async change(name, act) {
    const change = this.database.transaction(["keys", name], "readwrite", { durability: "strict" });
    const done = finished(change);
    done.catch(() => {});
    if (await result(change.objectStore("keys").getKey(this.account)) === undefined) {
      change.abort();
      throw new Error("signed out");
    }
    await act(change.objectStore(name));
    await done;
  }

  async seal(bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.sealing, bytes) };
  }

  unseal({ iv, sealed }) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.sealing, sealed);
  }
}
