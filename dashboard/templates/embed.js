(() => {
const one = (selector) => document.querySelector(selector);
const every = (selector) => [...document.querySelectorAll(selector)];
const card = one(".bulle"), plan = one(".plan"), said = one(".annonce");
/* Tell the page around how tall this one is: {type: "cmq:hauteur", version: 1, hauteur: pixels}. */
const tell = () => parent !== window && parent.postMessage({type: "cmq:hauteur", version: 1,
  hauteur: Math.ceil(document.body.getBoundingClientRect().height)}, "*");
new ResizeObserver(tell).observe(document.body);
addEventListener("message", (event) => event.source === parent && event.data?.type === "cmq:mesure" && tell());
if (!plan) return;
const drawn = () => every(".marques a").filter((mark) => mark.closest(".carte").offsetHeight && !mark.matches(".gris"));
const marks = () => drawn().filter((mark) => !mark.ariaHidden);  // not those that an inset repeats
const middle = (mark) => {
  const box = mark.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
};
let shown = null, held = false, wanted = null, later;
function show(mark, keep) {
  shown?.classList.remove("vu");
  shown = wanted = mark || null;
  held = Boolean(mark && keep);
  card.replaceChildren(...(mark ? one(mark.getAttribute("href")).cloneNode(true).childNodes : []));
  if (!mark) return;
  mark.classList.add("vu");
  const [x, y] = middle(mark), box = plan.getBoundingClientRect(), size = card.getBoundingClientRect();
  const left = Math.min(Math.max(x - box.x - size.width / 2, 0), box.width - size.width);
  const above = y - box.y - size.height - 16;
  card.style.left = `${left}px`;
  card.style.top = `${above < 0 ? y - box.y + 16 : above}px`;
  card.style.bottom = "auto";
}
/* A finger or a pointer reaches the nearest mark, not only the one exactly under it. */
function nearest(event, reach) {
  let best = null;
  for (const mark of drawn()) {
    const [x, y] = middle(mark), far = Math.hypot(event.clientX - x, event.clientY - y);
    if (far < reach) [best, reach] = [mark, far];
  }
  return best;
}
/* A card stays while the pointer goes to it (WCAG 1.4.13). */
function point(mark) {
  if (held || mark === wanted) return;
  wanted = mark;
  clearTimeout(later);
  if (mark !== shown) later = setTimeout(show, shown ? 150 : 0, mark);
}
plan.addEventListener("pointermove", (event) => {
  if (event.pointerType === "mouse") point(card.contains(event.target) ? shown : nearest(event, 14));
});
plan.addEventListener("pointerleave", () => point(null));
/* Marks are one stop of the keyboard: the arrows go from one to the next. */
function rove(mark) {
  for (const other of every(".marques a")) other.tabIndex = -1;
  if (mark) mark.tabIndex = 0;
}
plan.addEventListener("click", (event) => {
  const mark = event.detail ? nearest(event, 24) : event.target.closest("a");
  event.preventDefault();
  show(mark, true);
  if (mark) rove(mark);
});
plan.addEventListener("focusin", (event) => {
  const mark = event.target.closest(".marques a");
  if (mark && mark.matches(":focus-visible")) show(mark, true);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") return show(null);
  const mark = document.activeElement.closest?.(".marques a");
  const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
  const entry = document.activeElement.closest?.(".filieres [role=button]");
  if (entry && event.key === " ") {
    event.preventDefault();
    entry.click();
  }
  if (!mark || !step) return;
  event.preventDefault();
  const all = marks(), next = all[(all.indexOf(mark) + step + all.length) % all.length];
  rove(next);
  next.focus();
});
/* The key: one filière against grey, here alone. */
const entries = {% if crowd %}[]{% else %}every(".filieres a"){% endif %};
for (const entry of entries) {
  entry.setAttribute("role", "button");
  entry.setAttribute("aria-pressed", "false");
  entry.addEventListener("click", (event) => {
    event.preventDefault();
    const on = entry.getAttribute("aria-pressed") !== "true";
    for (const other of entries) other.setAttribute("aria-pressed", String(on && other === entry));
    for (const mark of every(".marques a"))
      mark.classList.toggle("gris", on && !mark.matches(`.${entry.dataset.filiere}`));
    said.textContent = on ? `${entry.textContent.trim()}, les autres en gris.` : "Toutes les filières.";
    show(null);
    rove(marks()[0]);
  });
}
rove(marks()[0]);
const same = (address) => address && marks().find((mark) => mark.getAttribute("href") === address);
const opened = same(plan.dataset.campus);
if (opened) show(opened, true);
/* Another width may show another composition: its mark of the same campus takes over. */
addEventListener("resize", () => {
  const again = same(shown?.getAttribute("href"));
  show(again, held);
  rove(again || marks()[0]);
});
})();
