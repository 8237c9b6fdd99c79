// Takes parts of a page out of an answer, keeping focus, chosen files and what was typed meanwhile.
export function swap(form, html, names, sent) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  for (const name of names) {
    const old = form.querySelector(`[data-part="${name}"]`);
    const fresh = answer.querySelector(`[data-part="${name}"]`);
    if (!old || !fresh || old.innerHTML === fresh.innerHTML) continue;
    for (const control of fresh.querySelectorAll("input[name], select[name], textarea[name]")) keep(old, control, sent);
    old.replaceWith(document.importNode(fresh, true));
    for (const file of old.querySelectorAll("input[type=file]")) document.getElementById(file.id)?.replaceWith(file);
  }
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

function keep(old, control, sent) {
  if (["file", "radio", "checkbox", "hidden"].includes(control.type)) return;
  const before = old.querySelector(`[name="${CSS.escape(control.name)}"]`);
  if (!before || before.value === (sent.get(control.name) ?? "")) return;
  control.value = before.value;
  control.setAttribute("value", before.value);
}
