/* What the campus map uses of plotly.js: scatter traces, pointing, the plot itself. The project's own
   « basic » bundle adds bars, pies, calendars, images, sliders and menus: a fifth more to load and to run. */
"use strict";
const registry = require("plotly.js/src/registry");
const methods = require("plotly.js/src/plot_api");
const { hover, unhover } = require("plotly.js/src/components/fx");
const { resize } = require("plotly.js/src/plots/plots");
require("plotly.js/build/plotcss");

const named = Object.entries(methods).filter(([name]) => !name.startsWith("_"));
for (const [name, fn] of Object.entries(methods)) registry.register({ moduleType: "apiMethod", name, fn });
registry.register([
  require("plotly.js/src/traces/scatter"),
  require("plotly.js/src/components/annotations"),
  require("plotly.js/src/components/selections"), // read, without asking whether they are there, by every plot
  require("plotly.js/src/components/shapes"),
  require("plotly.js/src/components/legend"),
  require("plotly.js/src/components/fx"),
  require("plotly.js/src/components/modebar"),
  require("plotly.js/src/locale-en"),
  require("plotly.js/src/locale-en-us"),
]);

module.exports = {
  ...Object.fromEntries(named),
  version: require("plotly.js/src/version").version,
  register: registry.register,
  Plots: { resize },
  Fx: { hover, unhover },
};
