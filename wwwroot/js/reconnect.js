// Opens the strip when the connection is lost, counts the seconds, and gets the page back: the same circuit, else its kept state, else a
// reload on request.
const signal = document.getElementById("components-reconnect-modal");
const strip = document.getElementById("connection");
const announced = strip.querySelector("[data-announced]");
const words = {
  retrying: "Connection lost. It is tried again.",
  trying: "Connection lost. It is tried again.",
  failed: "Connection lost. The portal does not answer. What you typed is still on this page.",
  gone: "The portal has started anew. What you typed is kept in this tab. Open the page again to go on.",
};
let lostAt = 0;
let counter = 0;

function count() {
  const seconds = String(Math.round((Date.now() - lostAt) / 1000));
  for (const element of strip.querySelectorAll("[data-lost]")) element.textContent = seconds;
}

function show(state) {
  strip.dataset.state = state;
  if (strip.hidden) {
    lostAt = Date.now();
    counter = setInterval(count, 1000);
    count();
    strip.hidden = false;
  }
  if (announced.textContent !== words[state]) announced.textContent = words[state];
}

function hide() {
  clearInterval(counter);
  strip.hidden = true;
}

async function retry() {
  show("trying");
  try {
    if (await Blazor.reconnect()) return hide();
    // The portal answers but has let go of the circuit.
    if (await Blazor.resumeCircuit()) return hide();
    show("gone");
  } catch {
    show("failed");
  }
}

signal.addEventListener("components-reconnect-state-changed", event => {
  switch (event.detail.state) {
    case "hide": hide(); break;
    case "show": show("trying"); break;
    case "retrying": show("retrying"); break;
    case "failed": show("failed"); break;
    case "rejected": show("gone"); break;
    case "paused": show("failed"); break;
  }
});
strip.querySelector("[data-reconnect]").addEventListener("click", retry);
strip.querySelector("[data-reload]").addEventListener("click", () => location.reload());
// Coming back to the tab or the network is a good moment.
document.addEventListener("visibilitychange", () =>
  { if (!document.hidden && strip.dataset.state === "failed" && !strip.hidden) retry(); });
window.addEventListener("online", () => { if (!strip.hidden && strip.dataset.state !== "gone") retry(); });
