/* The keyboard in the map and in the grid of coverage: each is one stop of Tab, the arrows go on inside. */
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

/* A tree of one level (APG) whose one stop of Tab is the link on the current mark, named as the tooltip says it.
   Those of the other marks stand around it once the focus is inside, so that a screen reader finds them all and says
   each step. Not an application, which Orca takes for another document, nor a list box, all of which it reads after
   a page key. `page`: what the page does: the address of a mark, its tooltip, a mark out of sight brought back. */
export function walk(layer, page) {
  let [marks, at, ranges] = [[], null, null];
  let links = new Map(); // by campus
  const current = () => marks.find(({ id }) => id === at);
  const focused = () => layer.contains(document.activeElement);

  function put(element, { x, y, size }) {
    const [[west, east], [south, north]] = ranges;
    Object.assign(element.style, { left: `${(100 * (x - west)) / (east - west)}%`, top: `${(100 * (y - north)) / (south - north)}%`,
      width: `${size + 8}px`, height: `${size + 8}px` });
    return element;
  }
  const inside = ({ x, y }) => (x - ranges[0][0]) * (x - ranges[0][1]) < 0 && (y - ranges[1][0]) * (y - ranges[1][1]) < 0;

  const unseen = (link) => Object.assign(link, { className: "", tabIndex: -1 }).style.opacity = 0;
  function item(mark) {
    const link = links.get(mark.id) || document.createElement("a");
    unseen(link);
    link.href = page.address(mark.id);
    const said = { role: "treeitem", "aria-label": inWords(mark.html), "aria-posinset": marks.indexOf(mark) + 1, "aria-setsize": marks.length };
    for (const [name, value] of Object.entries(said)) link.setAttribute(name, value);
    link.dataset.repere = mark.id;
    return put(link, mark);
  }
  /* The links of these marks, the current one among them: it stays in place, with the focus that it may have. */
  function list(shown) {
    const all = shown.map(item);
    const n = shown.indexOf(current());
    for (const other of [...layer.children]) if (other !== all[n]) other.remove();
    if (!all[n].isConnected) layer.append(all[n]);
    all[n].before(...all.slice(0, n));
    all[n].after(...all.slice(n + 1));
    links = new Map(all.map((link) => [link.dataset.repere, link]));
    stand(current());
  }
  function stand(mark) {
    unseen(links.get(at));
    at = mark.id;
    for (const twin of layer.querySelectorAll("span")) twin.remove();
    layer.append(...mark.twins.map((twin) => put(document.createElement("span"), twin)));
    const link = Object.assign(put(links.get(at), mark), { className: "repere", tabIndex: 0 });
    link.style.opacity = "";
    return link;
  }
  /* The instruction is read on entering the map, not at each step inside. */
  const instruct = () => links.get(at)?.setAttribute("aria-describedby", "aide-carte");
  function only(mark) {
    at = mark.id;
    list([mark]);
    instruct();
  }

  function go(mark) {
    if (!mark || mark.id === at) return;
    if (!links.has(mark.id)) list(marks); // Firefox does not say the focus in a window that is not in front
    page.reveal(mark);
    stand(mark).focus();
  }
  layer.addEventListener("focusin", ({ relatedTarget }) => {
    if (!layer.contains(relatedTarget)) {
      list(marks);
      page.reveal(current());
    } else relatedTarget.removeAttribute("aria-describedby");
    page.point(current());
  });
  layer.addEventListener("focusout", ({ relatedTarget }) => {
    if (layer.contains(relatedTarget)) return;
    instruct();
    page.point(null);
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
      const mark = kept(opened) || kept(at) || marks[0];
      layer.hidden = !mark;
      if (!mark) return;
      if (!held) return only(mark);
      at = mark.id;
      list(marks);
      links.get(at).focus();
    },
    frame(seen) {
      ranges = seen;
      if (!current()) return;
      if (!focused() && !inside(current())) return only(marks.find(inside) || current());
      const { twins } = current();
      [links.get(at), ...layer.querySelectorAll("span")].forEach((part, n) => put(part, [current(), ...twins][n]));
      if (focused()) page.point(current());
    },
  };
}

/* The grid: APG's grid of links. A cell without a link takes the focus itself, so that its figure is read. */
const stop = (cell) => cell.querySelector("a") || cell;
let left = null; // address of the last cell
export function arm(table) {
  table.setAttribute("role", "grid");
  table.parentElement.tabIndex = -1; // it scrolls with the focus; Firefox stops on it without this
  const cells = Array.from(table.querySelectorAll("th, td"));
  const stops = cells.map(stop);
  cells.forEach((cell, n) => { if (stops[n] !== cell) cell.removeAttribute("tabindex"); }); // it held a sum before
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
  const target = stop(next);
  /* Orca leaves out the header of a line that it comes to by an arrow. */
  if (/Up|Down/.test(event.key) && next.matches("td")) {
    target.setAttribute("aria-description", stop(next.parentElement.cells[0]).firstChild.textContent);
    target.addEventListener("blur", () => target.removeAttribute("aria-description"), { once: true });
  }
  target.focus();
});
