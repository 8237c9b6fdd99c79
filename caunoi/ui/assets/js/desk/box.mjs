// The box of a difficulty: while it is written the field is proposed, who answers by when, and what was answered before.
import { swap } from "./parts.mjs";

const WAIT = 400;
const ENOUGH = 10;
const PARTS = ["topic", "route", "similar", "send"];

export function startBox(form) {
  let latest = 0;
  let waiting = 0;
  let asked = form.elements.text.value;
  async function look() {
    const turn = ++latest;
    const sent = new FormData(form);
    asked = sent.get("text");
    sent.set("do", "look");
    const answer = await fetch(form.action || location.href, { method: "POST", body: sent, headers: { "X-Part": "1" } });
    if (turn !== latest || !answer.ok || answer.redirected) return;
    const inTopic = form.querySelector('[data-part="topic"]').contains(document.activeElement);
    swap(form, await answer.text(), PARTS, sent);
    if (inTopic && document.activeElement === document.body) form.querySelector("[name=topic]:checked")?.focus();
  }
  form.addEventListener("input", ({ target }) => {
    if (target.name !== "text") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => target.value.trim().length >= ENOUGH && target.value !== asked && look(), WAIT);
  });
  form.addEventListener("change", ({ target }) => {
    if (["topic", "other", "way"].includes(target.name)) look();
  });
}
