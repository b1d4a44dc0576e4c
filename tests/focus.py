"""Where the focus of the keyboard is, and whether it is seen: its outline, what is around, what lies over."""

# The contrast of the outline with the ground; a mark of an SVG map is thickened instead of outlined.
STOP = """() => {
  const part = document.activeElement;
  if (part === document.body || part === document.documentElement) return null;
  const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(part);
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  let ground = part.parentElement;
  const opaque = (node) => { const [, , , alpha = 1] = rgb(getComputedStyle(node).backgroundColor); return alpha > 0; };
  while (ground.parentElement && !opaque(ground)) ground = ground.parentElement;
  const light = (colour) => rgb(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const around = opaque(ground) ? getComputedStyle(ground).backgroundColor : "rgb(255, 255, 255)";
  const [low, high] = [light(outlineColor), light(around)].sort((a, b) => a - b);
  const mark = part.closest("svg") && part.querySelector("use, circle");
  const box = part.getBoundingClientRect();
  const shares = [0.1, 0.5, 0.9].flatMap((across, _, all) => all.map((down) => [across, down]));
  if (part.matches(".repere")) part.style.pointerEvents = "auto";  // a pointer goes through it to the mark
  const seen = [...part.getClientRects()].some((each) => shares.some(([across, down]) => {
    const over = document.elementFromPoint(each.x + each.width * across, each.y + each.height * down);
    return over && (over === part || part.contains(over) || over.contains(part))
      && over !== document.documentElement && over !== document.body;
  }));
  const block = part.closest(".evitement, header, #tete, #filtres, .zone-carte, #panneau, .zone-liste, main, footer");
  return {
    html: part.outerHTML.slice(0, 120),
    outline: mark ? null : { contrast: (high + 0.05) / (low + 0.05), style: outlineStyle, width: parseFloat(outlineWidth) },
    stroke: mark && parseFloat(getComputedStyle(mark).strokeWidth),
    seen, inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    block: block?.id || block?.className || block?.localName || "", top: box.y + scrollY,
  };
}"""


def stop(page):
    """Describe where the focus is; None when it is on no element."""
    return page.evaluate(STOP)


def plain(found):
    """Check that the focus is seen: an outline of at least 3:1, nothing over it, inside the window."""
    outline = found["outline"]
    if outline:
        assert outline["contrast"] >= 3 and outline["style"] == "solid", found
        assert outline["width"] >= 2, found
    else:
        assert found["stroke"] >= 3, found
    assert found["seen"] and found["inside"], found


def walk(page, key):
    """Press a key until the focus leaves the page, or is back where it began; list where it was."""
    stops = []
    while True:
        page.keyboard.press(key)
        here = stop(page)
        if here is None or here == (stops or [None])[0]:
            return stops
        stops.append(here)
        assert len(stops) < 900, here
