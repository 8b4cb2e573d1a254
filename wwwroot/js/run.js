// The working part of a run's page. A tick is painted here at once, sent as a command with an id of its own, kept until the portal has it,
// and sent again with the same id after a lost connection. What was typed stays in its box until it is saved or given up.
import { Boxes, icon, isPicked, text, waits } from "/js/boxes.js";
import { keep, kept, mayKeep } from "/js/drafts.js";
import { isTouch, Keys } from "/js/keys.js";

const base = "/api/v1/runs";
const pages = new Map();

/**
 * Takes over a run's page. Called once for each page; commands of an earlier visit that were never answered are sent first, if they are
 * this person's: what somebody else left in this tab is never sent under another name.
 */
export function attach(root, runId, personId) {
  const before = pages.get(runId);
  before?.stop();
  // What the page before is still sending stays one queue.
  const page = before?.personId === personId ? before : new RunPage(runId, personId);
  pages.set(runId, page);
  page.start(root);
}

/** The page is left; what it has not sent yet is sent all the same. */
export function detach(runId) { pages.get(runId)?.stop(); }

class RunPage {
  constructor(runId, personId) {
    this.runId = runId;
    this.personId = personId;
    this.key = `run-commands:${personId}:${runId}`;
    this.queue = JSON.parse(sessionStorage.getItem(this.key) ?? "[]").map(command => ({ bases: {}, ...command }));
    this.revisions = new Map();
    this.chains = new Map();
    this.saved = new Map();
    this.asked = new Map();
    this.boxes = new Boxes(this, personId);
    this.sending = false;
    this.wait = 0;
    window.addEventListener("online", () => this.flush());
  }

  start(root) {
    this.root = root;
    this.follow = false;
    this.asked = new Map();
    this.boxes.asked = new Map();
    this.inList = false;
    this.ends = new AbortController();
    const signal = this.ends.signal;
    this.keys = new Keys(this.personId, root, signal);
    this.root.addEventListener("input", e => this.typed(e.target), { signal });
    this.root.addEventListener("change", e => waits(e.target) || this.changed(e.target), { signal });
    this.root.addEventListener("focusout", e => e.target.matches("[data-wait][data-dirty]") && this.changed(e.target), { signal });
    // Marking done takes what stands in the boxes. Left first, a box may say something, and the button moves away under the pointer.
    this.root.addEventListener("mousedown", e => e.target.closest("[data-act='tick']") && e.preventDefault(), { signal });
    this.root.addEventListener("click", e => this.clicked(e), { signal });
    this.root.addEventListener("submit", e => e.preventDefault(), { signal });
    document.addEventListener("focusin", e => this.inList = e.target.closest("[data-steps]") !== null
      && this.root.contains(e.target), { signal });
    // Somebody clicked beside everything; what is drawn away fires nothing here.
    document.addEventListener("focusout", e => { if (!e.relatedTarget && e.target.isConnected) this.inList = false; }, { signal });
    document.addEventListener("keydown", e => this.key_(e), { signal });
    // The server draws what is stored; a box somebody is typing in keeps what was typed.
    this.observer = new MutationObserver(changes => this.redrawn(changes));
    this.observer.observe(this.root,
      { subtree: true, childList: true, attributes: true, attributeFilter: ["data-value", "data-revision", "data-touched"] });
    this.root.querySelectorAll("[data-value]").forEach(input => this.takeOver(input));
    this.root.querySelectorAll("form[data-step]").forEach(form => this.boxes.restore(form));
    this.boxes.start();
    for (const command of this.queue) this.paint(command, "kept");
    this.flush();
    this.root.setAttribute("data-ready", "");
  }

  stop() {
    this.ends.abort();
    this.observer?.disconnect();
    this.boxes.stop();
  }

  // ---- what the server stores, in the boxes ----
  // Somebody may have begun to type before this script had come; that is theirs, not an empty box to be filled in.
  takeOver(input) {
    const typed = isPicked(input) ? input.checked : input.value !== "";
    if (!typed) return this.boxes.show(input);
    // They cannot have seen what is stored, so no answer is replaced by it unasked.
    this.boxes.dirty(this.form(input), input.name, 0);
    if (input !== document.activeElement) this.changed(input);
  }

