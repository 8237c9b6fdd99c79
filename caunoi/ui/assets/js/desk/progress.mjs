// What is being made in the background shows by itself how far it has come; focus stays where it is.
import { swap } from "./parts.mjs";

export function startProgress(list) {
  const part = () => list.querySelector("[data-part]");
  const seconds = Number(list.dataset.progress) || 5;
  async function refresh() {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: { "X-Part": "1" } });
        if (answer.ok && !answer.redirected) show(await answer.text());
      } catch {
        // Asked again after a while; until then what is shown stays.
      }
    }
    next();
  }
  function show(html) {
    const focused = part().contains(document.activeElement) ? document.activeElement.id : "";
    swap(list, html, [part().dataset.part], new FormData());
    if (focused && !document.getElementById(focused)) part().focus();
    const said = document.querySelector("[data-said]");
    if (said && !("working" in part().dataset)) said.textContent = part().dataset.news ?? "";
  }
  function next() {
    if ("working" in part().dataset) setTimeout(refresh, seconds * 1000);
  }
  next();
}
