// The boxes of a run's step. A box rests on what it showed when typing in it began: a live update never raises that. What somebody else
// saves meanwhile stands beside it, and leaving the box asks which of the two it shall be.
import { keep, kept, mayKeep } from "/js/drafts.js";

export const icon = (name, extra = "") => `<svg class="icon ${extra}" aria-hidden="true"><use href="#i-${name}"></use></svg>`;
export const text = value => {
  const span = document.createElement("span");
  span.textContent = value;
  return span.innerHTML;
};

const since = at => {
  const seconds = Math.max(0, Math.round((Date.now() - at) / 1000));
  return seconds < 60 ? `${seconds} s ago` : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`;
};

// A box says by attributes what it is: data-pick, that it is picked and not typed in; data-wait, that it tells half answers until it is
// left.
export const isPicked = box => box.hasAttribute("data-pick");
export const waits = box => box.hasAttribute("data-wait") && box === document.activeElement;

export class Boxes {
  constructor(page, person) {
    this.page = page;
    this.person = person;
    this.asked = new Map();
    this.arrived = new Map();
  }

  start() { this.counter = setInterval(() => this.count(), 1000); }

  stop() { clearInterval(this.counter); }

  // ---- one box ----
  key(form, field) { return `${form.dataset.step} ${field}`; }

  inputs(form, field) { return [...form.querySelectorAll(`[name="${CSS.escape(field)}"]`)]; }

  place(form, field) { return form.querySelector(`.field-save[data-of="${CSS.escape(field)}"]`); }

  value(form, field) {
    const [input] = this.inputs(form, field);
    return isPicked(input) ? this.inputs(form, field).find(answer => answer.checked)?.value ?? "" : input.value;
  }

  stored(form, field) { return this.inputs(form, field)[0].dataset.value ?? ""; }

  put(input, value) {
    if (isPicked(input)) input.checked = value === input.value;
    else if (input.value !== value) input.value = value;
  }

  isDirty(form, field) { return this.inputs(form, field).some(input => input.hasAttribute("data-dirty")); }

  /** What the box showed when typing began, as a revision of the step. */
  base(form, field) { return Number(this.inputs(form, field)[0].dataset.base ?? this.page.baseOf(form, field)); }

  /** The box differs from what is stored, by somebody's will: what is drawn leaves it alone. */
  dirty(form, field, base) {
    for (const input of this.inputs(form, field)) {
      input.setAttribute("data-dirty", "");
      input.dataset.base = base;
    }
  }

  /** What is stored is shown, unless somebody types here. */
  show(input) {
    if (!input.hasAttribute("data-dirty")) this.put(input, input.dataset.value ?? "");
    const form = input.closest("[data-step]");
    if (form) this.refresh(form, input.name);
  }

  typed(form, field) {
    if (!this.isDirty(form, field)) this.dirty(form, field, this.page.baseOf(form, field));
    if (this.asked.get(this.key(form, field))?.draft) this.letGo(form, field);
    this.remember(form, field);
    this.refresh(form, field);
  }

  /** Nothing of the box waits or was refused any more. */
  settle(form, field) {
    for (const input of this.inputs(form, field)) {
      input.removeAttribute("data-dirty");
      delete input.dataset.base;
      input.classList.remove("bad");
      input.removeAttribute("aria-invalid");
    }
    this.forget(form.dataset.step, field);
    this.letGo(form, field);
    this.refresh(form, field);
  }

  letGo(form, field) {
    this.asked.delete(this.key(form, field));
    this.page.say(form.dataset.step, field, "");
  }

  // ---- what others saved meanwhile ----
  isNewer(form, field) {
    const place = this.place(form, field);
    return place !== null && this.isDirty(form, field) && !this.page.isOnItsWay(form.dataset.step, field)
      && Number(place.dataset.touched) > this.base(form, field) && this.value(form, field) !== this.stored(form, field);
  }

  theirs(form, field) {
    const { by, touched, age, shown } = this.place(form, field).dataset;
    const key = this.key(form, field);
    if (this.arrived.get(key)?.revision !== Number(touched))
      this.arrived.set(key, { revision: Number(touched), at: Date.now() - Number(age) * 1000 });
    return { by, shown, revision: Number(touched), at: this.arrived.get(key).at };
  }

  // The seconds change all the time; what is announced is that somebody saved.
  sentence(theirs) {
    const did = theirs.shown ? `saved <b>${text(theirs.shown)}</b>` : "cleared it";
    return `${text(theirs.by)} ${did}<span aria-hidden="true">, <span data-since="${theirs.at}">${since(theirs.at)}</span></span>`;
  }

  refresh(form, field) {
    const place = this.place(form, field);
    const inputs = this.inputs(form, field);
    if (!place || !inputs.length) return;
    const differs = this.value(form, field) !== this.stored(form, field);
    for (const input of inputs) input.toggleAttribute("data-differs", differs);
    const newer = this.isNewer(form, field);
    const asked = this.asked.get(this.key(form, field));
    // They saved again, or took it back: the question follows.
    if (asked && newer && asked.revision !== Number(place.dataset.touched)) this.ask(form, field);
    else if (asked?.by && !differs) this.settle(form, field);
    const line = newer && !this.asked.has(this.key(form, field))
      ? `<span class="status warn">${icon("warn")}<span class="words">${this.sentence(this.theirs(form, field))}</span></span>` : "";
    const shown = place.querySelector("[data-theirs]");
    if (!line || shown.dataset.of !== place.dataset.touched || !shown.innerHTML) shown.innerHTML = line;
    shown.dataset.of = place.dataset.touched;
  }

  count() {
    for (const place of this.page.root.querySelectorAll("[data-since]")) {
      const now = since(Number(place.dataset.since));
      if (place.textContent !== now) place.textContent = now;
    }
  }

  // ---- which of the two ----
  ask(form, field, theirs = this.theirs(form, field), command = undefined) {
    // Asked already: the focus may be on its buttons.
    if (!command && this.asked.get(this.key(form, field))?.revision === theirs.revision) return;
    this.asked.set(this.key(form, field), { ...theirs, command });
    this.question(form, field, "fail", `${this.sentence(theirs)}. Yours is not saved.`, "Keep mine", "Take theirs");
  }

  question(form, field, kind, html, mine, stored) {
    const button = (act, words, css) =>
      `<button type="button" class="button small ${css}" data-act="${act}" data-field="${text(field)}">${words}</button>`;
    this.page.say(form.dataset.step, field, `<span class="status ${kind}">${icon(kind)}<span class="words">${html}</span></span>
      <span class="row wrap">${button("keep-mine", mine, "")}${button("take-theirs", stored, "ghost")}</span>`);
    this.refresh(form, field);
  }

  /** Asks wherever somebody else was faster. Returns whether a question is open, which comes before any tick. */
  holdUp(form) {
    const fields = [...new Set([...form.querySelectorAll("[name]")].map(input => input.name))];
    for (const field of fields) if (this.isNewer(form, field) && !this.asked.has(this.key(form, field))) this.ask(form, field);
    const open = fields.find(field => this.asked.has(this.key(form, field)));
    if (open) this.place(form, open)?.querySelector("[data-act='keep-mine']")?.focus();
    return open !== undefined;
  }

  keepMine(form, field) {
    const asked = this.asked.get(this.key(form, field));
    if (!asked) return;
    // Theirs was shown, so mine now rests on it.
    this.dirty(form, field, asked.revision ?? this.base(form, field));
    this.letGo(form, field);
    this.page.unqueue(form.dataset.step, field);
    this.page.save(form, field, asked.command?.keepReasons);
    this.inputs(form, field)[0].focus();
  }

  takeTheirs(form, field) {
    this.page.unqueue(form.dataset.step, field);
    this.settle(form, field);
    const inputs = this.inputs(form, field);
    inputs.forEach(input => this.show(input));
    inputs[0].focus();
  }

  // ---- kept in this tab ----
  drafts(step) { return kept(this.person, `run:${this.page.runId}:${step}`); }

  remember(form, field) {
    const value = this.value(form, field);
    if (!mayKeep(value)) return this.forget(form.dataset.step, field);
    keep(this.person, `run:${this.page.runId}:${form.dataset.step}`,
      { ...this.drafts(form.dataset.step), [field]: { value, base: this.base(form, field) } });
  }

  forget(step, field) {
    const { [field]: gone, ...rest } = this.drafts(step);
    if (gone !== undefined) keep(this.person, `run:${this.page.runId}:${step}`, rest);
  }

  /** What was on its way, and what was typed and never left, comes back into its boxes. */
  restore(form) {
    const step = form.dataset.step;
    const fill = (field, value, base) => {
      const inputs = this.inputs(form, field);
      if (!inputs.length || this.isDirty(form, field)) return false;
      inputs.forEach(input => this.put(input, value ?? ""));
      this.dirty(form, field, base);
      this.refresh(form, field);
      return true;
    };
    for (const command of [...this.page.queue].reverse()) {
      if (command.step === step) for (const [field, value] of Object.entries(command.values))
        fill(field, value, command.bases?.[field] ?? 0);
    }
    for (const [field, { value, base }] of Object.entries(this.drafts(step))) {
      if (this.page.has(step, field) || !this.inputs(form, field).length) continue;
      if (value === this.stored(form, field)) this.forget(step, field);
      else if (fill(field, value, base)) this.askAgain(form, field);
    }
  }

  askAgain(form, field) {
    if (this.isNewer(form, field)) return this.ask(form, field);
    this.asked.set(this.key(form, field), { draft: true });
    this.question(form, field, "warn", "Typed here before, and not saved.", "Save it", "Take what is stored");
  }
}