  redrawn(changes) {
    for (const change of changes) {
      if (change.type === "attributes" && change.attributeName === "data-value") this.boxes.show(change.target);
      if (change.type === "attributes" && change.attributeName === "data-revision") this.settle(change.target);
      if (change.type === "attributes" && change.attributeName === "data-touched")
        this.boxes.refresh(this.form(change.target), change.target.dataset.of);
      for (const node of change.addedNodes ?? []) {
        if (!(node instanceof Element)) continue;
        if (node.matches("[data-value]")) this.boxes.show(node);
        node.querySelectorAll("[data-value]").forEach(input => this.boxes.show(input));
        const step = node.matches("[data-step]") ? node : node.querySelector("[data-step]");
        if (step) this.boxes.restore(step);
        if (this.follow && step) this.goOn(step);
        // The last step of a section: the way on stands below the list.
        else if (this.follow && node.matches(".note,.work *") && node.querySelector("a.button.primary")) this.goOn(node);
      }
    }
    this.keepFocus();
  }

  // What was painted early is let go when the server has drawn the same.
  settle(form) {
    if (this.pending(form.dataset.step)) return;
    if (Number(form.dataset.revision) >= (this.revisions.get(form.dataset.step) ?? 0)) delete form.dataset.pending;
  }

  // ---- what a person does ----
  form(target) { return target.closest("[data-step]"); }

  typed(target) {
    if (target.matches("dialog[data-reason] textarea")) this.rememberReason(target.closest("dialog"));
    const form = this.form(target);
    if (form && target.name) this.boxes.typed(form, target.name);
  }

  changed(input) {
    const form = this.form(input);
    if (!form || !input.name || input.closest("dialog")) return;
    const field = input.name;
    if (!this.boxes.isDirty(form, field)) this.boxes.dirty(form, field, this.baseOf(form, field));
    if (this.boxes.value(form, field) === this.boxes.stored(form, field) && !this.has(form.dataset.step, field))
      return this.boxes.settle(form, field);
    // Somebody was faster, and both values stand here: nobody's is replaced unasked.
    if (this.boxes.isNewer(form, field)) return this.boxes.ask(form, field);
    this.save(form, field);
  }

  save(form, field, keepReasons) { this.queueUp(form, "saveFields", { [field]: this.boxes.value(form, field) }, { keepReasons }); }

  clicked(event) {
    if (event.target.closest("a[data-row]")) this.follow = "heading";
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    const act = button.dataset.act;
    if (act === "keys") return this.keys.toggle();
    if (act === "retry") return void this.flush(true);
    if (act === "keep-value") return this.keepValue(button.dataset.command, button.dataset.field);
    if (act === "cancel-reason") return button.closest("dialog").close();
    if (act === "give-reason") return this.giveReason(button.closest("dialog"));
    const form = this.form(button);
    if (act === "keep-mine") return this.boxes.keepMine(form, button.dataset.field);
    if (act === "take-theirs") return this.boxes.takeTheirs(form, button.dataset.field);
    if (act === "use") return this.use(form, button);
    if (act === "tick") return this.tick(form);
    if (act === "untick" || act === "notApplicable") this.askReason(form, act, button);
  }

  use(form, button) {
    const input = form.querySelector(`[name="${CSS.escape(button.dataset.field)}"]`);
    this.boxes.put(input, button.dataset.suggestion);
    input.focus();
    this.changed(input);
  }

  tick(form) {
    if (form.dataset.pending || this.boxes.holdUp(form)) return;
    // The tick attests what is in the boxes: what was typed and is not known to be saved goes with it, everything else was read.
    const step = form.dataset.step;
    const values = {};
    for (const { name } of form.querySelectorAll("[name]")) if (this.boxes.isDirty(form, name) || this.has(step, name))
      values[name] = this.boxes.value(form, name);
    this.follow = "work";
    this.queueUp(form, "tick", values, { seen: this.seen(form, values) });
  }

  // What the page shows of every other value, with its revision. An answer of one's own may be saved before the page is drawn anew.
  seen(form, values) {
    const seen = JSON.parse(form.dataset.seen ?? "{}");
    for (const [field, own] of Object.entries(this.saved.get(form.dataset.step) ?? {})) {
      if ((seen[field]?.revision ?? 0) < own.revision && Number(form.dataset.revision) < own.step)
        seen[field] = { revision: own.revision, value: own.value };
    }
    for (const field of Object.keys(values)) delete seen[field];
    return seen;
  }

