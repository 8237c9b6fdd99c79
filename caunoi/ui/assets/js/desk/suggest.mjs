// What may be meant while a name is typed: the page offers it, the field keeps what is chosen. Works without it, too.
const WAIT = 200;

export function startSuggestions(form) {
  for (const input of form.querySelectorAll("input[data-suggest]")) start(form, input);
}

function start(form, input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-suggested`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting = 0;
  let latest = 0;
  const agency = () => (input.closest("[data-row]") ?? form).querySelector("[name$=agency_id]");
  async function ask() {
    const what = input.dataset.suggestWhat;
    const cut = what === "agencies" ? input.value.lastIndexOf(";") + 1 : 0;
    const before = input.value.slice(0, cut);
    const query = new URLSearchParams({ what, q: input.value.slice(cut).trim() });
    if (what === "officer") query.set("agency", agency()?.value ?? "");
    if (what !== "officer" && query.get("q").length < 2) return;
    const turn = ++latest;
    const answer = await fetch(`${input.dataset.suggest}?${query}`);
    if (turn !== latest || !answer.ok) return;
    const { found } = await answer.json();
    list.replaceChildren(...found.map((text) => new Option("", before ? `${before} ${text}` : text)));
  }
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener("focus", () => {
    if (input.dataset.suggestWhat === "officer") ask();
  });
}
