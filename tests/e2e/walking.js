/* What a person who enlarges, who reads by ear or who has no mouse would stumble over on the page that is open.
   Each function gives sentences; none means all is well. Laid into a page as `window.walking`. */
window.walking = (() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const called = (one) => {
    const told = ["id", "class", "name", "href"].filter((name) => one.getAttribute(name)).map((name) => ` ${name}="${one.getAttribute(name)}"`);
    return `<${one.localName}${told.join("")}> "${(one.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  const forEarsOnly = (one) => one.closest(".hidden, .skip") !== null || one.getBoundingClientRect().width <= 1;
  const slides = (one) => {
    for (let over = one.parentElement; over && over !== document.body; over = over.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(over).overflowX)) return true;
    }
    return false;
  };

  // WCAG 1.4.12: a reader's own spacing. A sheet made here is no inline style, so the page's policy allows it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
  const space = (on) => { document.adoptedStyleSheets = on ? [sheet] : []; };

  // WCAG 1.4.4, 1.4.10: nothing runs off the side, nothing is cut.
  function fits() {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push(`sideways: ${document.documentElement.scrollWidth} px in ${innerWidth}`);
    for (const one of document.querySelectorAll("main *, header *, nav *")) {
      if (!shown(one) || forEarsOnly(one) || one.closest("svg, select, iframe, video, canvas")) continue;
      const style = getComputedStyle(one);
      const words = one.innerText?.trim();
      if (one.getBoundingClientRect().right > innerWidth + 1 && one.getBoundingClientRect().left >= 0 && !slides(one)) found.push(`off the side: ${called(one)}`);
      if (words && /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1) found.push(`cut at the side: ${called(one)}`);
      if (words && /hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 2) found.push(`cut below: ${called(one)}`);
    }
    return found.slice(0, 5);
  }

  // 44 px, but for a link inside a sentence and a box whose label is the target (WCAG 2.5.5, 2.5.8).
  function inSentence(one) {
    if (!one.matches("a[href]") || getComputedStyle(one).display !== "inline") return false;
    const around = one.closest("p, li, dd, td, label, blockquote, .note");
    return around !== null && around.innerText.trim().length > one.innerText.trim().length + 3;
  }
  function targets() {
    const found = [];
    for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
      if (!shown(one) || forEarsOnly(one) || one.disabled || inSentence(one)) continue;
      const label = one.matches("[type=checkbox], [type=radio], [type=file]") ? one.labels?.[0] : null;
      const sizes = [one, label].filter(Boolean).map((each) => each.getBoundingClientRect());
      const wide = Math.max(...sizes.map((size) => size.width)), high = Math.max(...sizes.map((size) => size.height));
      if (high < 43.5 || wide < 24) found.push(`${Math.round(wide)} x ${Math.round(high)}: ${called(one)}`);
    }
    return found.slice(0, 5);
  }

  // What axe leaves to people: one first heading and no step left out, references that lead somewhere, quiet live parts.
  function structure() {
    const found = [];
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
    if (headings.filter((one) => one.matches("h1")).length !== 1) found.push("not one h1");
    let before = 0;
    for (const one of headings) {
      const level = Number(one.tagName[1]);
      if (level > before + 1) found.push(`h${level} after h${before}: ${called(one)}`);
      before = level;
    }
    for (const name of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
      for (const one of document.querySelectorAll(`[${name}]`)) {
        for (const id of one.getAttribute(name).trim().split(/\s+/)) if (id && !document.getElementById(id)) found.push(`${name} leads to nothing: ${called(one)}`);
      }
    }
    for (const one of document.querySelectorAll("[aria-invalid=true]")) if (shown(one) && !one.getAttribute("aria-describedby")) found.push(`what is wrong is not tied to ${called(one)}`);
    for (const one of document.querySelectorAll("nav")) if (shown(one) && !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby")) found.push(`a nav without name: ${called(one)}`);
    for (const one of document.querySelectorAll("[aria-live], [role=status]")) if ((one.innerText ?? "").length > 400) found.push(`says too much at once: ${called(one)}`);
    for (const one of document.querySelectorAll("input[autocomplete=off][type=password], input[onpaste]")) if (/pin|otp|kode|totp/.test(one.name)) found.push(`a password manager is kept out: ${called(one)}`);
    return found;
  }

  // Keys.
  let last = 0;
  const mark = (one) => (one.dataset.walked ||= String(++last));
  function reachable() {
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((one) => {
      if (one.tabIndex < 0 || one.disabled || one.type === "hidden" || !one.checkVisibility({ visibilityProperty: true })) return false;
      if (one.matches("summary") && one !== one.parentElement.querySelector(":scope > summary")) return false;
      if (one.type !== "radio") return true;
      const group = [...document.querySelectorAll("input[type=radio]")].filter((each) => each.name === one.name && each.form === one.form);
      return (group.find((each) => each.checked) ?? group[0]) === one;
    }).map((one) => [mark(one), called(one)]);
  }
  /** Where the keyboard is: [mark, description, what is wrong with how it shows], or null when on the page itself. */
  function focused() {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    // The keyboard is at something inside it, which the frame's own page shows.
    if (one.matches("iframe")) return [mark(one), called(one), []];
    const wrong = [];
    const box = one.matches("[type=radio], [type=checkbox], [type=file]") && one.labels?.[0] || one;
    const ring = (each) => { const style = getComputedStyle(each); return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
    if (![one, box, one.parentElement].some(ring)) wrong.push("no ring");
    const size = box.getBoundingClientRect();
    // WCAG 2.4.11: not under a bar that stays in place.
    const points = [[.5, .5], [.05, .2], [.95, .8]].map(([x, y]) => [size.left + size.width * x, size.top + size.height * y]);
    const inSight = points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (box.contains(top) || one.contains(top) || top.contains(one) && !top.matches("html, body, main, header, nav"));
    });
    if (!inSight) wrong.push("out of sight or covered");
    return [mark(one), called(one), wrong];
  }
  return { space, fits, targets, structure, reachable, focused };
})();
