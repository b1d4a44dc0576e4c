/* Put into each page before its own scripts: notes when the map is seen and how the page answers.
   `CAMPUSES` is the number of marks that a whole map shows. */
(() => {
  "use strict";
  if (window !== window.top) return;
  const STEP_MS = 20, QUIET_MS = 500, LIMIT_MS = 8000;
  const MARKS = "svg .campus use, svg .campus path, .marques use, svg path.point";
  const MAP = ".planche svg, .js-plotly-plot svg";
  const probe = window.probe = { blocked: 0, shifted: 0, largest: 0, seen: 0, interactive: 0 };

  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
    .observe({ type, buffered: true });
  watch("longtask", (task) => { probe.blocked += Math.max(0, task.duration - 50); });
  watch("layout-shift", (shift) => { if (!shift.hadRecentInput) probe.shifted += shift.value; });
  watch("largest-contentful-paint", (paint) => { probe.largest = paint.startTime; });

  /* What a frame shows is what the document holds in its animation callbacks; it is painted when the
     next task runs, which is where the clock is read. */
  const afterPaint = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(0);
  };

  /* The first true paint: not that of a title or of an empty page, but of a frame in which every mark
     has a box of some size and is neither hidden nor transparent. Where the server draws the map, that
     is its drawing; elsewhere, the plot. The page is interactive when the same holds without the
     drawing that stood in for the plot. No frame is made before the style sheets have come, so that
     marks that are in the document but not styled are not counted. */
  const painted = (mark) => {
    const { width, height } = mark.getBoundingClientRect();
    return width > 0 && height > 0 && mark.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const whole = () => {
    const marks = document.querySelectorAll(MARKS);
    return marks.length >= CAMPUSES && Array.from(marks).filter(painted).length >= CAMPUSES;
  };
  let due = false;
  const look = () => {
    due = false;
    if (!whole()) return;
    const interactive = !document.querySelector(".dessin") || document.querySelector("html.vivante");
    afterPaint((now) => {
      probe.seen ||= now;
      if (interactive) probe.interactive ||= now;
    });
    if (interactive) loading.disconnect();
  };
  const loading = new MutationObserver(() => {
    if (!due) requestAnimationFrame(look);
    due = true;
  });
  loading.observe(document, { childList: true, subtree: true, attributes: true });

  /* Requests under way, so that an answer that takes long is waited for. */
  let asked = 0;
  const fetched = window.fetch;
  window.fetch = async (...request) => {
    asked += 1;
    try { return await fetched(...request); } finally { asked -= 1; }
  };

  /* What the reader sees of a view: its address, its sentence, and the map; away from the map, the rows.
     Shapes are told apart by their place, outline and colours, however the page draws them. */
  const drawn = (shape) => shape.localName === "text" ? shape.textContent
    : ["class", "d", "transform", "style", "fill", "href", "x", "y", "cx", "cy"]
      .map((name) => (shape.getAttribute(name) || "").slice(0, 80)).join(" ");
  probe.state = () => {
    const shapes = Array.from(document.querySelectorAll(MAP)).filter((svg) => svg.checkVisibility())
      .flatMap((svg) => Array.from(svg.querySelectorAll("path, use, circle, text"), drawn));
    const main = document.querySelector("main")?.className || "";
    const rows = /vue-(liste|couverture)/.test(main) ? document.querySelector("#liste")?.textContent : "";
    return {
      address: location.search,
      sentence: document.querySelector("main .phrase")?.textContent || "",
      map: [main, rows, ...shapes].join("\n"),
    };
  };

  /* Click on links or boxes, one every 20 ms, and wait until the page shows the last one's view.
     A link changes the address and what the page shows, its sentence, its map or its rows; a box, the
     map. Nothing may still be asked of the server, and nothing change for half a second. The time is that of the first frame that
     shows the state in which the page stays; it starts with the last click, and no event of Dash or
     Plotly takes part in it. */
  probe.click = (places) => new Promise((done) => {
    const before = probe.state();
    let last = before, start = 0, at = 0, wanted = "", dirty = true, left = places.length;
    const changes = new MutationObserver(() => { dirty = true; });
    changes.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    const press = ([selector, nth]) => {
      const found = document.querySelectorAll(selector);
      const target = found[nth % found.length];
      left -= 1;
      wanted = target.href ? new URL(target.href).search : "";
      start = performance.now();
      target.click();
    };
    const tick = () => {
      if (dirty || location.search !== last.address) {
        dirty = false;
        const now = probe.state();
        if (Object.keys(now).some((part) => now[part] !== last[part])) {
          last = now;
          at = 0;
          afterPaint((time) => { at = time; });
        }
      }
      const changed = (part) => last[part] !== before[part];
      const complete = (changed("sentence") || changed("map")) && (!wanted || changed("address"));
      const now = performance.now();
      const settled = complete && !asked && at && now - at > QUIET_MS;
      if (left || (!settled && now - start < LIMIT_MS)) return requestAnimationFrame(tick);
      changes.disconnect();
      done({
        ms: at - start, complete, address: last.address,
        points: document.querySelectorAll("path.point").length,
      });
    };
    places.forEach((place, n) => n ? setTimeout(press, n * STEP_MS, place) : press(place));
    requestAnimationFrame(tick);
  });
})();
