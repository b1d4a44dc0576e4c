/* The page's own behaviour: links that change the view without a reload, the sorted list, the played
   growth, the copied link. The URL is the only state; Dash redraws from it. */
(() => {
  "use strict";
  const URL_ID = "adresse";
  const NARROW = window.matchMedia("(max-width: 699px)");
  const composition = () => (NARROW.matches ? "etroite" : "large");

  /* The server writes the parts around the map as HTML, escaped; here they are put in place. */
  const app = () => document.getElementById("react-entry-point");
  function write(parts) {
    for (const [place, html] of Object.entries(parts || {})) {
      const part = app().querySelector(`#${place}`);
      if (part.innerHTML !== html) part.innerHTML = html;
    }
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { page: { composition, write } });
  NARROW.addEventListener("change", () =>
    window.dash_clientside.set_props("composition", { data: composition() }));

  const go = (search) => window.dash_clientside.set_props(URL_ID, { search });

  /* First view: shown until the interactive page is complete behind it. */
  const first = document.getElementById("premiere-vue");
  if (first) {
    const observer = new MutationObserver(() => {
      const ready = app().querySelector(".planche .scatterlayer .trace") &&
        app().querySelector("#liste").childElementCount && app().querySelector("#filtres").childElementCount;
      if (!ready) return;
      observer.disconnect();
      const top = window.scrollY;
      const focused = first.contains(document.activeElement) && document.activeElement.getAttribute("href");
      first.remove();
      window.scrollTo(0, top);
      if (focused) app().querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
      follow();
    });
    observer.observe(app(), { childList: true, subtree: true });
  }

  /* Where the focus is, in words that outlive the element: Dash builds new ones at each change. */
  const KEYS = ["filiere", "vague", "pas", "region", "indicateur", "niveau", "rayon", "preuve", "vue",
    "campus", "tri", "action", "ordre", "portee", "essai", "contre"];
  let held = null;
  function hold(element) {
    const key = KEYS.find((name) => element.dataset && name in element.dataset);
    held = key ? `${element.localName}[data-${key}="${CSS.escape(element.dataset[key])}"]` : null;
  }
  document.addEventListener("pointerdown", () => { held = null; });
  document.addEventListener("focusin", (event) => hold(event.target));

  /* After each change: the tab's title says the view, focus stays or goes where the reader went. */
  const site = "Campus des métiers et des qualifications";
  let wanted = null;
  function follow() {
    const said = () => app().querySelector(".phrase")?.textContent.replace(/\.$/, "");
    const opened = () => new URLSearchParams(location.search).get("campus");
    let last = opened();
    const settle = () => {
      const now = opened();
      if (now && now !== last) wanted = `#panneau h2[data-campus="${CSS.escape(now)}"]`;
      else if (last && !now) wanted = `#liste a[data-campus="${CSS.escape(last)}"]`;
      last = now;
      const title = window.location.search ? `${said()} — ${site}` : `Carte des ${site.toLowerCase()}`;
      if (said() && document.title !== title) document.title = title;
      const target = wanted && app().querySelector(wanted);
      if (target) {
        wanted = null;
        target.focus({ preventScroll: target.localName === "a" });
      } else if (held && document.activeElement === document.body) {
        app().querySelector(held)?.focus({ preventScroll: true });
      }
    };
    new MutationObserver(settle).observe(document.getElementById("contenu"),
      { childList: true, subtree: true, characterData: true });
    settle();
  }

  function nextSort(button) {
    const rising = button.closest("th").getAttribute("aria-sort") === "ascending";
    window.dash_clientside.set_props("tri",
      { data: { colonne: button.dataset.tri, sens: rising ? "descending" : "ascending" } });
  }

  /* Growth: the four steps, one after the other, each a view of its own. */
  let playing = null;
  function stop(button) {
    clearInterval(playing);
    playing = null;
    if (button) button.textContent = "Lire";
  }
  function play() {
    const button = () => app().querySelector("[data-action=lire]");
    if (playing) return stop(button());
    let step = 1;
    const show = () => {
      const link = app().querySelector(`a[data-pas="${step}"]`);
      if (!link || step > 4) return stop(button());
      go(new URL(link.href).search);
      step += 1;
      if (step > 4) setTimeout(() => stop(button()), 400);
    };
    playing = setInterval(show, 1400);
    button().textContent = "Arrêter";
    show();
  }

  async function copy(button) {
    const address = new URL(button.dataset.adresse || window.location.href, document.baseURI).href;
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = "Lien copié";
    } catch {
      window.prompt("Copiez ce lien :", address);
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
      box.className = "boite page-texte";
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

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-tri], button[data-action]");
    if (button) {
      if (button.dataset.tri) nextSort(button);
      else if (button.dataset.action === "lire") play();
      else if (button.dataset.action === "copier") copy(button);
      return;
    }
    const link = event.target.closest("#react-entry-point a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey ||
        event.shiftKey || event.altKey) return;
    if ("boite" in link.dataset) {
      event.preventDefault();
      openBox(link.href).catch(() => { location.href = link.href; });
      return;
    }
    const target = new URL(link.href);
    if (target.origin !== location.origin || target.pathname !== location.pathname || target.hash) return;
    event.preventDefault();
    go(target.search);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") app()?.querySelector("#panneau .fermer")?.click();
  });
})();
