// Opens the strip when the connection is lost, counts the seconds, and gets the page back: the same circuit, else its kept state, else a reload on request.
const strip = document.getElementById("components-reconnect-modal");
let lostAt = 0;
let counter = 0;

function count() {
  const seconds = String(Math.round((Date.now() - lostAt) / 1000));
  for (const element of strip.querySelectorAll("[data-lost]")) element.textContent = seconds;
}

function show(state) {
  strip.dataset.state = state;
  if (!strip.open) {
    lostAt = Date.now();
    counter = setInterval(count, 1000);
    count();
    strip.show();
  }
}

function hide() {
  clearInterval(counter);
  if (strip.open) strip.close();
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

strip.addEventListener("components-reconnect-state-changed", event => {
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
document.addEventListener("visibilitychange", () => { if (!document.hidden && strip.dataset.state === "failed" && strip.open) retry(); });
window.addEventListener("online", () => { if (strip.open && strip.dataset.state !== "gone") retry(); });
