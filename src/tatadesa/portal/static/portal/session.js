// Who is signed in now, asked by pages that have been open long and by what waited on the phone.

// {akun: the account's id or null, token: for the next form}; a TypeError without network.
export async function whoIsIn() {
  const answer = await fetch("/luring/akun/", { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new TypeError(answer.statusText);
  return answer.json();
}

// What `ask` is answered with the form's token; with a fresh one where the first has grown old.
export async function withToken(token, ask) {
  const answer = await ask(await token(false));
  return answer.status === 403 ? ask(await token(true)) : answer;
}

// crypto.randomUUID exists on secure pages only; a village network may be plain http.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
