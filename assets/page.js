/* The page's own behaviour. The server writes the whole page; here its links change it without a reload,
   and the interactive map takes the place of the drawn one. The URL is the only state: each view is
   asked of the server by its address, said by its differences from the page without filters. */
(() => {
  "use strict";
  const ME = document.currentScript.dataset;
  const { dashSrc, keysSrc, parameters, plotlySrc, root, version } = ME;
  const NARROW = matchMedia("(max-width: 43.74em)");
  const composition = () => (NARROW.matches ? "etroite" : "large");
  const place = (id) => document.getElementById(id);
  const plot = () => document.querySelector("#graphe .js-plotly-plot");
  const board = () => place("carte");
  const live = () => document.documentElement.classList.contains("vivante");

  /* What the page cannot be said from, being of another version of the site: the address is opened anew. */
  class Outdated extends Error {}
  /* A cache on the way may still give the page that is here, or a second server of another version answer:
     opened anew once, it stays as the server wrote it, with the links of any page. */
  async function reopen(address) {
    if (live()) return location.assign(address);
    const there = await (await fetch(address, { cache: "reload" })).text();
    if (history.state === "rouverte" || there.includes(`data-version="${version}"`)) return;
    history.replaceState("rouverte", "");
    location.reload();
  }
  async function read(kind, address) {
    const answer = await fetch(`${root}${kind}/${version}${address}`, { referrerPolicy: "no-referrer" });
    if (answer.status === 404) throw new Outdated();
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  }

  /* Bases are kept: of the map and the list, of the grid, in each composition; of the questions that they raise. */
  const bases = new Map();
  function base(kind, address) {
    const key = kind + address;
    if (!bases.has(key)) {
      const asked = read(kind, address);
      asked.catch(() => bases.delete(key));
      bases.set(key, asked);
    }
    return bases.get(key);
  }

  function decode(text, [first, ...said]) {
    let after = 0;
    let written = first;
    for (let n = 0; n < said.length; n += 3) {
      const start = after + said[n];
      after = start + said[n + 1];
      written += text.slice(start, after) + said[n + 2];
    }
    return written;
  }

  /* The address of a view with some parameters of other values, or without them, in canonical order. */
  const ORDER = parameters.split(",");
  function valuesOf(search, and = "&") {
    const values = {};
    for (const pair of search.slice(1).split(and)) {
      const [name, value] = pair.split("=");
      values[name] = value;
    }
    return values;
  }
  function addressWith(params, changes = {}, and = "&") {
    let address = "";
    for (const name of ORDER) {
      const value = changes[name] ?? params[name];
      if (value) address += `${address ? and : "?"}${name}=${value}`;
    }
    return address;
  }
  /* Links come said by the parameters that they change. */
  const AND = "&amp;";
  const linked = (text, params) => text.replace(/href="\?(~[^"]*)"/g,
    (_, said) => `href="${addressWith(params, valuesOf(said, AND), AND) || "./"}"`);

  /* The texts of a view, said from the last of its bases, each of which is said from the one before. */
  async function told(kind, bases, search, on = "") {
    const chain = [...new Set([...bases, search])];
    const answers = await Promise.all(chain.map((each) => (bases.includes(each) ? base : read)(kind, on + each)));
    const texts = {};
    let known;
    for (const { base: from, empreinte, textes, ecarts = {} } of answers) {
      if (from !== known) throw new Outdated();
      known = empreinte;
      Object.assign(texts, textes);
      for (const [name, said] of Object.entries(ecarts)) texts[name] = decode(texts[name], said);
    }
    const params = valuesOf(search);
    for (const name of Object.keys(texts)) texts[name] = linked(texts[name], params);
    return texts;
  }

  function view(search) {
    const { niveau, vue } = valuesOf(search);
    const first = vue === "couverture" ? "?vue=couverture" : "";
    return told("vue", [first, addressWith(valuesOf(first), { niveau })], search, `/${composition()}`);
  }

  /* The questions of coverage take longer than the view that raises them: they are answered once it is shown. */
  const ANSWERED = ["analyse", "questions"];
  const NO_ANSWERS = Object.fromEntries(ANSWERED.map((id) => [id, ""]));
  const busy = (on) => ANSWERED.forEach((id) => on ? place(id).setAttribute("aria-busy", "true") : place(id).removeAttribute("aria-busy"));
  async function answer(search) {
    let answers = NO_ANSWERS;
    busy(true);
    try {
      const { indicateur, vue } = valuesOf(search);
      const unfiltered = addressWith({}, vue ? { vue } : { indicateur });
      answers = await told("questions", [unfiltered], search);
    } catch (error) {
      if (search === current) missed(error, search);
    }
    if (search !== current) return; // another view is shown
    busy(false);
    write(answers);
  }

  /* A mouse that rests on a link, or a finger that is down, is about to click: the view is asked for then. */
  const RESTS_MS = 65;
  let ahead = {};
  function foresee(search) {
    if (ahead.search === search) return;
    const asked = view(search);
    asked.catch(() => { if (ahead.asked === asked) ahead = {}; }); // asked again when it is wanted
    ahead = { search, asked };
  }

  /* The drawn territories, under the marks. Outlines of the other level are asked for when it is first shown. */
  const shapes = document.querySelector(".formes");
  const outlines = { [shapes.dataset.niveau]: shapes.innerHTML };
  const ground = () => document.querySelector(`.dessin-${composition()}`);
  async function levelOf(search) {
    const level = new URLSearchParams(search).get("niveau") || "region";
    outlines[level] ??= await read("contours", `/${level}`);
    return level;
  }
  let zones = [];
  const inFrench = new Intl.Collator("fr").compare;
  function list(written) {
    if (!written || shown.zones === written) return;
    shown.zones = written;
    const words = JSON.parse(written).map(([said]) => said.replaceAll("<br >", " ").replaceAll("<br>", ", "));
    const rows = [...new Set(words)].sort(inFrench);
    place("chiffres-carte").innerHTML = rows.map((row) => `<li>${row}</li>`).join("");
  }
  function fill(texts, level) {
    zones = JSON.parse(texts.zones);
    if (shapes.dataset.niveau !== level) {
      shapes.dataset.niveau = level;
      shapes.innerHTML = outlines[level];
    }
    const layers = [texts.fond, texts.liens, texts.habitants, texts.noms].join("");
    if (shown.layers === layers) return;
    shown.layers = layers;
    if (board().classList.contains("tracee")) become(ground(), layers);
  }

  /* The figure comes mark after mark; Plotly takes a list for each attribute. */
  function byAttribute({ colonnes, marques, ...trace }) {
    colonnes.forEach((path, column) => {
      const last = path.at(-1);
      const part = path.slice(0, -1).reduce((whole, key) => whole[key] ??= {}, trace);
      part[last] = marques.map((mark) => mark[column]);
    });
    return trace;
  }

  /* A part becomes another by what differs: the rest is not laid out again, and keeps its focus and the
     place where a screen reader is; a row of a table stays that of its territory or campus. Style and stops of
     the keyboard that the server does not write are the script's own, and what a reader has opened stays open. */
  const OWN = { style: "*", open: "*", role: ".grille", tabindex: ".grille *" };
  /* The focus does not pass to a link that is another thing: a file where a view was. */
  const elsewhere = (link, other) => link === document.activeElement && link.matches("a")
    && !Object.keys(link.dataset).length && link.textContent !== other.textContent;
  const rowOf = (node) => node.localName === "tr" && node.firstElementChild?.textContent;
  function become(part, html) {
    const wanted = part.cloneNode();
    wanted.innerHTML = html;
    fit(part, wanted);
  }
  function fit(part, wanted) {
    for (const name of part.getAttributeNames()) {
      if (!wanted.hasAttribute(name) && !(name in OWN && part.matches(OWN[name]))) part.removeAttribute(name);
    }
    for (const name of wanted.getAttributeNames()) {
      const value = wanted.getAttribute(name);
      if (part.getAttribute(name) !== value) part.setAttribute(name, value);
    }
    let [there, node] = [part.firstChild, wanted.firstChild];
    while (node) {
      const [nextThere, nextNode] = [there?.nextSibling, node.nextSibling];
      if (!there) part.append(node);
      else if (!there.isEqualNode(node)) {
        if (there.nodeName !== node.nodeName || rowOf(there) !== rowOf(node)) there.replaceWith(node);
        else if (elsewhere(there, node)) there.replaceWith(node);
        else if (node instanceof Element) fit(there, node);
        else there.data = node.data;
      }
      [there, node] = [nextThere, nextNode];
    }
    while (there) {
      const next = there.nextSibling;
      there.remove();
      there = next;
    }
  }

  /* The parts around the map, and what follows from a new view: the tab's title, the focus. */
  const SAME = new Set(["tete", "filtres", "legende", "liste"]); // of one shape in most views
  const shown = {};
  const ELSEWHERE = new Set(["titre", "phrase", "classe", "fond", "liens", "habitants", "noms", "zones", "carte"]);
  function write(parts) {
    if (!shown.tete) Object.assign(shown, parts); // the page that the server wrote
    for (const [id, html] of Object.entries(parts || {})) {
      if (ELSEWHERE.has(id) || shown[id] === html) continue;
      shown[id] = html;
      if (SAME.has(id)) become(place(id), html);
      else place(id).innerHTML = html;
    }
    const grid = document.querySelector(".grille");
    if (grid) keys?.arm(grid);
    if (playing) label();
    const kept = document.activeElement === document.body && held && document.querySelector(held);
    if (!kept) return;
    if (kept.matches("h2")) kept.tabIndex = -1;
    kept.focus({ preventScroll: true });
  }

  /* Where the focus is, in words that outlive the element. */
  const KEYS = ["filiere", "vague", "pas", "region", "indicateur", "niveau", "rayon", "preuve", "vue",
    "campus", "tri", "action", "ordre", "portee", "essai", "contre"];
  let held = null;
  let opener = null; // where the focus was when a campus was opened
  let left = null; // how far the page was scrolled, if it moved to show the campus
  let keyed = false; // whether the last thing touched is the keyboard
  document.addEventListener("keydown", () => { keyed = true; }, true);
  document.addEventListener("pointerdown", () => { held = null; keyed = false; });
  const questionOf = (part) => {
    const title = part.closest(".question")?.querySelector("h2[id]");
    return title ? `h2#${title.id}` : null;
  };
  document.addEventListener("focusin", ({ target }) => {
    const key = KEYS.find((name) => name in target.dataset);
    const group = target.closest(".groupe");
    if (target.matches(".repere")) held = ".repere";
    else if (key) held = `${target.localName}[data-${key}="${CSS.escape(target.dataset[key])}"]`;
    else held = group ? `.${group.className.replaceAll(" ", ".")} a` : questionOf(target);
  });
  const campusOf = (search) => new URLSearchParams(search).get("campus");
  function settle(texts, before, search, here) {
    const [last, now] = [campusOf(before), campusOf(search)];
    place("contenu").className = texts.classe;
    document.querySelector(".evitement[href='#carte']").hidden = new URLSearchParams(search).has("vue");
    document.title = texts.titre;
    if (search !== before) announceStill(change(texts, before, search));
    shown.phrase = texts.phrase;
    if (now && !last) opener = held;
    const opened = now && (now !== last || document.activeElement.dataset.repere === now);
    if (opened) document.querySelector(`#panneau h2[data-campus="${CSS.escape(now)}"]`)?.focus();
    if (now && !last) left = scrollY === here ? null : here;
    leave(before, search);
  }
  /* Who closes a campus is back where it was opened from, else on its line of the list. */
  function leave(before, search) {
    const [last, now] = [campusOf(before), campusOf(search)];
    if (last && !now && left !== null) scrollTo(0, left);
    if (document.activeElement !== document.body || !(keyed || last) || search === before) return;
    const ways = [...(last && !now ? [opener, `#liste a[data-campus="${CSS.escape(last)}"]`] : []), ".onglets [aria-current]"];
    const seen = ways.map((way) => way && document.querySelector(way)).find((part) => part?.getClientRects().length);
    seen?.focus({ preventScroll: !keyed });
  }

  /* Each change is said once, in a sentence; a campus that opens or closes moves the focus, which says it. */
  const announce = (sentence) => { if (sentence) place("annonce").textContent = sentence; };
  /* With a hundred other changes, a screen reader drops it (Orca does from fifty): the page is still first. */
  const STILL_MS = 1000;
  /* Chromium may leave an idle page without a call for ever: it is asked for at the latest. */
  const idle = window.requestIdleCallback ? (then) => requestIdleCallback(then, { timeout: STILL_MS }) : setTimeout;
  const still = (then) => afterPaint(() => idle(() => setTimeout(then, STILL_MS)));
  let changes = 0;
  function announceStill(sentence) {
    const mine = ++changes;
    still(() => { if (mine === changes) announce(sentence); });
  }
  function change({ phrase }, before, search) {
    const [was, is] = [before, search].map((each) => new URLSearchParams(each));
    const turned = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
    const first = (selector) => document.querySelector(selector).firstChild.textContent;
    if (turned.includes("vue")) return `${first(".onglets [aria-current]")}\u202f: ${phrase}.`;
    if (turned.includes("tri")) return `Grille triée par ${first("[data-ordre][aria-current]")}.`;
    if (phrase === shown.phrase && !is.has("vue") && /niveau|indicateur/.test(turned)) return `${first("#legende h3").trim()}.`;
    return turned.every((name) => name === "campus") ? "" : `${phrase}.`;
  }

  /* Shown again even when it is there already, so that each failure is said. */
  let failing;
  function fail() {
    works();
    failing = requestAnimationFrame(() => { place("panne").hidden = false; });
  }
  function works() {
    cancelAnimationFrame(failing); // a failure that is not shown yet
    place("panne").hidden = true;
  }
  function missed(error, search) {
    if (error instanceof Outdated) reopen(search || "./").catch(fail);
    else fail();
  }
  const afterPaint = (then) => requestAnimationFrame(() => setTimeout(then));

  /* What Plotly draws of a view. */
  let drawn = ""; // the figure that it has
  function figureOf(written) {
    drawn = written;
    const { data, layout } = JSON.parse(written);
    whole = [layout.xaxis.range, layout.yaxis.range];
    const traces = data.map(byAttribute).filter(({ name, x }) => x.length || name === "campus");
    marks = traces.find(({ name }) => name === "campus");
    empty = !traces.some(({ x }) => x.length);
    return { data: traces, layout: { ...layout, ...extent(layout) } };
  }

  /* One view at a time: what comes late for another is left. */
  const SLOW_MS = 100; // before a view is said to be awaited
  let current = location.search; // the view shown
  let wanted = current; // the last one asked for
  let turn = 0;
  async function draw(search) {
    const mine = ++turn;
    wanted = search;
    const skip = window.dash_clientside.no_update;
    const slow = setTimeout(() => { if (mine === turn) place("contenu").setAttribute("aria-busy", "true"); }, SLOW_MS);
    try {
      const texts = await (ahead.search === search ? ahead.asked : view(search));
      const onMap = !new URLSearchParams(search).has("vue");
      const level = onMap && await levelOf(search);
      if (mine !== turn) return skip;
      const before = current;
      current = search;
      const { liste, ...rest } = texts;
      const table = searching(search) ? {} : { liste };
      const raised = texts.classe.includes("avec-questions");
      if (!raised) busy(false);
      const gone = { ...(!raised && NO_ANSWERS), ...(onMap && document.querySelector(".grille") && { liste: "" }) };
      const here = scrollY;
      write({ ...rest, ...(!onMap && table), ...gone });
      settle(texts, before, search, here);
      afterPaint(() => { // under the map, what the browser need not lay out for it
        if (search !== current) return; // another view is shown
        write(table);
        list(onMap && texts.zones);
        leave(before, search); // the row that the focus was on may be gone
        if (searching(search)) ask(search, search === before ? toSay : null); // another view said itself
        if (search !== before && raised) answer(search);
      });
      works();
      if (!onMap) {
        enliven();
        return skip;
      }
      fill(texts, level);
      const figure = texts.carte === drawn ? skip : figureOf(texts.carte); // a shade or a level moves no mark
      frame(near || whole);
      map?.show(marks, campusOf(search));
      return figure;
    } catch (error) {
      if (mine === turn) missed(error, search);
      return skip;
    } finally {
      if (ahead.search === search) ahead = {};
      clearTimeout(slow);
      if (mine === turn) place("contenu").removeAttribute("aria-busy");
    }
  }

  /* From here on, links change the page. The words to search for could not take the focus of « #recherche » before. */
  function enliven() {
    if (history.state) history.replaceState(null, ""); // it may be opened anew another day
    const sorted = !live() && searching(current); // before it could be asked for
    document.documentElement.classList.add("vivante");
    if (sorted) ask(current, toSay);
    if (location.hash !== "#recherche" || document.activeElement !== document.body) return;
    place("recherche").focus({ preventScroll: true });
    place("recherche").parentElement.scrollIntoView(); // with its label
  }
  function toTop() {
    place("contenu").tabIndex = -1;
    place("contenu").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  /* Dash draws the first figure, and the map anew for another screen; from one view to the next, Plotly is
     told at once: passing by Dash takes as long as all that this script does. */
  function redraw({ data, layout }) {
    if (plot()) return window.Plotly.react(plot(), data, { ...layout, autosize: true });
    window.dash_clientside.set_props("graphe", { figure: { data, layout } });
  }
  async function show(search) {
    const figure = await draw(search);
    if (figure !== window.dash_clientside.no_update) redraw(figure);
  }
  function go(search) {
    if (search !== location.search) history.pushState(null, "", search || location.pathname);
    show(search);
  }
  addEventListener("popstate", () => { // before the map is there, its first figure reads the address itself
    box?.close(); // it is about the view that one leaves
    if (live() && location.search !== wanted) show(location.search);
  });

  /* Words and order of the list: asked of the server, which holds every campus. */
  const order = {};
  const words = () => place("recherche").value.trim();
  const listed = (search) => valuesOf(search).vue !== "couverture"; // a grid is there instead
  const searching = (search) => listed(search) && Boolean(words() || order.colonne);
  const LATE_MS = 4000; // Dash does not say that an answer will not come
  let late;
  function ask(search, said = null) {
    clearTimeout(late);
    if (!navigator.onLine) return fail();
    toSay = said;
    late = setTimeout(fail, LATE_MS);
    if (live()) window.dash_clientside.set_props("demande", { data: { vue: search, mots: words(), ...order } });
  }
  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "recherche") return;
    clearTimeout(typing);
    toSay = null; // of the words before
    typing = setTimeout(() => ask(current, () => {
      const [caption, notice] = ["caption", ".avis"].map((part) => document.querySelector(`#liste ${part}`)?.textContent);
      const [found] = (caption || notice).split(/[,.]/);
      return caption && words() ? `${found} pour «\u202f${words()}\u202f».` : `${found}.`;
    }), 200);
  });
  /* The answer, said when the reader asked for it; not when another view did, which said itself. */
  let toSay = null;
  function receive(parts) {
    if (!parts) return; // nothing is asked for yet
    clearTimeout(late);
    works();
    if (!listed(current)) return;
    write(parts);
    announce(toSay?.());
    toSay = null;
  }

  /* What is under the pointer or the focus says itself in one bubble: it stays while the pointer goes to
     it, and Escape puts it away (WCAG 1.4.13). */
  const REACH_MS = 150;
  const bubble = board().appendChild(Object.assign(document.createElement("div"), { className: "bulle", hidden: true }));
  let pointed = null; // the campus that Plotly finds under the pointer
  let said = "";
  let next = "";
  let reaching;
  function zoneAt({ clientX, clientY }) {
    const under = document.elementsFromPoint(clientX, clientY).find((part) => part.matches(".fond use"));
    return under && zones[Array.from(ground().querySelectorAll(".fond use")).indexOf(under)];
  }
  function tell(words, x = 0, y = 0, gap = 6) {
    clearTimeout(reaching);
    said = next = words;
    bubble.hidden = !words;
    bubble.innerHTML = words;
    const above = y - bubble.offsetHeight - gap;
    const top = Math.max(0, -board().getBoundingClientRect().y); // of what the window shows of the map
    const left = Math.min(Math.max(x - bubble.offsetWidth / 2, 0), board().clientWidth - bubble.offsetWidth);
    bubble.style.translate = `${left}px ${above < top ? y + gap + 12 : above}px`;
  }
  function say(words, x, y) {
    if (words === next) return;
    next = words;
    clearTimeout(reaching);
    if (words !== said) reaching = setTimeout(tell, said && REACH_MS, words, x, y);
  }
  bubble.addEventListener("pointerenter", () => say(said));
  function follow(hover) {
    const point = hover?.points[0];
    if (point) say(point.hovertext, (point.bbox.x0 + point.bbox.x1) / 2, point.bbox.y0);
    else if (pointed && !bubble.matches(":hover")) say("");
    pointed = point?.customdata || null;
  }
  const linkOf = (region) => document.querySelector(`#filtres a[data-region="${CSS.escape(region)}"]`);
  const REGION = "region/"; // before what the rounds of a crowd lead to: a region, then the place of the round
  /* Where a mark leads: to its campus; a round to its region, then to the list of it. */
  function addressOf(mark) {
    if (mark.startsWith(REGION)) {
      const link = linkOf(mark.split("/")[1]);
      return link?.hasAttribute("aria-current") ? "#liste" : link && meant(link, new URL(link.href).search);
    }
    return addressWith(valuesOf(wanted), { campus: encodeURIComponent(mark) });
  }
  function lead(address) {
    if (address === "#liste") location.hash = address;
    else if (address) go(new URL(address, document.baseURI).search);
  }
  function choose(region) {
    const link = linkOf(region);
    if (link) go(meant(link, new URL(link.href).search));
  }
  /* The campus or the round within reach of a click, as near as Plotly takes it. A finger clicks before Plotly says
     what is under it; what it said before is elsewhere. */
  function markAt({ clientX, clientY }) {
    const { x: left, y: top, width, height } = board().getBoundingClientRect();
    const [[west, east], [south, north]] = ranges();
    let [found, least] = [null, plot().layout.hoverdistance];
    marks?.customdata?.forEach((id, n) => {
      const across = ((marks.x[n] - west) / (east - west)) * width - (clientX - left);
      const down = ((marks.y[n] - north) / (south - north)) * height - (clientY - top);
      const far = Math.hypot(across, down) - marks.marker.size[n] / 2;
      if (far < least) [found, least] = [id, far];
    });
    return found;
  }
  let pressed = null;
  board().addEventListener("pointermove", (event) => {
    if (!plot() || event.pointerType !== "mouse" || pointed || bubble.contains(event.target)) return;
    const box = board().getBoundingClientRect();
    say(event.buttons ? "" : zoneAt(event)?.[0] || "", event.clientX - box.x, event.clientY - box.y);
  });
  board().addEventListener("pointerleave", () => say(""));
  board().addEventListener("pointerdown", (event) => { pressed = event; });
  board().addEventListener("click", (event) => {
    const moved = pressed && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) > 4;
    if (!plot() || moved || event.target.closest(".repere")) return;
    const mark = markAt(event);
    const zone = zoneAt(event);
    if (mark) lead(addressOf(mark));
    else if (zone) choose(zone[1]);
  });

  /* Zoom and pan, by buttons and keys; a finger scrolls the page until the map is enlarged. */
  const FURTHEST = 12;
  const PAPER_PX = { width: 480, height: 370 }; // room of the map on paper
  let near = null; // ranges of the axes when enlarged
  const extent = (layout) => {
    if (!near) return {};
    const axis = (name, range) => ({ [name]: { ...layout[name], range, fixedrange: false } });
    return { ...axis("xaxis", near[0]), ...axis("yaxis", near[1]),
      dragmode: matchMedia("(pointer: fine)").matches ? "pan" : false };
  };
  let whole = null; // ranges of the whole sheet
  const ranges = () => [plot().layout.xaxis.range, plot().layout.yaxis.range].map((r) => r.slice());
  /* Enlarged, lines and dots stay as wide, and names as large: `vector-effect` does not reach through <use>. */
  function frame([[west, east], [south, north]]) {
    const seen = (east - west) / (whole[0][1] - whole[0][0]);
    map?.frame([[west, east], [south, north]]);
    board().dataset.composition = composition();
    ground().setAttribute("viewBox", `${west} ${north} ${east - west} ${south - north}`);
    if (seen === 1 && !ground().style.length) return; // as the server drew it
    ground().style.setProperty("--recul", seen);
    for (const part of ground().querySelectorAll(".fond g, .liens, .habitants path")) {
      part.style.strokeWidth = part.getAttribute("stroke-width") * seen;
    }
  }

  /* Around a mark when the keyboard is on it, else around the middle of what is seen. */
  function move(action, mark = null) {
    const now = ranges();
    const factor = { plus: 0.6, moins: 1 / 0.6 }[action] || 1;
    const [dx, dy] = { ouest: [-0.3, 0], est: [0.3, 0], nord: [0, 0.3], sud: [0, -0.3] }[action] || [0, 0];
    const wanted = now.map(([low, high], axis) => {
      const [from, to] = whole[axis];
      const all = to - from; // less than 0 for y, which goes downwards
      const share = Math.min(Math.max(((high - low) / all) * factor, 1 / FURTHEST), 1);
      const center = mark ? [mark.x, mark.y][axis] : (low + high) / 2;
      const middle = (center - from) / all + ((high - low) / all) * [dx, dy][axis];
      const start = Math.min(Math.max(middle - share / 2, 0), 1 - share);
      return [from + start * all, from + (start + share) * all];
    });
    const zoomed = action !== "tout" && Math.abs((wanted[0][1] - wanted[0][0]) / (whole[0][1] - whole[0][0])) < 0.99;
    if (action !== "tout" && wanted.flat().every((end, n) => Math.abs(end - now.flat()[n]) < 0.01)) return;
    near = zoomed ? wanted : null;
    const [x, y] = near || whole;
    const layout = { ...plot().layout };
    for (const [name, range] of [["xaxis", x], ["yaxis", y]]) layout[name] = { ...layout[name], range, fixedrange: !near };
    layout.dragmode = near && matchMedia("(pointer: fine)").matches ? "pan" : false;
    redraw({ data: plot().data, layout });
    frame([x, y]);
    board().closest(".carte").classList.toggle("agrandie", Boolean(near));
    const times = Math.abs((whole[0][1] - whole[0][0]) / (x[1] - x[0]));
    if (factor !== 1 || !near) announce(near ? `Carte agrandie ${times.toLocaleString("fr", { maximumFractionDigits: 1 })} fois.` : "Carte entière.");
    const button = document.activeElement.closest("[data-carte]");
    if (button && !button.getClientRects().length) document.querySelector("[data-carte=plus]").focus();
  }

  /* The keyboard in the map (`clavier.js`): what the page does for the mark that the focus is on. */
  let keys = null; // the module, once it is there
  let map = null;
  let marks = null; // the trace of the view
  let empty = false; // whether no mark at all is drawn
  function point(mark) {
    if (!mark) return tell("");
    const [link, box] = [document.querySelector(".repere"), board()].map((part) => part.getBoundingClientRect());
    tell(mark.html, link.x + link.width / 2 - box.x, link.y + link.height / 2 - box.y, 20);
  }
  function press(event, mark) {
    const action = { "+": "plus", "-": "moins", 0: "tout" }[event.key];
    if (!action) return;
    event.preventDefault();
    move(action, mark);
  }
  async function walk() {
    keys = await import(keysSrc);
    const grid = document.querySelector(".grille");
    if (grid) keys.arm(grid);
  }
  const EDGE = 0.15; // of an enlarged map, where its buttons may cover a mark
  function reveal(mark) {
    const seen = near?.every(([from, to], axis) => Math.abs(([mark.x, mark.y][axis] - from) / (to - from) - 0.5) < 0.5 - EDGE);
    if (near && !seen) move("", mark);
  }
  function walkable() {
    map = keys.walk(document.querySelector(".reperes"), { address: addressOf, reveal, point, press });
    map.frame(near || whole);
    map.show(marks, campusOf(current));
  }

  /* Plotly draws for the screen: on paper the whole map is made as small as its place there. */
  addEventListener("beforeprint", () => {
    if (!plot()) return;
    const { width, height } = plot()._fullLayout;
    const { style } = board();
    style.setProperty("--largeur", `${width}px`);
    style.setProperty("--hauteur", `${height}px`);
    style.setProperty("--impression", Math.min(PAPER_PX.width / width, PAPER_PX.height / height));
  });

  function nextSort(button) {
    const rising = button.closest("th").getAttribute("aria-sort") === "ascending";
    Object.assign(order, { colonne: button.dataset.tri, sens: rising ? "descending" : "ascending" });
    ask(current, () => `Liste triée par ${button.firstChild.textContent.trim().toLowerCase()}, ordre ${rising ? "décroissant" : "croissant"}.`);
  }

  /* Growth: the four steps, one after the other, each a view of its own. */
  let playing = null;
  function label() {
    const said = document.querySelector("[data-action=lire]")?.firstChild;
    const words = playing ? "Arrêter" : "Lire";
    if (said && said.textContent !== words) said.textContent = words;
  }
  function stop() {
    clearInterval(playing);
    playing = null;
    label();
  }
  function play() {
    if (playing) return stop();
    let step = 1;
    const show = () => {
      const link = document.querySelector(`a[data-pas="${step}"]`);
      if (!link || step > 4) return stop();
      go(new URL(link.href).search);
      step += 1;
      if (step > 4) setTimeout(stop, 400);
    };
    playing = setInterval(show, 1400);
    show();
    label();
  }

  async function copy(button) {
    const address = new URL(button.dataset.adresse || location.href, document.baseURI).href;
    try {
      await navigator.clipboard.writeText(address);
      button.closest(".actions").querySelector("[role=status]").textContent = "Lien copié.";
    } catch {
      prompt("Copiez ce lien\u202f:", address);
    }
  }

  /* « Télécharger l’image », « Intégrer » and « Partager » are pages of their own; here they open in a box over the map. */
  let box = null;
  async function openBox(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const module = import(page.querySelector("script[type=module]").getAttribute("src"));
    const { prepare } = await module.catch(() => ({ prepare() {} })); // blocked: its texts can still be selected
    if (!box) {
      box = document.body.appendChild(document.createElement("dialog"));
      box.className = "boite";
      box.addEventListener("click", (event) => {
        const link = event.target.closest("a[href]");
        if (event.target === box || event.target.closest(".fermer")) box.close();
        else if (link && /^(integrer|partager|telecharger)\b/.test(link.getAttribute("href"))) {
          event.preventDefault();
          openBox(link.href).catch(() => { location.href = link.href; });
        } else if (link?.closest(".retour")) {
          event.preventDefault();
          box.close();
        }
      });
    }
    const top = box.open ? box.scrollTop : 0;
    const setting = Array.from(box.querySelectorAll(".reglage a")).indexOf(document.activeElement);
    box.innerHTML = "<button type=button class=fermer aria-label='Fermer'>×</button>";
    const title = page.querySelector("main h1");
    title.id = "titre-boite";
    title.tabIndex = -1;
    box.setAttribute("aria-labelledby", title.id);
    box.append(...page.querySelector("main").childNodes);
    prepare(box);
    if (!box.open) box.showModal();
    box.scrollTop = top;
    (box.querySelectorAll(".reglage a")[setting] || title).focus({ preventScroll: true });
  }

  /* A link that shows another view of this page; others are left to the browser. */
  function followed(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button > 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
    const target = new URL(link.href);
    const here = target.origin === location.origin && target.pathname === location.pathname && !target.hash;
    return live() && here && !link.closest("dialog") ? meant(link, target.search) : null;
  }
  /* Who chooses again before a view comes means the one asked for, not the one still shown: what the link is about,
     and what it changes of this one, are as it says in that one; a value of a list joins the others, or leaves them. */
  const LISTS = ["filiere", "vague", "region", "essai"];
  const ABOUT = { ordre: "tri", pas: "vague", repere: "campus" }; // parameters of another name
  const OF_PART = "#filtres, .onglets, .reperes, [data-campus], [data-essai], [data-ordre], [data-action=fermer]";
  function meant(link, search) {
    if (wanted === current || !link.closest(OF_PART)) return search;
    const [asked, from, to] = [wanted, current, search].map((each) => valuesOf(each));
    const about = Object.keys(link.dataset).map((key) => ABOUT[key] ?? key);
    const turned = (name) => about.includes(name) || from[name] !== to[name];
    const chosen = Object.fromEntries(ORDER.map((name) => [name, (turned(name) ? to : asked)[name]]));
    const list = LISTS.find((name) => name in link.dataset);
    if (!list) return addressWith(chosen);
    const value = link.dataset[list];
    const on = new Set(asked[list]?.split(","));
    if (list === "essai") { // any town: no list of the page holds them all
      on[to.essai?.split(",").includes(value) ? "add" : "delete"](value);
      return addressWith(chosen, { essai: [...on].sort().join(",") });
    }
    const values = [...document.querySelectorAll(`#filtres a[data-${list}]`)].map(({ dataset }) => dataset[list]);
    if (list === "region") values.sort(); // by code in an address, by name on the page
    on[link.hasAttribute("aria-current") ? "delete" : "add"](value);
    return addressWith(chosen, { [list]: on.size < values.length && values.filter((each) => on.has(each)).join(",") });
  }
  let resting;
  let clicked = null;
  document.addEventListener("pointerover", (event) => {
    clearTimeout(resting);
    const still = event.screenX === clicked?.screenX && event.screenY === clicked.screenY; // the page moved under it
    const search = event.pointerType === "mouse" && !still && !navigator.connection?.saveData ? followed(event) : null;
    if (search !== null && search !== current) resting = setTimeout(foresee, RESTS_MS, search);
  });
  document.addEventListener("pointerdown", (event) => {
    clicked = event;
    clearTimeout(resting);
    const search = followed(event);
    if (search !== null) foresee(search);
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented) return;
    const button = event.target.closest("button[data-tri], button[data-action], button[data-carte]");
    if (button) {
      if (button.dataset.carte) { if (plot()) move(button.dataset.carte); }
      else if (button.dataset.tri) nextSort(button);
      else if (button.dataset.action === "lire") play();
      else if (button.dataset.action === "copier") copy(button);
      return;
    }
    const link = event.target.closest("a[data-boite]");
    const search = followed(event);
    if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.button) {
      event.preventDefault();
      openBox(link.href).catch(fail);
    } else if (search !== null) {
      event.preventDefault();
      const turned = valuesOf(search).vue !== valuesOf(wanted).vue; // the map, or the list, stands at the top
      foresee(search);
      go(search);
      if (event.target.closest(".parcours")) toTop();
      else if (turned && !event.target.closest(".onglets")) scrollTo(0, 0);
    }
  });
  document.addEventListener("keydown", (event) => {
    const typed = event.target.id === "recherche" && event.target.value; // Escape clears it
    if (event.key === "Escape" && said && !box?.open) tell("");
    else if (event.key === "Escape" && !box?.open && !typed) document.querySelector("#panneau .fermer")?.click();
  });

  /* The interactive map: Dash and Plotly are asked for once the page is painted, one after the other. */
  window.dash_clientside = { ...window.dash_clientside, page: { draw: () => draw(location.search), receive, follow } };
  addEventListener("resize", () => map?.point());
  NARROW.addEventListener("change", () => {
    near = null; // another sheet has other pixels
    ahead = {}; // it was asked for the sheet before
    board().closest(".carte").classList.remove("agrandie");
    if (turn) window.dash_clientside.set_props("composition", { data: composition() }); // else Dash is yet to draw
  });

  const script = (src) => new Promise((loaded, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: loaded, onerror: failed }));
  });
  const plotted = new MutationObserver(() => {
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true"); // where it measures letters
    if (!(empty ? plot()?.layout?.xaxis?.range : plot()?.querySelector(".scatterlayer .trace"))) return;
    plotted.disconnect();
    ground().innerHTML = shown.layers;
    for (const drawing of document.querySelectorAll(".dessin")) drawing.setAttribute("aria-hidden", "true");
    plot().on("plotly_relayouting", (ranges) => {
      near = [["xaxis", 0], ["yaxis", 1]].map(([name, axis]) => [0, 1].map((end) => ranges[`${name}.range[${end}]`] ?? near[axis][end]));
      frame(near);
    });
    board().classList.add("tracee");
    walkable();
    idle(() => [levelOf, view].forEach((ask) => ask("?niveau=academie").catch(() => {})));
    enliven();
  });
  async function start() {
    foresee(current);
    plotted.observe(board(), { childList: true, subtree: true });
    await Promise.all([script(dashSrc), script(plotlySrc), walk()]);
    new window.DashRenderer();
  }
  afterPaint(() => afterPaint(start)); // the first frame is seen before anything is asked for
})();
