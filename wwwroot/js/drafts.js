// What was typed and is not saved yet, kept in this tab until it is saved, given up, refused as a secret, or its person signs out here: a
// lost circuit, a reload and a restarted portal lose none of it.
// Always under the person's id: what somebody else left in this tab is never shown under another name.
const name = (person, key) => `draft:${person}:${key}`;

// What is sure to be refused is not even kept until it is sent. The portal knows many more, and says so when it refuses.
const secrets = /(?:AKIA|ASIA)[A-Z0-9]{16}|-----BEGIN|(?:^|[^\w/+])[A-Za-z0-9/+]{40}(?:$|[^\w/+])/;
export const mayKeep = text => !secrets.test(text);

/** What is kept under the key; an empty object when nothing is. */
export function kept(person, key) {
  try {
    return JSON.parse(sessionStorage.getItem(name(person, key)) ?? "{}");
  } catch {
    return {};
  }
}

export function keep(person, key, content) {
  if (Object.keys(content).length === 0) return sessionStorage.removeItem(name(person, key));
  try {
    sessionStorage.setItem(name(person, key), JSON.stringify(content));
  } catch (problem) {
    // A full store: what was typed stands in its box, and is only not there after a reload.
    console.warn("What was typed is not kept", problem);
  }
}

// ---- sign-out ----
function forgetAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft:")) sessionStorage.removeItem(key);
}

document.addEventListener("submit", event => event.target.matches("[data-sign-out]") && forgetAll(), true);
// Signed out elsewhere, and led here by the identity provider.
if (document.querySelector("[data-signed-out]")) forgetAll();

// ---- forms ----
const forms = new Map();
// Somebody may type before the page has said that a form is to be kept.
const early = new WeakSet();
for (const type of ["input", "change"]) document.addEventListener(type, event => early.add(event.target), true);
const boxes = "input:not([type=password],[type=hidden],[type=file],[type=search],[data-draft-skip]),textarea,select";

/**
 * Keeps what is typed inside the element from now on. Returns what was kept before, which is filled in again as its boxes appear.
 * The page's Heard answers once it has heard, and drawn, what was said to it before.
 */
export function attach(root, person, key, page) {
  forms.get(root)?.stop();
  const form = new Form(root, person, key, page);
  forms.set(root, form);
  return form.start();
}

/** What was typed is saved, or given up. */
export function clear(root) { forms.get(root)?.clear(); }

/** Something typed was refused as a secret: nothing of the form is kept, until it is saved, given up or opened anew. */
export function refuse(root) { forms.get(root)?.refuse(); }

/** What was typed in these boxes is saved, and the page says this of itself from now on. Returns whether something is kept still. */
export function saved(root, fields, state) { return forms.get(root)?.saved(fields, state) ?? false; }

export function detach(root) {
  forms.get(root)?.stop();
  forms.delete(root);
}

class Form {
  constructor(root, person, key, page) {
    this.root = root;
    this.page = page;
    this.person = person;
    this.key = key;
    this.isRefused = false;
    this.ends = new AbortController();
    const { fields, state } = kept(person, key);
    this.fields = fields ?? {};
    this.state = state ?? "";
    this.missing = new Set(Object.keys(this.fields));
  }

  start() {
    const signal = this.ends.signal;
    for (const type of ["input", "change"]) this.root.addEventListener(type, e => this.typed(e.target), { signal });
    this.root.addEventListener("click", e => this.isMine(e.target) && e.target.closest("[data-draft-drop]") && this.clear(), { signal });
    this.observer = new MutationObserver(() => this.redrawn());
    this.observer.observe(this.root,
      { subtree: true, childList: true, attributes: true, attributeFilter: ["data-draft-state", "data-draft-name"] });
    for (const box of this.root.querySelectorAll(boxes)) if (early.has(box)) this.typed(box);
    const found = { kept: this.missing.size > 0 || this.state !== "", state: this.state };
    this.fill();
    // Only from here on what the page says of itself replaces what was kept.
    this.started = true;
    return found;
  }

  stop() {
    this.ends.abort();
    this.observer?.disconnect();
  }

  isMine(target) { return target.closest("[data-draft]") === this.root; }

  name(box) { return box.type === "radio" ? box.name : box.dataset.draftName ?? (box.id || box.name); }

  find(field) {
    return [...this.root.querySelectorAll(boxes)].filter(box => this.name(box) === field && this.isMine(box) && !box.disabled);
  }

  typed(box) {
    const field = box.matches(boxes) && this.isMine(box) ? this.name(box) : "";
    if (!field) return;
    const value = box.type === "checkbox" ? box.checked : box.value;
    this.missing.delete(field);
    if (typeof value === "string" && !mayKeep(value)) delete this.fields[field];
    else this.fields[field] = value;
    this.store();
  }

  redrawn() {
    this.fill();
    const state = this.root.dataset.draftState ?? "";
    if (state === this.state || (this.missing.size > 0 && state === "")) return;
    this.state = state;
    this.store();
  }

  // As if it were typed: the page hears of it, and may then show further boxes, or fill others in by itself. One after the other, since
  // what it draws for the first would else come over the second.
  async fill(again = false) {
    const fields = Object.keys(this.fields).filter(field => again || this.missing.has(field));
    if (this.filling || !fields.length) return;
    this.filling = true;
    try {
      for (const field of fields) if (this.say(field)) await this.page.invokeMethodAsync("Heard");
    } catch {
      // The circuit is gone. What is missing still is kept, and is filled in when the page is there again.
    } finally {
      this.filling = false;
    }
    // What a box showed before it could be filled, or one that has just come.
    if ([...this.missing].some(field => this.box(field))) await this.fill();
  }

  box(field) {
    const found = this.find(field);
    const box = found[0]?.type === "radio" ? found.find(option => option.value === this.fields[field]) : found[0];
    return box?.tagName === "SELECT" && ![...box.options].some(option => option.value === this.fields[field]) ? undefined : box;
  }

  say(field) {
    const box = this.box(field);
    if (!box) return false;
    const value = this.fields[field];
    this.missing.delete(field);
    if (box.type === "radio") box.checked = true;
    else if (box.type === "checkbox") box.checked = value;
    else box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  store() {
    if (this.isRefused) return;
    keep(this.person, this.key, Object.keys(this.fields).length || this.state ? { fields: this.fields, state: this.state } : {});
  }

  clear() {
    this.isRefused = false;
    this.fields = {};
    this.missing.clear();
    // What the page still says of itself is given up with it; what it says next is new.
    this.state = this.root.dataset.draftState ?? "";
    keep(this.person, this.key, {});
  }

  refuse() {
    this.clear();
    this.isRefused = true;
  }

  saved(fields, state) {
    for (const field of fields) {
      delete this.fields[field];
      this.missing.delete(field);
    }
    this.state = state;
    this.store();
    return Object.keys(this.fields).length > 0 || state !== "";
  }
}

// What was typed while the line was down never reached the portal. The circuit is the same, so the page hears of it now.
let isLost = false;
document.addEventListener("components-reconnect-state-changed", event => {
  if (event.detail.state !== "hide") isLost = true;
  else if (isLost) {
    isLost = false;
    for (const form of forms.values()) if (form.root.isConnected) form.fill(true);
  }
}, true);
