/* Buttons that copy and share, on their own pages and in the box over the map. */
/* Beside the button, in a place that a screen reader listens to: its name stays. */
const said = (button, words) => { button.parentElement.querySelector("[role=status]").textContent = words; };

async function copyText(button) {
  const field = document.getElementById(button.dataset.copier);
  try {
    await navigator.clipboard.writeText(field.value);
    said(button, "Copié.");
  } catch {
    field.select();
    const copied = document.execCommand("copy"); // where the page is not served over https
    said(button, copied ? "Copié." : "Copie refusée\u202f: copiez le texte choisi.");
  }
}

/* The picture as a bitmap, which the server makes: what a clipboard and most programs take. */
async function bitmap(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.blob();
}

async function copyImage(button) {
  try {
    const png = bitmap(button.dataset.copierImage);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    said(button, "Image copiée.");
  } catch {
    said(button, "Copie refusée\u202f: ouvrez l’image.");
  }
}

export function prepare(place) {
  for (const button of place.querySelectorAll("[data-partager]")) button.hidden = !navigator.share;
  for (const button of place.querySelectorAll("[disabled]")) button.disabled = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copier], [data-copier-image], [data-partager]");
  if (!button) return;
  if (button.dataset.copier) copyText(button);
  else if (button.dataset.copierImage) copyImage(button);
  else navigator.share({ title: button.dataset.titre, url: button.dataset.partager }).catch(() => {});
});
prepare(document);
