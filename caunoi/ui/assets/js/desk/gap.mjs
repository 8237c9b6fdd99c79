// A table of values for the next round: each is kept as it is typed, and what is still missing is shown at once.
export function startGap(form) {
  let turn = 0;
  form.addEventListener("change", async ({ target }) => {
    if (!target.name?.startsWith("v-")) return;
    const mine = ++turn;
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const field of form.querySelectorAll("input[name^='v-']")) if (field.value !== field.defaultValue || field === target) sent.set(field.name, field.value);
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { "X-Part": "1" } });
    if (mine !== turn || ![200, 422].includes(answer.status)) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-part='gap']");
    if (fresh) document.querySelector("[data-part='gap']")?.replaceWith(document.importNode(fresh, true));
    target.toggleAttribute("aria-invalid", answer.status === 422);
  });
}
