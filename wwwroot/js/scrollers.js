// A list that is wider than its place scrolls by itself, and can then be reached by keys; one that fits is no stop on the way.
const lists = ".mud-table-container";

const fits = new ResizeObserver(entries => entries.forEach(({ target }) => look(target.closest(lists))));

function look(list) {
  if (!list) return;
  if (list.scrollWidth <= list.clientWidth) {
    for (const name of ["tabindex", "role", "aria-label"]) list.removeAttribute(name);
    return;
  }
  list.tabIndex = 0;
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", list.querySelector("table")?.getAttribute("aria-label") ?? "List");
}

const known = new WeakSet();

function watch() {
  for (const list of document.querySelectorAll(lists)) {
    if (known.has(list)) continue;
    known.add(list);
    fits.observe(list);
    for (const table of list.children) fits.observe(table);
  }
}

new MutationObserver(watch).observe(document.body, { subtree: true, childList: true });
watch();
