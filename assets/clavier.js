/* The keyboard in the map and in the grid of coverage: each is one stop of Tab, the arrows go on inside. */
const LEFT_MS = 1000; // until a screen reader has followed the focus
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/* The nearest point on a side, in the plane of the sheet: within an eighth of a turn of the arrow, else anywhere
   on that side; of two as near, the first in reading order; -1 when nothing is there. It counts in whole
   hundredths of a pixel, so that every browser finds the same. */
export function neighbour(points, from, [east, south]) {
  const here = points[from];
  let [found, least] = [-1, [true, Infinity]];
  points.forEach((point, n) => {
    const [dx, dy] = [point.x - here.x, point.y - here.y].map((far) => Math.round(100 * far));
    const ahead = dx * east + dy * south;
    if (ahead <= 0) return;
    const aside = Math.abs(dx * south - dy * east) > ahead;
    const far = dx * dx + dy * dy;
    if (aside === least[0] ? far < least[1] : !aside) [found, least] = [n, [aside, far]];
  });
  return found;
}

/* The marks of a trace in its order, the reading order of the list, each once: those that an enlarged region
   repeats stand beside their first, its rounds (`region/11`, without a number) nowhere. */
export function marksOf({ customdata = [], hovertext, x, y, marker }) {
  const found = new Map();
  customdata.forEach((id, n) => {
    const place = { x: x[n], y: y[n], size: marker.size[n] };
    if (found.has(id)) found.get(id).twins.push(place);
    else if (!/^region\/\w+$/.test(id)) found.set(id, { id, html: hovertext[n], twins: [], ...place });
  });
  return [...found.values()];
}

/* The tooltip as a sentence: `<br >` only breaks a long line. What is to be checked is in the panel. */
function inWords(hovertext) {
  const lines = hovertext.replaceAll("<br >", " ").split("<br>");
  const [evidence] = lines.pop().split(" — ");
  return new DOMParser().parseFromString([...lines, evidence].join(", "), "text/html").body.textContent;
}

/* One link stands on the current mark, named as the tooltip says it. An arrow moves the focus to another, which
   so is said once; two take turns, for a screen reader that sees the focus removed looks in silence for what
   follows. `page`: what the page does: the address of a mark, its tooltip, a mark out of sight brought back. */
