// Single keys (WCAG 2.1.4) and how somebody works: with a finger, or with a keyboard.
let touch = false;
addEventListener("pointerdown", event => { touch = event.pointerType === "touch"; }, { capture: true, passive: true });
addEventListener("keydown", () => { touch = false; }, { capture: true, passive: true });

/** The last act was a finger's. */
export const isTouch = () => touch;

/** Whether single keys are wanted, kept for a person in this browser. */
export class Keys {
  constructor(person) {
    this.name = `single-keys:${person}`;
    this.off = localStorage.getItem(this.name) === "off";
  }

  toggle(root) {
    this.off = !this.off;
    if (this.off) localStorage.setItem(this.name, "off");
    else localStorage.removeItem(this.name);
    this.show(root);
  }

  // The page says which keys there are only while they do something.
  show(root) {
    root.dataset.keys = this.off ? "off" : "on";
    for (const button of root.querySelectorAll("[data-act='keys']")) button.setAttribute("aria-pressed", String(!this.off));
  }
}
