// What the form builder gains from JavaScript: moves without a new page, dragging, the phone beside it kept in step.
// Everything but dragging works without it.
import Sortable from "sortablejs";

const build = document.querySelector("[data-build]");
const outline = build?.querySelector("[data-outline]");
const said = document.querySelector("[data-said]");

/** Send a change and put the answer's outline in place; focus stays on the button that was pressed. */
async function send(form, doing, done) {
  const data = new FormData(form);
  data.set("do", doing);
  const focused = document.activeElement?.id;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Part": "1" } });
    if (answer.redirected || (!answer.ok && answer.status !== 409)) throw new Error(String(answer.status));
    outline.innerHTML = await answer.text();
    start();
    if (focused) document.getElementById(focused)?.focus();
    const refused = outline.querySelector(".govuk-error-summary");
    refused?.focus();
    say(refused ? refused.innerText : done);
    show();
  } catch {
    say(build.dataset.failed);
    location.reload();
  }
}

function say(text) {
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = text));
}

/** The phone shows the screen that was last worked on, as it is now. */
function show() {
  const frame = build.querySelector("[data-preview]");
  const now = frame.contentWindow?.location;
  if (now?.pathname === frame.dataset.preview) now.replace(now.pathname + now.search);
}

function start() {
  const form = outline.querySelector("[data-change]");
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    if (button.hasAttribute("data-off")) return;
    const step = ["undo", "redo"].includes(button.value);
    send(form, button.value, step ? build.dataset.done : build.dataset.moved);
  });
  if (!form.querySelector("[data-handle-section]")) return;
  for (const list of form.querySelectorAll("[data-questions]"))
    Sortable.create(list, {
      handle: "[data-handle]",
      group: list.dataset.questions ? "questions" : `inner-${list.closest("[data-question]").dataset.question}`,
      animation: 120,
      onEnd: ({ item, to, newIndex, oldIndex, from }) => {
        if (to === from && newIndex === oldIndex) return;
        send(form, `put:${item.dataset.question}:${to.dataset.questions}:${newIndex}`, build.dataset.moved);
      },
    });
  Sortable.create(form.querySelector("[data-sections]"), {
    handle: "[data-handle-section]",
    animation: 120,
    onEnd: ({ item, newIndex, oldIndex }) => {
      if (newIndex !== oldIndex) send(form, `sput:${item.dataset.section}:${newIndex}`, build.dataset.moved);
    },
  });
}

if (outline) start();

// A condition's question, once chosen, shows its answers at once.
for (const button of document.querySelectorAll("[data-look]")) {
  const select = button.form.querySelector("[name=field]");
  button.hidden = true;
  select.addEventListener("change", () => button.form.requestSubmit(button));
}
