// What must happen in the browser at once, or cannot happen on the server. Listeners sit on the document, so pages come and go freely.
import "/js/drafts.js";
import "/js/heading.js";
import "/js/scrollers.js";
import { isTouch } from "/js/keys.js";
export { singleKeys, switchSingleKeys, watchHelp } from "/js/keys.js";
export { watchPalette } from "/js/palette.js";

const root = document.documentElement;
const watchers = new Set();

const isDark = () => root.dataset.theme === "dark";

function toggleTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  for (const watcher of watchers) watcher.invokeMethodAsync("SetTheme", isDark()).catch(() => watchers.delete(watcher));
}

/** Tells a component of every switch. Returns whether the theme is dark now. */
export function watchTheme(component) {
  watchers.add(component);
  return isDark();
}

/** Copies text; works on plain http too. Returns whether it did. */
export async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** Moves focus, for example to the field that was refused;
  a finger's act only scrolls there. Returns whether something was there to focus. */
export function focus(selector) {
  const element = document.querySelector(selector);
  if (isTouch()) element?.scrollIntoView({ block: "nearest" });
  else element?.focus();
  return element !== null;
}

/** Tells whoever listens that a box was filled in, as typing would. Returns whether it is there. */
export function typed(selector) {
  return document.querySelector(selector)?.dispatchEvent(new Event("input", { bubbles: true })) ?? false;
}

/** Keeps a preference in this browser. Returns whether the browser did: storage may be full or forbidden. */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** Returns what was kept; null for nothing. */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// Escape leaves a box; a dialog, a list that is open and a search that it empties have their own use for it.
document.addEventListener("keydown", event => {
  const box = event.key === "Escape" && !event.defaultPrevented && event.target.closest?.("input:not([type=search]),textarea,select");
  if (box && !box.closest("dialog,.mud-popover,.mud-dialog,[data-step]")) box.blur();
});

// A secret in a link stands after its hash, which no server sees. The box takes it, and neither the address bar nor the history keeps it.
function takeFragment() {
  const box = document.querySelector("[data-fragment]");
  const value = box && new URLSearchParams(location.hash.slice(1)).get(box.dataset.fragment);
  if (!value) return;
  box.value = value;
  history.replaceState(history.state, "", location.pathname + location.search);
}

addEventListener("hashchange", takeFragment);
takeFragment();

function say(button, text) {
  const before = button.getAttribute("aria-label");
  button.dataset.said = text;
  button.setAttribute("aria-label", text);
  setTimeout(() => {
    delete button.dataset.said;
    if (before) button.setAttribute("aria-label", before); else button.removeAttribute("aria-label");
  }, 1600);
}

// Capture: before Blazor takes links over.
document.addEventListener("click", async event => {
  const target = event.target.closest?.("[data-theme-toggle],[data-copy],[data-skip],[data-submits]");
  if (!target) return;
  if (target.matches("[data-theme-toggle]")) toggleTheme();
  else if (target.matches("[data-skip]")) {
    event.preventDefault();
    focus("#main");
  } else if (target.matches("[data-copy]")) {
    say(target, await copy(target.dataset.copy) ? "Copied" : "Not copied, select it by hand");
  } else document.getElementById(target.dataset.submits).requestSubmit();
}, true);

// U+0000 and halves of characters, as a paste from a broken source may hold: nothing can keep them, and half a character would end the
// connection. Each shows as the sign for something unreadable, before anybody reads the box. On the window: Blazor listens below it.
const unstorable = /[\0\p{Surrogate}]/gu;

function makeStorable(event) {
  const box = event.target;
  if (!(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement)) return;
  const text = box.value.replace(unstorable, "\uFFFD");
  if (text === box.value) return;
  const at = box.selectionEnd;
  box.value = text;
  if (at !== null) box.setSelectionRange(at, at);
}

for (const type of ["input", "change"]) window.addEventListener(type, makeStorable, true);
