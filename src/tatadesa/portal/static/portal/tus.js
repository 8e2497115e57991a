// Sends a file in pieces by tus 1.0.0, from a page or from the service worker: after a cut it goes on where it was.

import { ask, notSent, withToken } from "./session.js";

const SMALLEST = 64 * 1024;
// Still through within the patience of `ask` when a quick network has become a slow one.
const LARGEST_PIECE = 256 * 1024;
// A piece takes about this long, so that progress shows and little is lost on a weak signal.
const QUICK = 1500;
const SLOW = 6000;

// Gives what the server stored: {id, name, kind, size, url}. `key` names this upload: a repeat finds what has come
// before. `isRepeat` when some may have. `token` as of `withToken`. Throws `notSent`.
export async function upload(file, { address, key, name, token, isRepeat, told, signal }) {
  let place = "";
  let step = SMALLEST;

  const call = (to, method, headers, body) => withToken(token, (fresh) => {
    const type = body && { "Content-Type": "application/offset+octet-stream" };
    const all = { "Tus-Resumable": "1.0.0", Accept: "application/json", "X-CSRFToken": fresh, ...type, ...headers };
    return ask(to, { method, body, headers: all, signal });
  }).catch((error) => { throw error.name === "TypeError" ? notSent(0) : error; });

  async function begin(withBytes) {
    const told = btoa(String.fromCharCode(...new TextEncoder().encode(name)));
    const headers = { "Upload-Length": file.size, "Upload-Metadata": `filename ${told},kunci ${btoa(key)}` };
    const made = await call(address, "POST", headers, withBytes ? file.slice(0, step) : null);
    place = made.headers.get("Location");
    return made;
  }

  let answer = await begin(!isRepeat);
  let hasBegunAnew = false;
  for (;;) {
    const at = Number(answer.headers.get("Upload-Offset") ?? await refuse(answer));
    told?.(at / file.size);
    const stored = answer.headers.get("Upload-Result");
    if (stored) return JSON.parse(stored);
    const started = Date.now();
    answer = await call(place, "PATCH", { "Upload-Offset": at }, file.slice(at, at + step));
    const took = Date.now() - started;
    if (took < QUICK && step < LARGEST_PIECE) step *= 2;
    if (took > SLOW && step > SMALLEST) step /= 2;
    if (answer.status === 409) answer = await call(place, "HEAD");
    // Its day is over: once more from the start.
    if (answer.status === 404 && !hasBegunAnew) {
      hasBegunAnew = true;
      answer = await begin(false);
    }
  }
}

async function refuse(answer) {
  const { error } = await answer.json().catch(() => ({}));
  throw notSent(answer.status, error ?? "Berkas tidak bisa dikirim. Coba lagi.");
}


