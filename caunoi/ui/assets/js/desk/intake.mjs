// The counter's page: the person is found, the fee reckoned and questions shown while the officer types.
import { swap } from "./parts.mjs";

export function startIntake(form) {
  let latest = 0;
  async function ask(what, parts) {
    const turn = ++latest;
    const sent = new FormData(form);
    for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
    sent.set("do", what);
    const answer = await fetch(form.action || location.href, { method: "POST", body: sent, headers: { "X-Part": "1" } });
    if (turn !== latest || !answer.ok) return;
    swap(form, await answer.text(), parts, sent);
  }
  const find = () => ask("find", ["person", "questions", "papers", "fee"]);
  let asked = "";
  form.addEventListener("input", (event) => {
    const { name, value } = event.target;
    if (name === "personal_id" && /^\d{12}$/.test(value) && value !== asked) {
      asked = value;
      find();
    }
  });
  form.addEventListener("change", (event) => {
    const { name } = event.target;
    if (name.startsWith("q-") || name === "reliefs") ask("look", ["questions", "fee"]);
    if (name === "case_id" || name === "channel") ask("look", ["questions", "papers", "fee"]);
  });
  // Numbers decide the fee: it is shown while they are typed.
  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (!event.target.name.startsWith("q-") || event.target.inputMode !== "numeric") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask("look", ["fee"]), 150);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("#receive"));
    } else if (event.target.matches("input:not([type=file])")) {
      event.preventDefault();
      if (event.target.name === "personal_id") find();
      else next(form, event.target);
    }
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    event.preventDefault();
    if (button.value === "find") find();
    else ask(button.value, ["questions", "fee"]);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.ariaBusy !== "true") receive(form);
  });
}

/** Send it all; what is wrong is shown on the same page, and chosen files stay chosen. */
async function receive(form) {
  form.ariaBusy = "true";
  const sent = new FormData(form);
  try {
    const answer = await fetch(form.action || location.href, { method: "POST", body: sent, headers: { "X-Part": "1" } });
    if (answer.redirected) {
      location.assign(answer.url);
      return;
    }
    swap(form, await answer.text(), ["errors", "person", "questions", "papers", "fee"], sent);
    form.querySelector(".govuk-error-summary")?.scrollIntoView();
    form.querySelector(".govuk-error-summary a")?.focus();
  } catch {
    HTMLFormElement.prototype.submit.call(form);
  } finally {
    form.ariaBusy = "false";
  }
}

/** Enter goes on to the next field, as officers' keyboards have it. */
function next(form, from) {
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button#receive")].filter(
    (field) => !field.disabled && field.offsetParent !== null,
  );
  fields[fields.indexOf(from) + 1]?.focus();
}
