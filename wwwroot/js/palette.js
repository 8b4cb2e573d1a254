// Search or go to. Ctrl K opens it from anywhere. The browser walks through the list by itself; the server only fills it.
import { wantHeading } from "/js/heading.js";

const openers = new Set();
let opener = null;
let shown = null;
let openedAt = null;

/** Calls OpenPalette() of the component when somebody asks for it. */
export function watchPalette(component) {
  openers.add(component);
  // From now on the key is heard.
  document.querySelector(".search-button")?.setAttribute("data-opens-palette", "");
}

const lines = () => [...shown.querySelectorAll("[role=option]")];
const box = () => shown.querySelector("[role=combobox]");
const chosen = () => shown.querySelector("[role=option][aria-selected=true]");

function choose(line) {
  for (const other of lines()) if (other !== line) other.setAttribute("aria-selected", "false");
  if (!line) {
    box().removeAttribute("aria-activedescendant");
    return;
  }
  line.setAttribute("aria-selected", "true");
  box().setAttribute("aria-activedescendant", line.id);
  line.scrollIntoView({ block: "nearest" });
}

function move(by) {
  const all = lines();
  if (all.length === 0) return;
  const at = all.indexOf(chosen());
  choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function press(event) {
  const line = chosen();
  switch (event.key) {
    case "ArrowDown": move(1); break;
    case "ArrowUp": move(-1); break;
    case "PageDown": move(8); break;
    case "PageUp": move(-8); break;
    // The dialog's own way begins to listen a while after it is there.
    case "Escape":
      shown.querySelector(".palette-close").click();
      event.stopPropagation();
      break;
    case "Enter":
      if (event.isComposing) return;
      if (line?.href && (event.ctrlKey || event.metaKey)) open(line.href, "_blank", "noopener");
      else line?.click();
      break;
    default: return;
  }
  event.preventDefault();
}

// What stands behind takes neither the focus nor a click while it is open; afterwards the focus is where it was.
function behind(inert) {
  const dialogs = shown?.closest(".mud-dialog-container")?.parentElement;
  for (const element of document.querySelectorAll(".skip, .app, .shell")) if (!dialogs || !element.contains(dialogs)) element.inert = inert;
}

function appear(palette) {
  shown = palette;
  opener ??= document.activeElement;
  openedAt = location.pathname;
  const dialog = palette.closest("[role=dialog]");
  // The component names a dialog by its title alone, and this one shows none. What it keeps the focus in by is nothing to stay on.
  dialog.setAttribute("aria-label", palette.dataset.palette);
  dialog.addEventListener("focusin", event => palette.contains(event.target) || box().focus());
  behind(true);
  box().addEventListener("keydown", press);
  box().focus();
  new MutationObserver(() => {
    if (!shown || !shown.isConnected) return;
    const all = lines();
    if (all.filter(line => line.getAttribute("aria-selected") === "true").length !== 1 || !all.includes(chosen())) choose(all[0]);
  }).observe(palette, { childList: true, subtree: true });
  // A new text has a new best line.
  box().addEventListener("input", () => choose(null));
}

function disappear() {
  shown = null;
  behind(false);
  const back = opener;
  opener = null;
  // Gone to another page, its heading is where to go on: it was inert when the page came.
  if (location.pathname !== openedAt) wantHeading();
  else if (back?.isConnected && (document.activeElement === document.body || !document.activeElement)) back.focus();
}

new MutationObserver(() => {
  const palette = document.querySelector("[data-palette]");
  if (palette && palette !== shown) appear(palette);
  else if (!palette && shown) disappear();
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("keydown", event => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return;
  if (openers.size === 0) return;
  event.preventDefault();
  if (shown) box().focus();
  // Not over a dialog that waits for an answer.
  else if (!document.querySelector("dialog[open], .mud-dialog-container")) {
    opener = document.activeElement;
    for (const component of openers) component.invokeMethodAsync("OpenPalette").catch(() => openers.delete(component));
  }
}, true);