export function walk(layer, page) {
  let [marks, at, ranges] = [[], null, null];
  const current = () => marks.find(({ id }) => id === at);
  const links = [0, 1].map(() => layer.appendChild(Object.assign(document.createElement("a"), { hidden: true })));
  const link = () => links[0];
  const focused = () => document.activeElement === link();

  function put(element, { x, y, size }) {
    const [[west, east], [south, north]] = ranges;
    Object.assign(element.style, { left: `${(100 * (x - west)) / (east - west)}%`, top: `${(100 * (y - north)) / (south - north)}%`,
      width: `${size + 8}px`, height: `${size + 8}px` });
    return element;
  }
  const inside = ({ x, y }) => (x - ranges[0][0]) * (x - ranges[0][1]) < 0 && (y - ranges[1][0]) * (y - ranges[1][1]) < 0;

  /* The instruction is read on entering the map, not at each step inside. */
  function stand(mark, focus) {
    const moves = focus && mark && mark.id !== at;
    at = mark?.id ?? null;
    if (moves) links.reverse();
    const [now, before] = links;
    Object.assign(before, { className: "", tabIndex: -1 });
    before.style.opacity = 0;
    Object.assign(now, { className: mark ? "repere" : "", hidden: !mark, tabIndex: 0 });
    now.style.opacity = "";
    for (const twin of layer.querySelectorAll("span")) twin.remove();
    if (!mark) return;
    put(now, mark);
    now.href = page.address(at);
    now.dataset.repere = at;
    now.setAttribute("aria-label", inWords(mark.html));
    if (moves) now.removeAttribute("aria-describedby");
    else if (!focus) now.setAttribute("aria-describedby", "aide-carte");
    layer.append(...mark.twins.map((twin) => put(document.createElement("span"), twin)));
    if (moves) now.focus();
  }

  function go(mark) {
    if (!mark || mark.id === at) return;
    page.reveal(mark);
    stand(mark, true);
  }
  layer.addEventListener("focusin", ({ relatedTarget }) => {
    if (!layer.contains(relatedTarget)) page.reveal(current());
    page.point(current());
  });
  layer.addEventListener("focusout", ({ relatedTarget }) => {
    if (layer.contains(relatedTarget)) return;
    links[0].setAttribute("aria-describedby", "aide-carte");
    page.point(null);
    setTimeout(() => { links[1].hidden ||= !focused(); }, LEFT_MS);
  });
  layer.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const n = marks.indexOf(current());
    const next = WAYS[event.key] ? neighbour(marks, n, WAYS[event.key])
      : { Home: 0, End: marks.length - 1, PageDown: n + 1, PageUp: n - 1 }[event.key];
    if (next === undefined) return page.press(event, current());
    event.preventDefault();
    go(marks[next]);
  });

  return {
    point: () => { if (focused()) page.point(current()); },
    /* Another view: the same mark when it is still there, the opened campus, else the first. */
    show(trace, opened) {
      const held = focused();
      marks = marksOf(trace);
      const kept = (id) => marks.find((mark) => mark.id === id);
      stand(kept(opened) || kept(at) || marks[0], held);
    },
    frame(seen) {
      ranges = seen;
      if (!current()) return;
      if (!focused() && !inside(current())) return stand(marks.find(inside) || current());
      const { twins } = current();
      [link(), ...layer.querySelectorAll("span")].forEach((part, n) => put(part, [current(), ...twins][n]));
      if (focused()) page.point(current());
    },
  };
}

/* The grid: APG's grid of links. A cell without a link takes the focus itself, so that its figure is read. */
const stop = (cell) => cell.querySelector("a") || cell;
let left = null; // address of the last cell
export function arm(table) {
  table.setAttribute("role", "grid");
  table.parentElement.removeAttribute("tabindex"); // it scrolls with the focus
  const stops = Array.from(table.querySelectorAll("th, td"), stop);
  for (const each of stops) if (each.getAttribute("tabindex") !== "-1") each.tabIndex = -1;
  const start = stops.find((each) => each === document.activeElement)
    || stops.find((each) => left && each.getAttribute("href") === left);
  (start || stop(table.tBodies[0].rows[0].cells[0])).tabIndex = 0;
}
function enter(table, target) {
  for (const other of table.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  target.tabIndex = 0;
  left = target.getAttribute("href");
}
document.addEventListener("focusin", ({ target }) => {
  const table = target.closest("table[role=grid]");
  if (table) enter(table, target);
});
document.addEventListener("keydown", (event) => {
  const table = event.target.closest?.("table[role=grid]");
  if (!table || event.altKey || event.metaKey) return;
  const rows = Array.from(table.rows, (row) => [...row.cells]);
  const cell = event.target.closest("th, td");
  const row = cell.parentElement.rowIndex;
  const seen = (each) => each?.getClientRects().length; // a narrow screen leaves some cells out
  const along = (line) => line.find(seen);
  const [before, after] = [rows[row].slice(0, cell.cellIndex).reverse(), rows[row].slice(cell.cellIndex + 1)];
  const column = rows.map((cells) => cells[cell.cellIndex]);
  const next = event.ctrlKey
    ? { Home: along(rows.flat()), End: along(rows.flat().reverse()) }[event.key]
    : { ArrowLeft: along(before), ArrowRight: along(after), ArrowUp: along(column.slice(0, row).reverse()),
      ArrowDown: along(column.slice(row + 1)), Home: along(rows[row]), End: along([...rows[row]].reverse()) }[event.key];
  if (!next) return;
  event.preventDefault();
  stop(next).focus();
});
