/* Makes the frames of this map as tall as their content. Each frame answers with
   {type: "cmq:hauteur", version: 1, hauteur: pixels}; other messages, origins and frames are ignored. */
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => {
    try { return new URL(frame.src).origin === origin; } catch { return false; }
  });
  addEventListener("message", ({ data, origin: from, source }) => {
    if (from !== origin || data?.type !== "cmq:hauteur" || data.version !== 1) return;
    const height = Number(data.hauteur);
    const frame = frames().find((one) => one.contentWindow === source);
    if (!frame || !(height > 0 && height < 20000)) return;
    Object.assign(frame.style, { height: `${height}px`, minHeight: "0", aspectRatio: "auto" });
  });
  const ask = () => frames().forEach((frame) =>
    frame.contentWindow?.postMessage({ type: "cmq:mesure", version: 1 }, origin));
  ask();
  addEventListener("load", ask);
})();
