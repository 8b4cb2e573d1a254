// Every glyph of the portal, drawn on 16 × 16, as symbols that pages use by name: a table of a thousand rows carries a thousand names and
// no path. Runs before anything of the body is painted. A file of its own, which the browser keeps for good, and no part of the page, which
// is loaded anew each time. The names are those of PortalIcons.
(() => {
  const drawings = {
    "i-aws": '<path d="M4.2 11.5a2.7 2.7 0 0 1 .2-5.4 3.8 3.8 0 0 1 7.3 1 2.2 2.2 0 0 1-.3 4.4z"/>',
    "i-book":
      '<path d="M3 3h4a1.5 1.5 0 0 1 1 .5A1.5 1.5 0 0 1 9 3h4v9.5H9.2a1.6 1.6 0 0 0-1.2.5 1.6 1.6 0 0 0-1.2-.5H3z"/><path '
      + 'd="M8 3.5V13"/>',
    "i-box": '<path d="M8 2 13.5 5v6L8 14l-5.5-3V5z"/><path d="M2.7 5.1 8 8l5.3-2.9M8 8v6"/>',
    "i-building":
      '<path d="M3 13.5V3.5A1 1 0 0 1 4 2.5h5a1 1 0 0 1 1 1v10M10 6.5h2.5a.5.5 0 0 1 .5.5v6.5M1.8 13.5h12.4M5.5 5.5h2M5.5 '
      + '8h2M5.5 10.5h2"/>',
    "i-j-blind":
      '<path d="M7.4 2.2a5.8 5.8 0 0 0 0 11.6z" fill="currentColor" stroke="none"/><path d="M8.8 2.3a5.7 5.7 0 0 1 0 '
      + '11.4M8.9 5.5l3-2M8.9 8.8l4.8-3.2M8.9 12l4.6-3" stroke-width="1.1"/>',
    "i-chain": '<rect x="1.8" y="6" width="6.5" height="4" rx="2"/><rect x="7.7" y="6" width="6.5" height="4" rx="2"/>',
    "i-j-claim":
      '<path d="M8 2.3a5.7 5.7 0 0 0 0 11.4z" fill="currentColor" stroke="none"/><path d="M8 2.3a5.7 5.7 0 0 1 0 11.4" '
      + 'stroke-dasharray="1.9 1.7"/>',
    "i-j-both": '<path d="M7.4 2.2a5.8 5.8 0 0 0 0 11.6zM8.6 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" stroke="none"/>',
    "i-clock": '<circle cx="8" cy="8" r="5.7"/><path d="M8 4.8V8l2.2 1.6"/>',
    "i-x": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "i-cols": '<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M6.2 3v10M9.8 3v10"/>',
    "i-j-contra": '<path d="M7 1.2a5.8 5.8 0 0 0 0 11.6zM9 3.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" stroke="none"/>',
    "i-copy":
      '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 '
      + '1 1h2"/>',
    "i-down": '<path d="m3.5 6 4.5 4.5L12.5 6"/>',
    "i-dl": '<path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11"/>',
    "i-eye": '<path d="M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4S1.8 8 1.8 8z"/><circle cx="8" cy="8" r="1.8"/>',
    "i-fail":
      '<path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4L1.8 10.6V5.4z" fill="currentColor" stroke="none"/><path d="m5.8 5.8 '
      + '4.4 4.4M10.2 5.8l-4.4 4.4" stroke="var(--surface)" stroke-width="1.7"/>',
    "i-file": '<path d="M4 2h5l3 3v9H4z"/><path d="M9 2v3h3M6 8.5h4M6 11h4"/>',
    "i-filter": '<path d="M2.5 4h11M4.5 8h7M6.5 12h3"/>',
    "i-flag": '<path d="M3.5 14V2.5h8l-1.5 3 1.5 3h-8"/>',
    "i-gauge": '<path d="M2.5 11.5a5.5 5.5 0 1 1 11 0"/><path d="m8 11.5 2.5-4"/>',
    "i-gear":
      '<circle cx="8" cy="8" r="2"/><path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 '
      + '5l1.4-1.4"/>',
    "i-grid":
      '<path d="M2.5 2.5h4.6v4.6H2.5zM8.9 2.5h4.6v4.6H8.9zM2.5 8.9h4.6v4.6H2.5z"/><path d="M8.9 8.9h4.6v4.6H8.9z" '
      + 'stroke-dasharray="1.7 1.5"/>',
    "i-hold":
      '<circle cx="8" cy="8" r="6.2" fill="currentColor" stroke="none"/><path d="M6.3 5.5v5M9.7 5.5v5" '
      + 'stroke="var(--surface)" stroke-width="1.7"/>',
    "i-home": '<path d="M2.5 7.5 8 3l5.5 4.5V13h-11z"/><path d="M6.5 13V9.5h3V13"/>',
    "i-info": '<circle cx="8" cy="8" r="5.7"/><path d="M8 7.3V11M8 5h.01"/>',
    "i-key": '<circle cx="5" cy="11" r="2.7"/><path d="m7 9 6-6M11 5l2 2M9.5 6.5 11 8"/>',
    "i-list": '<path d="M2.5 4 3.5 5l2-2M2.5 9.5l1 1 2-2M8 4.5h5.5M8 10h5.5"/>',
    "i-lock": '<rect x="3" y="7" width="10" height="6.5" rx="1.5"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>',
    "i-menu": '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
    "i-msg": '<path d="M2.5 3h11v8H8l-3 2.5V11H2.5z"/>',
    "i-moon": '<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z"/>',
    "i-more":
      '<circle cx="3.5" cy="8" r=".9" fill="currentColor"/><circle cx="8" cy="8" r=".9" fill="currentColor"/><circle '
      + 'cx="12.5" cy="8" r=".9" fill="currentColor"/>',
    "i-now": '<circle cx="8" cy="8" r="5.7"/><circle cx="8" cy="8" r="2.6" fill="currentColor" stroke="none"/>',
    "i-j-obs":
      '<path d="M8 2.3a5.7 5.7 0 0 1 0 11.4z" fill="currentColor" stroke="none"/><path d="M8 2.3a5.7 5.7 0 0 0 0 11.4" '
      + 'stroke-dasharray="1.9 1.7"/>',
    "i-wifi0":
      '<path d="M2 2l12 12M4.2 8.8a5.6 5.6 0 0 1 2-1.2M9.9 7.7a5.6 5.6 0 0 1 1.9 1.1M2 6.3a8.8 8.8 0 0 1 2.4-1.6M7.3 4a8.9 '
      + '8.9 0 0 1 6.7 2.3M8 12h.01"/>',
    "i-pass":
      '<circle cx="8" cy="8" r="6.2" fill="currentColor" stroke="none"/><path d="m5.2 8.2 2 2 3.7-4.1" '
      + 'stroke="var(--surface)" stroke-width="1.7"/>',
    "i-plus": '<path d="M8 3v10M3 8h10"/>',
    "i-print": '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2v-5.5h11v5.5h-2"/><path d="M4.5 9.5h7v4h-7z"/>',
    "i-radar": '<circle cx="8" cy="8" r="5.7"/><path d="M8 8 12 4M8 5.2A2.8 2.8 0 1 0 10.8 8"/>',
    "i-search": '<circle cx="7" cy="7" r="4.3"/><path d="m10.2 10.2 3.3 3.3"/>',
    "i-share":
      '<circle cx="8" cy="4" r="1.8"/><circle cx="3.8" cy="12" r="1.8"/><circle cx="12.2" cy="12" r="1.8"/><path d="M7.1 5.6 '
      + '4.7 10.4M8.9 5.6l2.4 4.8"/>',
    "i-shield": '<path d="M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4z"/><path d="m5.8 8 1.6 1.6 2.9-3"/>',
    "i-out": '<path d="M6.5 2.5h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10 11l3-3-3-3M13 8H6"/>',
    "i-split": '<path d="M8 2v4M8 6 4 10v4M8 6l4 4v4"/>',
    "i-sun":
      '<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 '
      + '12.6l1-1M11.6 4.4l1-1"/>',
    "i-sync": '<path d="M13 6.5A5.3 5.3 0 0 0 3.4 5M3 9.5A5.3 5.3 0 0 0 12.6 11M13 2.8v3.7H9.3M3 13.2V9.5h3.7"/>',
    "i-todo": '<circle cx="8" cy="8" r="5.7"/>',
    "i-undo": '<path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5 6 3.5M3 6.5l3 3"/>',
    "i-unk":
      '<circle cx="8" cy="8" r="5.7" stroke-dasharray="2.2 1.9"/><path d="M6.3 6.4a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.9.6-.9 1.2M8 '
      + '11.3h.01"/>',
    "i-user": '<circle cx="8" cy="5.3" r="2.6"/><path d="M3 13.5c.4-2.7 2.3-4 5-4s4.6 1.3 5 4"/>',
    "i-warn":
      '<path d="M8 1.8 14.8 14H1.2z" fill="currentColor" stroke="none" stroke-linejoin="round"/><path d="M8 6.2v3.6M8 '
      + '11.8h.01" stroke="var(--surface)" stroke-width="1.7"/>',
  };
  const symbols = Object.entries(drawings).map(([id, drawing]) =>
    `<symbol id="${id}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"
      stroke-linejoin="round">${drawing}</symbol>`);
  document.body.insertAdjacentHTML("afterbegin",
    `<svg width="0" height="0" style="position:absolute" aria-hidden="true">${symbols.join("")}</svg>`);
})();