  askReason(form, act, button) {
    const dialog = this.root.querySelector("dialog[data-reason]");
    dialog.dataset.act = act;
    dialog.forStep = form.dataset.step;
    // What the reason is given for is what stands here now, and not what others make of it while it is being written.
    dialog.known = this.revision(form);
    dialog.querySelector("h2").textContent = act === "untick" ? "Open the step again" : "Not applicable";
    dialog.querySelector("[data-relied]").textContent = act === "untick" ? button.dataset.relied ?? "" : "";
    dialog.querySelector(".field-error").textContent = "";
    dialog.querySelector("textarea").value = kept(this.personId, this.reasonKey(dialog)).reason ?? "";
    // Where the focus comes back to, also when a key has opened it.
    button.focus();
    dialog.showModal();
  }

  giveReason(dialog) {
    const area = dialog.querySelector("textarea");
    const reason = area.value.trim();
    if (reason.length < 3) {
      dialog.querySelector(".field-error").textContent = "Say why in a few words, so that the next person knows.";
      return area.focus();
    }
    const form = this.root.querySelector(`form[data-step="${CSS.escape(dialog.forStep)}"]`);
    dialog.close();
    if (dialog.dataset.act === "notApplicable") this.follow = "work";
    if (form) this.queueUp(form, dialog.dataset.act, {}, { reason, known: dialog.known });
  }

  reasonKey(dialog) { return `run:${this.runId}:${dialog.forStep}:${dialog.dataset.act}`; }

  rememberReason(dialog) {
    const reason = dialog.querySelector("textarea").value;
    keep(this.personId, this.reasonKey(dialog), reason && mayKeep(reason) ? { reason } : {});
  }

  // ---- focus: it goes where work goes on ----
  // A finger would only have its keyboard pop up over what is to be read.
  goOn(place) {
    const heading = this.follow === "heading";
    this.follow = false;
    const field = heading ? null : place.querySelector(":is(input,select,textarea):not([readonly],:disabled)")
      ?? place.querySelector("[data-act='tick'],a.button.primary");
    if (isTouch()) return place.scrollIntoView({ block: "start" });
    (field ?? place.querySelector("#cur-h"))?.focus();
  }

  // What had the focus is drawn away: it stays in the list of steps.
  keepFocus() {
    if (!this.inList || document.activeElement !== document.body || isTouch()) return;
    this.root.querySelector("#cur-h,a[data-row]")?.focus();
  }

  // The step that was settled is the one in the address: on to the next of its section, also where the way on was drawn before.
  moveOn(form) {
    const step = form.dataset.step;
    if (new URLSearchParams(location.search).get("step") !== step) return;
    this.follow = "work";
    Blazor.navigateTo(`${location.pathname}?section=${encodeURIComponent(form.dataset.section)}`);
  }

  // ---- keys: single ones only while the list of steps has the focus, and only if they are wanted ----
  key_(event) {
    const box = event.target.closest("input,textarea,select");
    if (event.key === "Escape" && box && this.root.contains(box) && !box.closest("dialog")) {
      const heading = box.closest("[data-step]")?.querySelector("#cur-h");
      if (heading) heading.focus(); else box.blur();
      return;
    }
    if (box || event.ctrlKey || event.metaKey || event.altKey || this.keys.off || !event.target.closest?.("[data-steps]")
      || event.target.closest("dialog,[contenteditable]")) return;
    const form = this.root.querySelector("form[data-current]");
    const rows = [...this.root.querySelectorAll("a[data-row],#cur-h")];
    const at = rows.indexOf(document.activeElement.closest("[data-step]")?.querySelector("#cur-h") ?? document.activeElement);
    const press = act => form?.querySelector(`button[data-act="${act}"]`);
    switch (event.key) {
      case "j": case "ArrowDown": rows[Math.min(at + 1, rows.length - 1)]?.focus(); break;
      case "k": case "ArrowUp": rows[Math.max(at - 1, 0)]?.focus(); break;
      case "e": form?.querySelector(":is(input,select,textarea):not(:disabled)")?.focus(); break;
      case "n": press("notApplicable")?.click(); break;
      case "u": press("untick")?.click(); break;
      case "y": form?.querySelector("[data-copy]")?.click(); break;
      case "x": press("tick")?.click(); break;
      case " ":
        if (event.target.closest("button,a,summary")) return;
        press("tick")?.click();
        break;
      default: return;
    }
    event.preventDefault();
  }

