// Keys of the desk; docs/howto/desk.md lists them. Never while somebody types.
export function startKeys() {
  document.querySelector("[data-first]")?.focus();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const target = event.key === "/" ? document.querySelector("input[type=search]") : keyed(event.key);
    if (!target) return;
    event.preventDefault();
    if (target.matches("a, button")) target.click();
    else target.focus();
  });
}

function keyed(key) {
  return key.length === 1 ? document.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]`) : null;
}

/** One press ticks everything on the page, or nothing. */
export function startTicks() {
  for (const button of document.querySelectorAll("[data-tick-all]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = [...button.form.querySelectorAll("input[name=ids]")];
      const all = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !all;
    });
  }
}
