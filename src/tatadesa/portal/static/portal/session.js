// Who is signed in now, asked by pages that have been open long and by what waited on the phone.

export const SIGN_IN = "Masuk dulu untuk mengirim.";
// Whose forms are on this phone: a page need not open the database to know that nothing is.
export const FLAG = "tatadesa-akun";

// Milliseconds. A weak network may swallow what is sent and never say so.
const PATIENCE = 60000;

// A request's answer; a TypeError without network, and with one that is silent.
export const ask = (address, options) => new Promise((give, fail) => {
  fetch(address, options).then(give, fail);
  setTimeout(fail, PATIENCE, new TypeError());
});

// Why something did not arrive: `status` 0 for a cut; `words` for a person; `again` when another try may help.
export function notSent(status, words) {
  const again = [0, 401, 403, 429].includes(status) || status >= 500;
  return Object.assign(new Error(words), { status, words, again });
}

// {akun: the account's id or null, token: for the next form}; a TypeError without network.
export async function whoIsIn() {
  const answer = await ask("/luring/akun/", { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new TypeError();
  return answer.json();
}

// What `act` is answered with the token of `who`, {akun, token}; with a fresh one where that has grown old, as after signing
// in again in another tab. Phones are shared: what one person typed never goes out with the token of the next.
export async function withToken(who, act) {
  const answer = await act(who.token);
  if (answer.status !== 403) return answer;
  const { akun, token } = await whoIsIn();
  if (akun !== who.akun) throw notSent(401, SIGN_IN);
  who.token = token;
  return act(token);
}

// crypto.randomUUID exists on secure pages only; a village network may be plain http.
const randomDigit = () => (crypto.getRandomValues(new Uint8Array(1))[0] % 16).toString(16);
export const newKey = () => "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, randomDigit);
