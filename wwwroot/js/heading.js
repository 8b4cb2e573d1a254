// A page that is gone to focuses its heading. Where that is drawn anew once the page has been read, or was inert behind a dialog when the
// focus came, the focus would be nowhere, and a keyboard would start again at the top.
let last = null;
let wanted = false;

const isNowhere = () => document.activeElement === document.body || !document.activeElement;

/** The heading takes the focus as soon as there is one, unless something else has it by then. */
export function wantHeading() {
  wanted = true;
  follow();
}

function follow() {
  if (last && !last.isConnected) [last, wanted] = [null, true];
  if (!wanted) return;
  if (!isNowhere()) {
    wanted = false;
    return;
  }
  const heading = document.querySelector("h1[tabindex]");
  if (!heading || heading.closest("[inert]")) return;
  wanted = false;
  heading.focus();
}

document.addEventListener("focusin", event => { last = event.target.matches("h1[tabindex]") ? event.target : null; });
// Left by hand, which is not the same as gone with what was drawn.
document.addEventListener("focusout", event => queueMicrotask(() => { if (event.target === last && last.isConnected) last = null; }));
new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
