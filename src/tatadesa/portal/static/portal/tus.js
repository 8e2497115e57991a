// Sends a file in pieces by tus 1.0.0, from a page or from the service worker: after a cut it goes on where it was.

const SMALLEST = 64 * 1024;
const LARGEST = 1024 * 1024;
// A piece takes about this long, so that progress shows and little is lost on a weak signal.
const QUICK = 1500;
const SLOW = 6000;
const BYTES = "application/offset+octet-stream";

// Why a file did not arrive: `status` 0 for a cut; `words` for a person; `again` when another try may help.
export class NotSent extends Error {
  constructor(status, words) {
    super(words);
    Object.assign(this, { status, words, again: status === 0 || status === 401 || status === 403 || status === 429 || status >= 500 });
  }
}

// Gives what the server stored: {id, name, kind, size, url}. `key` names this upload: a repeat finds what has come
// before. `isRepeat` when some may have. `token` gives the form's token, a new one when asked with true.
export async function upload(file, { address, key, name, token, isRepeat = false, told = () => {}, signal }) {
  let place = "";
  let at = 0;
  let step = SMALLEST;

  async function call(to, method, headers, body) {
    for (const fresh of [false, true]) {
      const answer = await ask(to, method, { ...headers, "X-CSRFToken": await token(fresh) }, body, signal);
      if (answer.status !== 403 || fresh) return answer;
    }
  }

  async function begin(withBytes) {
    const piece = withBytes ? file.slice(0, step) : null;
    const headers = { "Upload-Length": file.size, "Upload-Metadata": `filename ${encoded(name)},kunci ${encoded(key)}` };
    if (piece) headers["Content-Type"] = BYTES;
    const answer = await call(address, "POST", headers, piece);
    if (answer.status !== 201) throw await refusal(answer);
    place = answer.headers.get("Location");
    return answer;
  }

  let answer = await begin(!isRepeat);
  let begun = 1;
  for (;;) {
    at = Number(answer.headers.get("Upload-Offset"));
    told(at / file.size);
    const stored = answer.headers.get("Upload-Result");
    if (stored) return JSON.parse(stored);
    const started = performance.now();
    answer = await call(place, "PATCH", { "Upload-Offset": at, "Content-Type": BYTES }, file.slice(at, at + step));
    if (answer.status === 409) answer = await call(place, "HEAD", {});
    else if (answer.ok) step = nextStep(step, performance.now() - started);
    // Its day is over: once more from the start.
    if (answer.status === 404 && begun < 2) {
      begun += 1;
      answer = await begin(false);
    }
    if (!answer.ok) throw await refusal(answer);
  }
}

function nextStep(step, took) {
  if (took < QUICK) return Math.min(LARGEST, step * 2);
  return took > SLOW ? Math.max(SMALLEST, step / 2) : step;
}

async function ask(to, method, headers, body, signal) {
  try {
    return await fetch(to, { method, headers: { "Tus-Resumable": "1.0.0", Accept: "application/json", ...headers }, body, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new NotSent(0, "Sambungan terputus.");
  }
}

async function refusal(answer) {
  const told = await answer.json().catch(() => ({}));
  return new NotSent(answer.status, told.error ?? "Berkas tidak bisa dikirim. Coba lagi.");
}

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
