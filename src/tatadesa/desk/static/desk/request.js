/* A document as an officer turns and enlarges it. The size holds for all documents, a turn for one page; both stay in
   this browser. The picture itself is never changed. */

import { attachRules } from "../forms/rules.js";
import { prepareWidgets } from "../forms/widgets.js";

const STORE = "berkas-tampilan";
const LEAST = 25;
const MOST = 400;
const KEEP = 200;

function load() {
  try {
    return { zoom: 100, turns: {}, ...JSON.parse(localStorage.getItem(STORE)) };
  } catch {
    return { zoom: 100, turns: {} };
  }
}

const view = load();

function save() {
  const turned = Object.entries(view.turns).filter(([, turn]) => turn).slice(-KEEP);
  view.turns = Object.fromEntries(turned);
  try {
    localStorage.setItem(STORE, JSON.stringify(view));
  } catch {
    // A full or forbidden store: the view lasts as long as the page.
  }
}

function draw() {
  const stage = document.querySelector("[data-stage]");
  const tools = document.querySelector("[data-viewer]");
  if (!stage || !tools) return;
  tools.hidden = false;
  tools.querySelector("[data-zoom]").textContent = `${view.zoom}%`;
  const picture = stage.querySelector("img");
  const turn = view.turns[stage.dataset.stage] ?? 0;
  stage.dataset.turn = turn;
  picture.style.maxWidth = "none";
  picture.style.maxHeight = "none";
  const lying = turn % 180 !== 0;
  const show = () => {
    const room = stage.clientWidth;
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (!width) return;
    // At 100 % the picture, as it is turned, is as wide as its room.
    const shownWidth = (room * view.zoom) / 100;
    const scale = shownWidth / (lying ? height : width);
    picture.style.width = `${width * scale}px`;
    picture.style.height = `${height * scale}px`;
    const spare = ((width - height) * scale) / 2;
    picture.style.transform = turn ? `rotate(${turn}deg)` : "";
    picture.style.margin = lying ? `${spare}px ${-spare}px` : "0 auto";
  };
  if (picture.complete) show();
  else picture.addEventListener("load", show, { once: true });
}

function change(what) {
  const stage = document.querySelector("[data-stage]");
  if (!stage) return;
  const step = view.zoom < 100 || (view.zoom === 100 && what === "out") ? 25 : 50;
  if (what === "in") view.zoom = Math.min(MOST, view.zoom + step);
  if (what === "out") view.zoom = Math.max(LEAST, view.zoom - step);
  if (what === "fit") view.zoom = 100;
  if (what === "turn") view.turns[stage.dataset.stage] = ((view.turns[stage.dataset.stage] ?? 0) + 90) % 360;
  save();
  draw();
}

const KEYS = { "+": "in", "=": "in", "-": "out", "0": "fit", r: "turn" };

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-view]");
  if (button) change(button.dataset.view);
});

document.addEventListener("keydown", (event) => {
  const inside = event.target.closest?.("[data-stage], [data-viewer]");
  if (!inside || event.ctrlKey || event.altKey || event.metaKey || !(event.key in KEYS)) return;
  event.preventDefault();
  change(KEYS[event.key]);
});

document.addEventListener("htmx:afterSettle", draw);
addEventListener("resize", draw);
draw();

const own = document.querySelector(".officer-form");
if (own) {
  const rules = attachRules(own);
  prepareWidgets(own, rules.refresh);
}
