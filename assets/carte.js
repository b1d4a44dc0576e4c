/* The map's buttons and keyboard: zoom and pan of the mainland, one campus after the other. */
(() => {
  "use strict";
  const FURTHEST = 12;
  const PAPER_PX = { width: 480, height: 400 };  // room of the map on paper
  let whole = null;   // ranges of the whole map, as the server sent them
  let at = -1;        // campus reached with the arrows

  const graph = () => document.querySelector("#react-entry-point .js-plotly-plot");
  const axes = (plot) => [plot.layout.xaxis.range, plot.layout.yaxis.range].map((r) => r.slice());
  const spans = (ranges) => ranges.map(([low, high]) => high - low);

  function show(plot, ranges) {
    const zoomed = ranges && spans(ranges)[0] < spans(whole)[0] * 0.99;
    const [x, y] = zoomed ? ranges : whole;
    const layout = {
      ...plot.layout,
      xaxis: { ...plot.layout.xaxis, range: x, fixedrange: !zoomed },
      yaxis: { ...plot.layout.yaxis, range: y, fixedrange: !zoomed },
      dragmode: zoomed && matchMedia("(pointer: fine)").matches ? "pan" : false,
    };
    window.dash_clientside.set_props("carte", { figure: { data: plot.data, layout } });
    plot.closest(".carte").classList.toggle("agrandie", Boolean(zoomed));
    if (!zoomed) whole = null;
  }

  const clamp = ([low, high], [least, most]) => {
    const shift = Math.max(least - low, 0) + Math.min(most - high, 0);
    return [low + shift, high + shift];
  };

  function move(action) {
    const plot = graph();
    const now = axes(plot);
    whole = whole || now;
    const factor = { plus: 0.6, moins: 1 / 0.6 }[action] || 1;
    const [dx, dy] = { ouest: [-0.3, 0], est: [0.3, 0], nord: [0, 0.3], sud: [0, -0.3] }[action] || [0, 0];
    if (action === "tout") return show(plot, null);
    const ranges = now.map(([low, high], axis) => {
      const span = high - low;
      const size = Math.min(Math.max(span * factor, spans(whole)[axis] / FURTHEST), spans(whole)[axis]);
      const middle = (low + high) / 2 + span * [dx, dy][axis];
      return clamp([middle - size / 2, middle + size / 2], whole[axis]);
    });
    show(plot, ranges);
  }

  /* Every visible mark, from west to east, the mainland's before the insets'. */
  function marks(plot) {
    return plot.data.flatMap((trace, curveNumber) => {
      if (trace.name !== "campus" || trace.xaxis === "x2") return [];
      const found = Array.from(trace.x, (x, pointNumber) => ({ x, pointNumber, curveNumber, trace }))
        .filter((mark) => mark.x !== null && mark.x !== undefined);
      return found.sort((a, b) => a.x - b.x);
    });
  }

  function reach(step) {
    const plot = graph();
    const all = marks(plot);
    if (!all.length) return;
    at = (at + step + all.length) % all.length;
    const { curveNumber, pointNumber, trace } = all[at];
    const axis = trace.xaxis.slice(1);
    window.Plotly.Fx.hover(plot, [{ curveNumber, pointNumber }], [`x${axis}y${axis}`]);
    const words = new DOMParser().parseFromString(
      trace.hovertext[pointNumber].replaceAll("<br>", ", "), "text/html");
    document.getElementById("annonce-carte").textContent = words.body.textContent;
  }

  function open() {
    const mark = marks(graph())[at];
    if (!mark) return;
    const params = new URLSearchParams(location.search);
    const [id, region] = mark.trace.customdata[mark.pointNumber].split("region/");
    params.set(region ? "region" : "campus", region || id);
    window.dash_clientside.set_props("adresse", { search: `?${params}`.replaceAll("%2C", ",") });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-carte]");
    if (button && graph()) move(button.dataset.carte);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.classList?.contains("planche") || !graph()) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) reach(step);
    else if (event.key === "Enter") open();
    else if (event.key === "+") move("plus");
    else if (event.key === "-") move("moins");
    else if (event.key === "0") move("tout");
    else return;
    event.preventDefault();
  });
  /* Plotly draws for the screen: on paper the whole map is made as small as its place there. */
  window.addEventListener("beforeprint", () => {
    const plot = graph();
    if (!plot) return;
    const { width, height } = plot._fullLayout;
    const board = plot.closest(".planche");
    board.style.setProperty("--largeur", `${width}px`);
    board.style.setProperty("--hauteur", `${height}px`);
    board.style.setProperty("--impression", Math.min(PAPER_PX.width / width, PAPER_PX.height / height));
  });
  window.addEventListener("popstate", () => { at = -1; });
})();
