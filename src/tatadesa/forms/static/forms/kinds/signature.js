// A signature drawn with a finger, a pen or the mouse. Who cannot draw attaches a photo of one on paper, as without script.

import { element, hand, sayingOn, unfolded } from "../making.js";

const INK = "#14213d";
const THICKNESS = 2.6;
// Shorter than this (in CSS pixels) it was a slip of the finger.
const SHORTEST = 60;
const MARGIN = 12;
const SCALE = 2;
const SENDS = ["periksa", "kirim"];

export function prepareSignature(field, { form, changed }) {
  const input = field.querySelector("input[type='file']");
  if (!input) return;
  const [box, part] = unfolded(field);
  const canvas = part("pad");
  const acts = ["use", "undo", "clear"].map(part);
  const say = sayingOn(part("told"));
  let strokes = [];
  let drawing = null;

  function redraw() {
    const { width, height } = canvas.getBoundingClientRect();
    const density = devicePixelRatio || 1;
    Object.assign(canvas, { width: Math.round(width * density), height: Math.round(height * density) });
    const pen = canvas.getContext("2d");
    pen.scale(density, density);
    for (const stroke of strokes) draw(pen, stroke);
    for (const one of acts) one.disabled = strokes.length === 0;
    if (strokes.length === 0) say();
  }

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = [place(event)];
    strokes.push(drawing);
    redraw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing || !event.isPrimary) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    drawing.push(...(moves.length ? moves : [event]).map(place));
    redraw();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { drawing = null; });
  // A turned phone: the strokes stay as they are, the pad is as wide as the page.
  new ResizeObserver(redraw).observe(canvas);

  async function keep() {
    if (strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0) < SHORTEST) {
      say("slip");
      return;
    }
    const waits = hand(input, await drawnPicture(strokes), "tanda-tangan.png");
    strokes = [];
    redraw();
    say(waits ? "ready" : "used");
    changed();
  }

  // What was drawn and not taken over would be lost without a word.
  form.addEventListener("submit", (event) => {
    if (strokes.length === 0 || field.closest("[hidden]") || !SENDS.includes(event.submitter?.value)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say("unused");
    acts[0].focus();
  }, true);

  const work = [keep, () => { strokes.pop(); redraw(); }, () => { strokes = []; redraw(); }];
  acts.forEach((one, index) => one.addEventListener("click", work[index]));
  (field.querySelector(".pick") ?? input).before(box);
  redraw();
}

// Through the middles between points, so that no corner shows; a single touch is a dot.
function draw(pen, points) {
  Object.assign(pen, { strokeStyle: INK, lineWidth: THICKNESS, lineCap: "round", lineJoin: "round" });
  pen.beginPath();
  pen.moveTo(points[0].x, points[0].y);
  for (let index = 1; index < points.length - 1; index += 1) {
    const [here, next] = [points[index], points[index + 1]];
    pen.quadraticCurveTo(here.x, here.y, (here.x + next.x) / 2, (here.y + next.y) / 2);
  }
  pen.lineTo(points.at(-1).x, points.at(-1).y);
  pen.stroke();
}

function lengthOf(points) {
  return points.slice(1).reduce((sum, point, index) => sum + Math.hypot(point.x - points[index].x, point.y - points[index].y), 0);
}

// On white and cut to what is drawn: letters set it on paper.
function drawnPicture(strokes) {
  const all = strokes.flat();
  const [[left, right], [top, bottom]] = ["x", "y"].map((side) => all.map((point) => point[side]))
    .map((places) => [Math.min(...places) - MARGIN, Math.max(...places) + MARGIN]);
  const canvas = element("canvas", { width: Math.ceil((right - left) * SCALE), height: Math.ceil((bottom - top) * SCALE) });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(SCALE, SCALE);
  pen.translate(-left, -top);
  for (const stroke of strokes) draw(pen, stroke);
  return new Promise((give) => { canvas.toBlob(give, "image/png"); });
}
