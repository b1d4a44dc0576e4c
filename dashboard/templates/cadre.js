/* Makes the frames of this map as tall as their content. Each frame answers with
   {type: "cmq:hauteur", version: 1, hauteur: pixels}; other messages, origins and frames are ignored.
   A sandboxed frame has the origin "null". On paper, whose width is another, frames are as their code says.
   Pasted again with another frame, it has nothing more to do: it would take what it wrote for the code. */
(() => {
  const origin = new URL(document.currentScript.src).origin, written = new WeakMap();
  const here = Symbol.for(`cmq:hauteur ${origin}`);
  if (window[here]) return;
  window[here] = true;
  let printing = false;
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => {
    try { return new URL(frame.src).origin === origin; } catch { return false; }
  });
  addEventListener("message", ({ data, origin: from, source }) => {
    if (printing || ![origin, "null"].includes(from)) return;
    if (data?.type !== "cmq:hauteur" || data.version !== 1) return;
    const height = Number(data.hauteur);
    const frame = frames().find((one) => one.contentWindow === source);
    if (!frame || !(height > 0 && height < 20000)) return;
    if (!written.has(frame)) written.set(frame, frame.style.cssText);
    Object.assign(frame.style, { height: `${height}px`, minHeight: "0", aspectRatio: "auto" });
  });
  const ask = () => frames().forEach((frame) =>
    frame.contentWindow?.postMessage({ type: "cmq:mesure", version: 1 }, "*"));
  ask();
  addEventListener("load", ask);
  addEventListener("beforeprint", () => {
    printing = true;
    for (const frame of frames()) if (written.has(frame)) frame.style.cssText = written.get(frame);
  });
  addEventListener("afterprint", () => {
    printing = false;
    ask();
  });
})();
