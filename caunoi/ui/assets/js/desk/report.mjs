// A report that saves itself: what was typed is kept after a moment's rest, messages stand beside the cells, and somebody
// else's change of the same cell is told, never overwritten unseen. Arrows and Enter move in a table as in a sheet.
const REST = 1500;
const AGAIN = 15000;

export function startReport(form) {
  const said = form.querySelector("[data-said]");
  const hidden = form.elements.seen;
  let waiting = 0;
  let busy = false;
  let dirty = false;

  form.addEventListener("input", () => plan(REST));
  form.addEventListener("focusout", () => dirty && plan(200));
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    dirty = false;
  });
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches(".cn-report__table input") || event.isComposing) return;
    const down = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!down) return;
    event.preventDefault();
    const cell = input.closest("td");
    const rows = [...cell.closest("tbody").rows];
    const row = rows[rows.indexOf(cell.parentElement) + down];
    const next = row?.cells[cell.cellIndex]?.querySelector("input");
    next?.focus();
    next?.select();
  });

  function plan(after) {
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, after);
  }

  async function save() {
    if (busy) return plan(REST);
    busy = true;
    said.textContent = form.dataset.saving;
    const sent = new FormData(form);
    dirty = false;
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: sent });
      if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) throw new Error(String(answer.status));
      const told = await answer.json();
      said.textContent = told.said;
      if (answer.ok) put(told, sent);
    } catch {
      said.textContent = form.dataset.failed;
      busy = false;
      return plan(AGAIN);
    }
    busy = false;
  }

  /** What the page has seen now; messages by cell; numbers as they are written here where nobody types. */
  function put(told, sent) {
    const seen = Object.assign(Object.create(null), JSON.parse(hidden.value)); // its keys are data
    for (const [code, one] of Object.entries(told.cells)) {
      seen[code] = one;
      const control = form.elements[`v:${code}`];
      if (control && control !== document.activeElement && control.value === sent.get(control.name)) control.value = one[1];
    }
    hidden.value = JSON.stringify(seen);
    for (const box of form.querySelectorAll("[data-box]")) {
      const clash = told.clashes[box.dataset.box];
      const found = [...(clash ? [clash] : []), ...(told.findings[box.dataset.box] ?? [])];
      const place = box.querySelector("[data-errors]");
      if (!place) continue;
      place.replaceChildren(...found.map(message));
      box.classList.toggle("govuk-form-group--error", found.length > 0);
      const why = box.querySelector("[data-why]");
      if (why && told.explain.includes(box.dataset.box)) why.hidden = false;
    }
  }
}

function message(text) {
  const made = document.createElement("p");
  made.className = "govuk-error-message";
  made.textContent = text;
  return made;
}
