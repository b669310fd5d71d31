// Keyboard on the desk: "/" goes to the search box, "j" and "k" walk down and up the rows of a worklist (table[data-rows]), Enter opens
// the focused link as it always does. The keys can be switched off in the side bar (WCAG 2.1.4), remembered in this browser only.
"use strict";
{
  const remembered = "article12.shortcuts";
  const toggle = document.querySelector("[data-shortcuts]");
  let on = true;
  try {
    on = localStorage.getItem(remembered) !== "off";
  } catch {
    // The browser keeps nothing for this site: the keys are on until switched off on this page.
  }

  const show = () => {
    if (!toggle) return;
    toggle.hidden = false;
    toggle.setAttribute("aria-pressed", String(on));
    toggle.textContent = on ? toggle.dataset.on : toggle.dataset.off;
  };

  const walk = (step) => {
    const links = [...document.querySelectorAll("table[data-rows] tbody tr")].map((row) => row.querySelector("a[href]")).filter(Boolean);
    if (!links.length) return false;
    const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next].focus();
    return true;
  };

  const search = () => {
    const box = document.querySelector("form[role=search] input[type=search]");
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  };

  const keys = { "/": search, j: () => walk(1), k: () => walk(-1) };

  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = keys[event.key];
    if (act && act()) event.preventDefault();
  });

  if (toggle) {
    toggle.addEventListener("click", () => {
      on = !on;
      show();
      try {
        localStorage.setItem(remembered, on ? "on" : "off");
      } catch {
        // As above.
      }
    });
  }
  show();
}
