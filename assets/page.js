/* The page's own behaviour. The server writes the whole page; here its links change it without a reload,
   and the interactive map takes the place of the drawn one. The URL is the only state: each view is
   asked of the server by its address, said by its differences from the page without filters. */
(() => {
  "use strict";
  const ME = document.currentScript.dataset;
  const { dashSrc, plotlySrc, root, version } = ME;
  const NARROW = matchMedia("(max-width: 699px)");
  const composition = () => (NARROW.matches ? "etroite" : "large");
  const place = (id) => document.getElementById(id);
  const plot = () => document.querySelector("#graphe .js-plotly-plot");
  const board = () => place("carte");
  const live = () => document.documentElement.classList.contains("vivante");

  /* What a page of another version of the site cannot be said from: the address is opened anew. */
  class Outdated extends Error {}
  async function read(kind, address) {
    const answer = await fetch(`${root}${kind}/${version}/${address}`);
    if (answer.status === 404) throw new Outdated();
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  }

  /* Views. Bases are kept: of the map and the list, of the grid, in each composition. */
  const bases = new Map();
  function base(kind) {
    const address = composition() + kind;
    if (!bases.has(address)) {
      const asked = read("vue", address);
      asked.catch(() => bases.delete(address));
      bases.set(address, asked);
    }
    return bases.get(address);
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

  async function view(search) {
    const kind = new URLSearchParams(search).get("vue") === "couverture" ? "?vue=couverture" : "";
    const [whole, changed] = await Promise.all([
      base(kind),
      search === kind ? { base: null, ecarts: {} } : read("vue", composition() + search),
    ]);
    if (changed.base && changed.base !== whole.empreinte) throw new Outdated();
    const texts = { ...whole.textes };
    for (const [name, said] of Object.entries(changed.ecarts)) texts[name] = decode(texts[name], said);
    return texts;
  }

  /* A finger or a mouse is down for a tenth of a second before it clicks: the view is asked for then. */
  let ahead = {};
  function foresee(search) {
    if (ahead.search === search) return;
    const asked = view(search);
    asked.catch(() => {});
    ahead = { search, asked };
  }

  /* The drawn territories, under the marks. Outlines of the other level are asked for when it is first shown. */
  const shapes = document.querySelector(".formes");
  const outlines = { [shapes.dataset.niveau]: shapes.innerHTML };
  const ground = () => document.querySelector(`.dessin-${composition()}`);
  async function levelOf(search) {
    const level = new URLSearchParams(search).get("niveau") || "region";
    outlines[level] ??= await read("contours", level);
    return level;
  }
  let zones = [];
  function fill(texts, level) {
    zones = JSON.parse(texts.zones);
    if (shapes.dataset.niveau !== level) {
      shapes.dataset.niveau = level;
      shapes.innerHTML = outlines[level];
    }
    const layers = [texts.fond, texts.habitants, texts.noms].join("");
    if (shown.layers === layers) return;
    shown.layers = layers;
    if (board().classList.contains("tracee")) ground().innerHTML = layers;
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

  /* The parts around the map, and what follows from a new view: the tab's title, the focus. */
  const shown = {};
  const ELSEWHERE = new Set(["titre", "phrase", "classe", "fond", "habitants", "noms", "zones", "carte"]);
  function write(parts) {
    if (!shown.tete) Object.assign(shown, parts); // the page that the server wrote
    for (const [id, html] of Object.entries(parts || {})) {
      if (ELSEWHERE.has(id) || shown[id] === html) continue;
      shown[id] = html;
      place(id).innerHTML = html;
    }
  }

  /* Where the focus is, in words that outlive the element. */
  const KEYS = ["filiere", "vague", "pas", "region", "indicateur", "niveau", "rayon", "preuve", "vue",
    "campus", "tri", "action", "ordre", "portee", "essai", "contre"];
  let held = null;
  document.addEventListener("pointerdown", () => { held = null; });
  document.addEventListener("focusin", ({ target }) => {
    const key = KEYS.find((name) => name in target.dataset);
    held = key ? `${target.localName}[data-${key}="${CSS.escape(target.dataset[key])}"]` : null;
  });
  const campusOf = (search) => new URLSearchParams(search).get("campus");
  function settle(texts, before, search) {
    const [last, now] = [campusOf(before), campusOf(search)];
    place("contenu").className = texts.classe;
    document.title = texts.titre;
    if (search === before) return;
    place("annonce").textContent = texts.phrase;
    const wanted = now && now !== last ? `#panneau h2[data-campus="${CSS.escape(now)}"]`
      : last && !now ? `#liste a[data-campus="${CSS.escape(last)}"]`
        : document.activeElement === document.body && held;
    if (wanted) document.querySelector(wanted)?.focus({ preventScroll: !(now && now !== last) });
  }

  /* One view at a time: what comes late for another is left. */
  let current = location.search;
  let turn = 0;
  async function draw(search) {
    const mine = ++turn;
    const skip = window.dash_clientside.no_update;
    search = search || "";
    place("contenu").setAttribute("aria-busy", "true");
    try {
      const texts = await (ahead.search === search ? ahead.asked : view(search));
      const onMap = !new URLSearchParams(search).has("vue");
      const level = onMap && await levelOf(search);
      if (mine !== turn) return skip;
      write(searching() ? { ...texts, liste: shown.liste } : texts);
      settle(texts, current, search);
      if (searching() && search !== current) ask(search);
      current = search;
      place("panne").hidden = true;
      if (!onMap) {
        document.documentElement.classList.add("vivante");
        return skip;
      }
      fill(texts, level);
      const { data, layout } = JSON.parse(texts.carte);
      whole = [layout.xaxis.range, layout.yaxis.range];
      frame(near || whole);
      const traces = data.map(byAttribute).filter(({ name, x }) => x.length || name === "campus");
      return { data: traces, layout: { ...layout, ...extent(layout) } };
    } catch (error) {
      if (mine === turn && error instanceof Outdated) location.assign(search || "./");
      else if (mine === turn) place("panne").hidden = false;
      return skip;
    } finally {
      if (ahead.search === search) ahead = {};
      if (mine === turn) place("contenu").removeAttribute("aria-busy");
    }
  }

  const go = (search) => window.dash_clientside.set_props("adresse", { search });

  /* Words and order of the list: asked of the server, which holds every campus. */
  const order = {};
  const words = () => place("recherche").value.trim();
  const searching = () => Boolean(words() || order.colonne);
  function ask(search) {
    window.dash_clientside.set_props("demande", { data: { vue: search, mots: words(), ...order } });
  }
  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "recherche") return;
    clearTimeout(typing);
    typing = setTimeout(() => ask(current), 200);
  });

  /* The map under the pointer: a mark says itself through Plotly, a territory here. */
  let pointed = null; // the campus under the pointer
  let bubble;
  function zoneAt({ clientX, clientY }) {
    const under = document.elementsFromPoint(clientX, clientY).find((part) => part.matches(".fond use"));
    return under && zones[Array.from(ground().querySelectorAll(".fond use")).indexOf(under)];
  }
  function say(zone, { clientX, clientY }) {
    bubble ??= board().appendChild(Object.assign(document.createElement("div"), { className: "bulle" }));
    bubble.hidden = !zone;
    if (!zone) return;
    bubble.innerHTML = zone[0];
    const box = board().getBoundingClientRect();
    const x = Math.min(Math.max(clientX - box.x - bubble.offsetWidth / 2, 0), box.width - bubble.offsetWidth);
    const y = clientY - box.y - bubble.offsetHeight - 12;
    bubble.style.translate = `${x}px ${y < 0 ? clientY - box.y + 18 : y}px`;
  }
  function follow(hover) {
    pointed = hover?.points[0]?.customdata || null;
    if (pointed) say(null, {});
  }
  const REGION = "region/"; // before what the rounds of a crowd lead to: a region, then the place of the round
  function open(campus) {
    if (campus.startsWith(REGION)) return choose(campus.split("/")[1]);
    const link = document.querySelector(`#liste a[data-campus="${CSS.escape(campus)}"]`);
    if (link) return go(new URL(link.href).search);
    const params = new URLSearchParams(location.search);
    params.set("campus", campus);
    go(`?${params}`.replaceAll("%2C", ","));
  }
  function choose(region) {
    const link = document.querySelector(`#filtres a[data-region="${CSS.escape(region)}"]`);
    if (link) go(new URL(link.href).search);
  }
  let pressed = null;
  board().addEventListener("pointermove", (event) => {
    if (plot() && event.pointerType === "mouse") say(!pointed && !event.buttons && zoneAt(event), event);
  });
  board().addEventListener("pointerleave", (event) => say(null, event));
  board().addEventListener("pointerdown", (event) => { pressed = event; });
  board().addEventListener("click", (event) => {
    const moved = pressed && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) > 4;
    if (!plot() || moved) return;
    const zone = zoneAt(event);
    if (pointed) open(pointed);
    else if (zone) choose(zone[1]);
  });

  /* Zoom and pan, by buttons and keys; a finger scrolls the page until the map is enlarged. */
  const FURTHEST = 12;
  const PAPER_PX = { width: 480, height: 400 }; // room of the map on paper
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
    board().dataset.composition = composition();
    ground().setAttribute("viewBox", `${west} ${north} ${east - west} ${south - north}`);
    ground().style.setProperty("--recul", seen);
    for (const part of ground().querySelectorAll(".fond g, .habitants path")) {
      part.style.strokeWidth = part.getAttribute("stroke-width") * seen;
    }
  }

  function move(action) {
    const now = ranges();
    const factor = { plus: 0.6, moins: 1 / 0.6 }[action] || 1;
    const [dx, dy] = { ouest: [-0.3, 0], est: [0.3, 0], nord: [0, 0.3], sud: [0, -0.3] }[action] || [0, 0];
    const wanted = now.map(([low, high], axis) => {
      const [from, to] = whole[axis];
      const all = to - from; // less than 0 for y, which goes downwards
      const share = Math.min(Math.max(((high - low) / all) * factor, 1 / FURTHEST), 1);
      const middle = ((low + high) / 2 - from) / all + ((high - low) / all) * [dx, dy][axis];
      const start = Math.min(Math.max(middle - share / 2, 0), 1 - share);
      return [from + start * all, from + (start + share) * all];
    });
    const zoomed = action !== "tout" && Math.abs((wanted[0][1] - wanted[0][0]) / (whole[0][1] - whole[0][0])) < 0.99;
    near = zoomed ? wanted : null;
    const [x, y] = near || whole;
    const layout = { ...plot().layout };
    for (const [name, range] of [["xaxis", x], ["yaxis", y]]) layout[name] = { ...layout[name], range, fixedrange: !near };
    layout.dragmode = near && matchMedia("(pointer: fine)").matches ? "pan" : false;
    window.dash_clientside.set_props("graphe", { figure: { data: plot().data, layout } });
    frame([x, y]);
    board().closest(".carte").classList.toggle("agrandie", Boolean(near));
  }

  /* Every mark once, in the reading order of the server: the enlarged region repeats some. */
  let at = -1;
  function marks() {
    const curveNumber = plot().data.findIndex((trace) => trace.name === "campus");
    const ids = plot().data[curveNumber].customdata;
    return ids.map((id, pointNumber) => ({ id, pointNumber, curveNumber }))
      .filter(({ id, pointNumber }) => ids.indexOf(id) === pointNumber && !/^region\/\w+$/.test(id));
  }
  function reach(step) {
    const all = marks();
    if (!all.length) return;
    at = (at + step + all.length) % all.length;
    const { curveNumber, pointNumber } = all[at];
    window.Plotly.Fx.hover(plot(), [{ curveNumber, pointNumber }], ["xy"]);
    const said = plot().data[curveNumber].hovertext[pointNumber].replaceAll("<br>", ", ");
    place("annonce-carte").textContent = new DOMParser().parseFromString(said, "text/html").body.textContent;
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
    ask(current);
  }

  /* Growth: the four steps, one after the other, each a view of its own. */
  let playing = null;
  function stop(button) {
    clearInterval(playing);
    playing = null;
    if (button) button.textContent = "Lire";
  }
  function play() {
    const button = () => document.querySelector("[data-action=lire]");
    if (playing) return stop(button());
    let step = 1;
    const show = () => {
      const link = document.querySelector(`a[data-pas="${step}"]`);
      if (!link || step > 4) return stop(button());
      go(new URL(link.href).search);
      step += 1;
      if (step > 4) setTimeout(() => stop(button()), 400);
    };
    playing = setInterval(show, 1400);
    show();
    button().textContent = "Arrêter";
  }

  async function copy(button) {
    const address = new URL(button.dataset.adresse || location.href, document.baseURI).href;
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = "Lien copié";
    } catch {
      prompt("Copiez ce lien :", address);
    }
  }

  /* « Télécharger l’image », « Intégrer » and « Partager » are pages of their own; here they open in a box over the map. */
  let box = null;
  async function openBox(address) {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { prepare } = await import(page.querySelector("script[type=module]").getAttribute("src"));
    if (!box) {
      box = document.body.appendChild(document.createElement("dialog"));
      box.className = "boite";
      box.addEventListener("click", (event) => {
        const link = event.target.closest("a[href]");
        if (event.target === box || event.target.closest(".fermer")) box.close();
        else if (link && /^(integrer|partager|telecharger)\b/.test(link.getAttribute("href"))) {
          event.preventDefault();
          openBox(link.href);
        } else if (link?.closest(".retour")) {
          event.preventDefault();
          box.close();
        }
      });
    }
    const top = box.open ? box.scrollTop : 0;
    box.innerHTML = "<button type=button class=fermer aria-label='Fermer'>×</button>";
    const title = page.querySelector("main h1");
    title.id = "titre-boite";
    title.tabIndex = -1;
    box.setAttribute("aria-labelledby", title.id);
    box.append(...page.querySelector("main").childNodes);
    prepare(box);
    if (!box.open) box.showModal();
    box.scrollTop = top;
    title.focus({ preventScroll: true });
  }

  /* A link that shows another view of this page; others are left to the browser. */
  function followed(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
    const target = new URL(link.href);
    const here = target.origin === location.origin && target.pathname === location.pathname && !target.hash;
    return live() && here && !link.closest("dialog") ? target.search : null;
  }
  document.addEventListener("pointerdown", (event) => {
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
      openBox(link.href).catch(() => { location.href = link.href; });
    } else if (search !== null) {
      event.preventDefault();
      foresee(search);
      go(search);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box?.open) document.querySelector("#panneau .fermer")?.click();
    if (event.target !== board() || !plot()) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) reach(step);
    else if (event.key === "Enter") { if (marks()[at]) open(marks()[at].id); }
    else if (event.key === "+") move("plus");
    else if (event.key === "-") move("moins");
    else if (event.key === "0") move("tout");
    else return;
    event.preventDefault();
  });
  addEventListener("popstate", () => { at = -1; });

  /* The interactive map: Dash and Plotly are asked for once the page is painted, one after the other. */
  window.dash_clientside = { ...window.dash_clientside, page: { draw, write, follow } };
  NARROW.addEventListener("change", () => {
    near = null; // another sheet has other pixels
    board().closest(".carte").classList.remove("agrandie");
    window.dash_clientside.set_props("composition", { data: composition() });
  });

  const script = (src) => new Promise((loaded, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: loaded, onerror: failed }));
  });
  const plotted = new MutationObserver(() => {
    if (!plot()?.querySelector(".scatterlayer .trace")) return;
    plotted.disconnect();
    const { aide } = board().dataset;
    for (const [name, value] of Object.entries({ tabindex: 0, role: "application", "aria-label": aide,
      "aria-describedby": "annonce-carte" })) board().setAttribute(name, value);
    ground().innerHTML = shown.layers;
    for (const drawing of document.querySelectorAll(".dessin")) drawing.setAttribute("aria-hidden", "true");
    plot().on("plotly_relayouting", (ranges) => {
      near = [["xaxis", 0], ["yaxis", 1]].map(([name, axis]) => [0, 1].map((end) => ranges[`${name}.range[${end}]`] ?? near[axis][end]));
      frame(near);
    });
    board().classList.add("tracee");
    (window.requestIdleCallback || setTimeout)(() => levelOf("?niveau=academie").catch(() => {}));
    document.documentElement.classList.add("vivante");
  });
  async function start() {
    foresee(current);
    plotted.observe(board(), { childList: true, subtree: true });
    await Promise.all([script(dashSrc), script(plotlySrc)]);
    new window.DashRenderer();
  }
  const painted = new PerformanceObserver(() => {
    painted.disconnect();
    start();
  });
  painted.observe({ type: "paint", buffered: true });
})();
