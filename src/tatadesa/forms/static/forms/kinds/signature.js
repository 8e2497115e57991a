// A signature drawn with a finger, a pen or the mouse. Who cannot draw attaches a photo of one on paper, as without script.

import { element, hand } from "../making.js";
import { sayingOn, unfolded } from "../saying.js";

const INK = "#14213d";
const THICKNESS = 2.6;
// Shorter than this (in CSS pixels) it was a slip of the finger.
const SHORTEST = 60;
const MARGIN = 12;
const SCALE = 2;
const SENDS = ["periksa", "kirim"];

export function prepareSignature(field, { form, changed }) {
  const input = field.querySelector("input[type='file']");
  const [box, part] = unfolded(field);
  const canvas = part("pad");
  const acts = box.querySelectorAll("button");
  const say = sayingOn(part("told"));
  const strokes = [];

  function redraw() {
    const { width, height } = canvas.getBoundingClientRect();
    draw(canvas, width, height, strokes);
    for (const one of acts) one.disabled = strokes.length === 0;
    if (strokes.length === 0) say();
  }

  // The strokes from this place on, counted from the end when below 0.
  function takeOut(from) {
    strokes.splice(from);
    redraw();
  }

  function place({ x, y }) {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: x - left, y: y - top };
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    strokes.push([place(event)]);
    redraw();
  });
  canvas.addEventListener("pointermove", (event) => {
    // A finger that lies on the screen beside the first one is held by the pad, too.
    if (!event.isPrimary || !canvas.hasPointerCapture(event.pointerId)) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    strokes.at(-1)?.push(...(moves.length ? moves : [event]).map(place));
    redraw();
  });
  // A turned phone: the strokes stay as they are, the pad is as wide as the page.
  new ResizeObserver(redraw).observe(canvas);

  async function keep() {
    if (strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0) < SHORTEST) {
      say("slip");
      return;
    }
    const waits = hand(input, await drawnPicture(strokes), "tanda-tangan.png");
    takeOut(0);
    say(waits ? "ready" : "used");
    changed();
  }

  // What was drawn and not taken over would be lost without a word.
  form.addEventListener("submit", (event) => {
    if (strokes.length === 0 || field.closest("[hidden]") || !SENDS.includes(event.submitter?.value)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say("unused");
    part("use").focus();
  }, true);

  part("use").addEventListener("click", keep);
  part("undo").addEventListener("click", () => takeOut(-1));
  part("clear").addEventListener("click", () => takeOut(0));
  (field.querySelector(".pick") ?? input).before(box);
  redraw();
}

// The strokes on a canvas of this size in CSS pixels.
function draw(canvas, width, height, strokes, left = 0, top = 0) {
  Object.assign(canvas, { width: width * SCALE, height: height * SCALE });
  const pen = canvas.getContext("2d");
  // White, as letters set it on paper.
  Object.assign(pen, { fillStyle: "#fff", strokeStyle: INK, lineWidth: THICKNESS, lineCap: "round", lineJoin: "round" });
  pen.scale(SCALE, SCALE);
  pen.fillRect(0, 0, width, height);
  pen.translate(-left, -top);
  for (const points of strokes) {
    pen.beginPath();
    pen.moveTo(points[0].x, points[0].y);
    // Through the middles between points, so that no corner shows; a single touch is a dot.
    points.forEach(({ x, y }, index) => {
      const next = points[index + 1] ?? points[index];
      pen.quadraticCurveTo(x, y, (x + next.x) / 2, (y + next.y) / 2);
    });
    pen.stroke();
  }
}

function lengthOf(points) {
  return points.slice(1).reduce((sum, point, index) => sum + Math.hypot(point.x - points[index].x, point.y - points[index].y), 0);
}

// Cut to what is drawn.
function drawnPicture(strokes) {
  const [[left, right], [top, bottom]] = ["x", "y"].map((side) => {
    const places = strokes.flat().map((point) => point[side]);
    return [Math.min(...places) - MARGIN, Math.max(...places) + MARGIN];
  });
  const canvas = element("canvas");
  draw(canvas, right - left, bottom - top, strokes, left, top);
  return new Promise((give) => { canvas.toBlob(give, "image/png"); });
}
