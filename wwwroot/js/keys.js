// Single keys (WCAG 2.1.4) and how somebody works: with a finger, or with a keyboard.
let touch = false;
addEventListener("pointerdown", event => { touch = event.pointerType === "touch"; }, { capture: true, passive: true });
addEventListener("keydown", () => { touch = false; }, { capture: true, passive: true });

/** The last act was a finger's. */
export const isTouch = () => touch;

const nameOf = person => `single-keys:${person}`;

/** Whether single keys are wanted, kept for a person in this browser. */
export const singleKeys = person => localStorage.getItem(nameOf(person)) !== "off";

export function switchSingleKeys(person, on) {
  if (on) localStorage.removeItem(nameOf(person));
  else localStorage.setItem(nameOf(person), "off");
  dispatchEvent(new Event("singlekeys"));
}

/** The single keys of a page that shows whether they are on. */
export class Keys {
  constructor(person, root, signal) {
    this.person = person;
    const show = () => {
      // The page says which keys there are only while they do something.
      root.dataset.keys = this.off ? "off" : "on";
      for (const button of root.querySelectorAll("[data-act='keys']")) button.setAttribute("aria-pressed", String(!this.off));
    };
    addEventListener("singlekeys", show, { signal });
    show();
  }

  get off() { return !singleKeys(this.person); }

  toggle() { switchSingleKeys(this.person, this.off); }
}

const helpers = new Map();

/** Calls OpenHelp() of the component when that person presses a question mark. */
export const watchHelp = (component, person) => { helpers.set(component, person); };

document.addEventListener("keydown", event => {
  // A dialog's own way begins to listen a while after it is there.
  const close = event.key === "Escape" && document.querySelector(".help-dialog .mud-button-close");
  if (!close) return;
  close.click();
  event.stopPropagation();
}, true);

document.addEventListener("keydown", event => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
  // In a box it is a question mark, and over a dialog nothing opens.
  if (event.target.closest?.("input,textarea,select,[contenteditable]")) return;
  if (document.querySelector("dialog[open],.mud-dialog-container")) return;
  for (const [component, person] of helpers)
    if (singleKeys(person)) component.invokeMethodAsync("OpenHelp").catch(() => helpers.delete(component));
});