  // ---- commands ----
  pending(step) { return this.queue.some(command => command.step === step); }

  has(step, field) { return this.queue.some(command => command.step === step && field in command.values); }

  isOnItsWay(step, field) { return this.sending && this.queue[0]?.step === step && field in this.queue[0].values; }

  unqueue(step, field) {
    const isOnly = command => command.step === step && command.action === "saveFields" && field in command.values;
    this.queue = this.queue.filter((command, at) => !isOnly(command) || (at === 0 && this.sending));
    this.keep();
  }

  // The step as this page shows it, or as its own answers made it with nobody between.
  revision(form) { return this.following(form.dataset.step, Number(form.dataset.revision)); }

  following(step, revision) {
    const chain = this.chains.get(step);
    return chain && revision >= chain.from && revision < chain.to ? chain.to : revision;
  }

  /** What a box shows now, for typing that begins now: its own saved answer may not be drawn yet. */
  baseOf(form, field) { return Math.max(Number(form.dataset.revision), this.saved.get(form.dataset.step)?.[field]?.step ?? 0); }

  queueUp(form, action, values, { reason, seen, keepReasons, known } = {}) {
    const bases = Object.fromEntries(Object.keys(values).map(field => [field, this.boxes.base(form, field)]));
    const command = {
      commandId: crypto.randomUUID(), step: form.dataset.step, action, values, bases, reason, seen,
      known: known ?? this.revision(form), at: Date.now(),
      keepReasons: { ...this.typedReasons(form, values, action), ...keepReasons },
    };
    this.queue.push(command);
    this.keep();
    this.paint(command, "saving");
    this.flush(true);
  }

  // Said once, so that the same command is the same however often it is sent. Its own earlier answers are not somebody else's.
  expected(command) {
    for (const [field, from] of Object.entries(command.bases))
      command.bases[field] = Math.max(from, this.saved.get(command.step)?.[field]?.step ?? 0);
    const [only] = command.action === "saveFields" ? Object.values(command.bases) : [];
    return only ?? this.following(command.step, command.known);
  }

  keep() {
    if (this.queue.length) sessionStorage.setItem(this.key, JSON.stringify(this.queue));
    else sessionStorage.removeItem(this.key);
    const strip = this.root.querySelector("[data-savestate]");
    if (!strip) return;
    const stuck = this.queue.filter(command => command.stuck).length;
    strip.innerHTML = stuck
      ? `<span class="savestate">${icon("fail")}${stuck} ${stuck === 1 ? "change" : "changes"} not saved`
        + `<button type="button" class="button small ghost" data-act="retry">Retry</button></span>`
      : "";
  }

  async flush(now = false) {
    if (this.sending || !this.queue.length) return;
    if (now) { this.wait = 0; clearTimeout(this.timer); }
    this.sending = true;
    try {
      while (this.queue.length) if (!await this.send(this.queue[0])) break;
    } finally {
      this.sending = false;
      this.keep();
    }
  }

