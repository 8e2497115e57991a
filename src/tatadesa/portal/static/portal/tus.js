// Sends a file in pieces by tus 1.0.0, from a page or from the service worker: after a cut it goes on where it was.

import { withToken } from "./session.js";

const SMALLEST = 64 * 1024;
const LARGEST_PIECE = 1024 * 1024;
// A piece takes about this long, so that progress shows and little is lost on a weak signal.
const QUICK = 1500;
const SLOW = 6000;
const AGAIN = [0, 401, 403, 429];

// Why a file did not arrive: `status` 0 for a cut; `words` for a person; `again` when another try may help.
export class NotSent extends Error {
  constructor(status, words) {
    super(words);
    Object.assign(this, { status, words, again: AGAIN.includes(status) || status >= 500 });
  }
}

// Gives what the server stored: {id, name, kind, size, url}. `key` names this upload: a repeat finds what has come
// before. `isRepeat` when some may have. `token` gives the form's token, a new one when asked with true.
export async function upload(file, { address, key, name, token, isRepeat, told, signal }) {
  let place = "";
  let step = SMALLEST;

  const call = (to, method, headers, body) => withToken(token, async (fresh) => {
    const all = { "Tus-Resumable": "1.0.0", Accept: "application/json", "X-CSRFToken": fresh, ...headers };
    if (body) all["Content-Type"] = "application/offset+octet-stream";
    try {
      return await fetch(to, { method, headers: all, body, signal });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new NotSent(0, "Sambungan terputus.");
    }
  });

  async function begin(withBytes) {
    const headers = { "Upload-Length": file.size, "Upload-Metadata": `filename ${encoded(name)},kunci ${encoded(key)}` };
    const made = await call(address, "POST", headers, withBytes ? file.slice(0, step) : null);
    if (made.status !== 201) await refuse(made);
    place = made.headers.get("Location");
    return made;
  }

  let answer = await begin(!isRepeat);
  let hasBegunAnew = false;
  for (;;) {
    const at = Number(answer.headers.get("Upload-Offset"));
    told?.(at / file.size);
    const stored = answer.headers.get("Upload-Result");
    if (stored) return JSON.parse(stored);
    const started = performance.now();
    answer = await call(place, "PATCH", { "Upload-Offset": at }, file.slice(at, at + step));
    if (answer.status === 409) answer = await call(place, "HEAD");
    else if (answer.ok) {
      const took = performance.now() - started;
      if (took < QUICK) step = Math.min(LARGEST_PIECE, step * 2);
      else if (took > SLOW) step = Math.max(SMALLEST, step / 2);
    }
    // Its day is over: once more from the start.
    if (answer.status === 404 && !hasBegunAnew) {
      hasBegunAnew = true;
      answer = await begin(false);
    }
    if (!answer.ok) await refuse(answer);
  }
}

async function refuse(answer) {
  const { error } = await answer.json().catch(() => ({}));
  throw new NotSent(answer.status, error ?? "Berkas tidak bisa dikirim. Coba lagi.");
}

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