  async send(command) {
    command.expectedRevision ??= this.expected(command);
    this.keep();
    const begun = Object.fromEntries(Object.entries(command.bases).map(([field, revision]) => [field, { revision, value: null }]));
    const seen = command.action === "tick" ? { ...command.seen, ...begun } : null;
    let response, body;
    try {
      const request = JSON.stringify({
        commandId: command.commandId, action: command.action, values: command.values, reason: command.reason ?? null, seen,
        keepReasons: command.keepReasons ?? null, expectedRevision: command.expectedRevision,
      });
      response = await fetch(`${base}/${this.runId}/steps/${encodeURIComponent(command.step)}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: request,
        // To its end, also when the browser goes elsewhere. Browsers do that for up to 64 KB.
        keepalive: request.length < 16000,
      });
      body = await response.json().catch(() => null);
    } catch {
      return this.later(command, "Not saved, kept here");
    }
    if (response.status === 401) return this.later(command, "You are signed out. Sign in in another tab; it is kept here");
    if (response.status >= 500 || response.status === 429) return this.later(command, "Not saved, kept here");
    this.queue.shift();
    if (response.ok) this.accepted(command, body);
    else this.refused(command, body, Date.parse(response.headers.get("Date") ?? "") || Date.now());
    this.keep();
    return true;
  }

  later(command, message) {
    command.stuck = true;
    this.paint(command, "kept", message);
    this.wait = Math.min((this.wait || 1000) * 2, 30000);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.wait);
    return false;
  }

  accepted(command, body) {
    const step = command.step;
    this.revisions.set(step, body.revision);
    if (body.changes?.length) {
      const chain = this.chains.get(step);
      this.chains.set(step, { from: chain?.to === body.revision - 1 ? chain.from : body.revision - 1, to: body.revision });
    }
    const saved = this.saved.get(step) ?? {};
    for (const [field, value] of Object.entries(command.values))
      saved[field] = { revision: body.fieldRevisions?.[field] ?? 0, step: body.revision, value };
    this.saved.set(step, saved);
    if (command.reason) keep(this.personId, `run:${this.runId}:${step}:${command.action}`, {});
    const form = this.root.querySelector(`form[data-step="${CSS.escape(step)}"]`);
    if (!form) for (const field of Object.keys(command.values)) this.boxes.forget(step, field);
    else this.settled(form, command, body);
  }

  settled(form, command, body) {
    // What was said of any box of the step is over with its tick.
    const fields = command.action === "tick" ? [...form.querySelectorAll("[name]")].map(input => input.name) : Object.keys(command.values);
    for (const field of new Set(fields)) {
      if (this.has(command.step, field) || !this.boxes.inputs(form, field).length) continue;
      const sent = command.values[field];
      if (this.boxes.isDirty(form, field) && this.boxes.value(form, field) !== (sent ?? "")) {
        // Typed on meanwhile, resting on what has just been saved.
        if (field in command.values) this.boxes.dirty(form, field, body.revision);
        this.say(command.step, field, "");
        this.boxes.remember(form, field);
        continue;
      }
      this.boxes.settle(form, field);
      if (!body.changes?.length) this.boxes.inputs(form, field).forEach(input => this.boxes.show(input));
    }
    this.say(command.step, "", "");
    this.settle(form);
    if (command.action === "tick" || command.action === "notApplicable") this.moveOn(form);
  }

  refused(command, problem, now) {
    // A tick that followed a refused value would record something else than the person saw.
    const dropped = this.queue.filter(next => next.step === command.step);
    this.queue = this.queue.filter(next => next.step !== command.step);
    this.follow = false;
    const form = this.root.querySelector(`form[data-step="${CSS.escape(command.step)}"]`);
    if (form) delete form.dataset.pending;
    const details = problem?.details ?? {};
    const problems = details.problems?.length ? details.problems
      : [{ field: problem?.field, message: problem?.detail ?? "It was not accepted." }];
    for (const one of problems) {
      const field = one.field && form?.querySelector(`[name="${CSS.escape(one.field)}"]`) ? one.field : "";
      if (problem?.code === "changed-meanwhile") this.conflict(form, command, field, problem, details, one.field, now);
      else if (problem?.code === "doubtful-value" && field) this.askBack(command, field, one.message);
      // A reason that will not do leaves the question, and what was typed, where they are.
      else if (command.keepReasons?.[field] && this.asked.has(field)) this.askBack(command, field, this.asked.get(field).seen, one.message);
      else this.say(command.step, field, `<span class="status fail">${icon("fail")}<span>${text(one.message)}</span></span>`);
      this.mark(form, field);
      if (problem?.code === "secret-found" && field) this.boxes.forget(command.step, field);
    }
    if (form) for (const field of Object.keys(command.values)) if (this.boxes.inputs(form, field).length) this.boxes.refresh(form, field);
    if (dropped.length)
      this.say(command.step, "", `<span class="status fail">${icon("fail")}<span>Not marked, see the message above</span></span>`);
    // Whoever types in another box by now goes on typing there.
    const busy = document.activeElement?.matches("input:not([data-pick]),textarea,select");
    if (!busy || command.action !== "saveFields") form?.querySelector(".input.bad,[aria-invalid]")?.focus();
  }

  // What the portal has seen speaks against the value: it is kept when it is sent again with a reason, or changed in its box.
  askBack(command, field, seen, wrong = "") {
    const reason = command.keepReasons?.[field] ?? "";
    this.asked.set(field, { command, seen });
    const id = `keep-${field}`;
    this.say(command.step, field,
      `<span class="status warn">${icon("warn")}<span class="words">${text(seen)} Change it, or say why it is right.</span></span>
      <span class="askback"><label class="visually-hidden" for="${id}">Why it is right</label>
      <input class="input" id="${id}" type="text" maxlength="500" autocomplete="off" placeholder="Why it is right"
        data-keep="${text(field)}" aria-describedby="${id}-e">
      <button type="button" class="button small" data-act="keep-value"
        data-command="${command.commandId}" data-field="${text(field)}">Keep it</button></span>
      <span class="field-error" id="${id}-e" role="alert">${text(wrong)}</span>`);
    const box = this.root.querySelector(`#${CSS.escape(id)}`);
    if (!box) return;
    box.value = reason;
    box.addEventListener("keydown", e => e.key === "Enter" && this.keepValue(command.commandId, field));
  }

  // A reason typed but not sent goes with whatever is sent next of its value; a tick speaks of every value of the step.
  typedReasons(form, values, action) {
    const reasons = {};
    for (const box of form.querySelectorAll("[data-keep]")) if ((action === "tick" || box.dataset.keep in values) && box.value.trim())
      reasons[box.dataset.keep] = box.value.trim();
    return reasons;
  }

  keepValue(commandId, field) {
    const { command } = this.asked.get(field) ?? {};
    const form = command && this.root.querySelector(`form[data-step="${CSS.escape(command.step)}"]`);
    const box = form?.querySelector(`[data-keep="${CSS.escape(field)}"]`);
    if (!box || command.commandId !== commandId) return;
    const reason = box.value.trim();
    if (reason.length < 3) {
      box.parentElement.nextElementSibling.textContent = "Say why in a few words, so that the next person knows.";
      return box.focus();
    }
    // The box counts as changed until this is answered, so a tick pressed meanwhile brings the value along.
    this.queueUp(form, command.action, command.values,
      { reason: command.reason, seen: command.seen, keepReasons: { ...command.keepReasons, [field]: reason } });
  }

  mark(form, field) {
    if (!field) return;
    form.querySelectorAll(`[name="${CSS.escape(field)}"]`).forEach(input => {
      input.classList.add("bad");
      input.setAttribute("aria-invalid", "true");
    });
  }

  // Of a box both values stand beside it. A name the portal works out has no box of its own: then both values stand with the step.
  conflict(form, command, field, problem, conflict, about, now) {
    if (field && field in command.values && conflict.by) {
      const stored = { by: conflict.by, shown: conflict.theirsShown ?? conflict.theirs, revision: conflict.revision,
        at: Date.now() - Math.max(0, now - Date.parse(conflict.at)) };
      return this.boxes.ask(form, field, stored, command);
    }
    const theirs = conflict.theirsShown ?? conflict.theirs, yours = conflict.yoursShown ?? conflict.yours;
    const both = !about ? ""
      : command.action === "tick" && !(about in command.values)
        ? ` Now it is <b class="mono">${text(theirs || "empty")}</b>; `
          + `you saw <b class="mono">${text(yours || "nothing")}</b>. Nothing is signed.`
      : ` Theirs is <b class="mono">${text(theirs || "nothing")}</b>, `
          + `yours, <b class="mono">${text(yours || "nothing")}</b>, is not saved.`;
    this.say(command.step, field,
      `<span class="status fail">${icon("fail")}<span class="words">${text(problem.detail)}${both}</span></span>`);
  }

  // ---- painting ----
  paint(command, state, message) {
    const form = this.root.querySelector(`form[data-step="${CSS.escape(command.step)}"]`);
    if (!form) return;
    if (command.action !== "saveFields") form.dataset.pending = command.action;
    const html = state === "saving"
      ? `<span class="status idle late">${icon("sync")}<span>Saving…</span></span>`
      : `<span class="status fail">${icon("fail")}<span>${text(message ?? "Not saved, kept here")}</span></span>`
        + `<button type="button" class="button small" data-act="retry">${icon("sync")}Retry now</button>`;
    const fields = Object.keys(command.values).filter(field => form.querySelector(`[name="${CSS.escape(field)}"]`));
    for (const field of fields) this.say(command.step, field, html);
    if (!fields.length || command.action !== "saveFields") this.say(command.step, "", state === "saving" ? "" : html);
    this.keep();
  }

  say(step, field, html) {
    const place = this.root.querySelector(`form[data-step="${CSS.escape(step)}"] [data-say="${CSS.escape(field)}"]`);
    if (place) place.innerHTML = html;
  }
}
