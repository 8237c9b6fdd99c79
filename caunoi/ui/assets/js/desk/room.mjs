// The meeting's room: each part is renewed by itself when something is new, never one in which somebody types.
// Small forms are sent without leaving the page, so that a question half written stays.
const PART = { "X-Part": "1" };

export function startRoom(room) {
  const seconds = Number(room.dataset.room) || 4;
  const parts = () => room.querySelector("[data-parts]");
  let asking = false;

  async function look() {
    if (asking || (document.hidden && !("stays" in room.dataset))) return;
    asking = true;
    try {
      const url = new URL(location.href);
      url.searchParams.set("since", parts().dataset.revision);
      const answer = await fetch(url, { headers: PART });
      if (answer.status !== 204) take(await fresh(answer));
      room.classList.remove("cn-wall--stale");
    } catch {
      room.classList.add("cn-wall--stale");
    } finally {
      asking = false;
    }
  }

  async function fresh(answer) {
    if (answer.redirected) throw new Error("signed out");
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-parts]");
    if (!found) throw new Error(String(answer.status));
    return found;
  }

  function take(found, sent = null) {
    const here = parts();
    // A look that was asked for before something was sent may come after its answer.
    if (Number(found.dataset.revision) < Number(here.dataset.revision)) return;
    if (found.dataset.state !== here.dataset.state && !typing(here)) return location.reload();
    const focused = document.activeElement?.id;
    let whole = true;
    for (const old of here.querySelectorAll("[data-part]")) {
      const renewed = found.querySelector(`[data-part="${old.dataset.part}"]`);
      if (!renewed || (old.dataset.part === "said" && !sent)) continue;
      if (typing(old)) whole = false;
      else old.replaceWith(document.importNode(renewed, true));
    }
    if (whole) here.dataset.revision = found.dataset.revision;
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  room.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("quiet" in form.dataset)) return;
    event.preventDefault();
    if ("sending" in form.dataset) return;
    form.dataset.sending = "1";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: PART });
      const found = await fresh(answer);
      if (answer.ok) {
        form.reset();
        if (form.contains(document.activeElement)) document.activeElement.blur();
      }
      take(found, form);
      room.classList.remove("cn-wall--stale");
    } catch {
      room.classList.add("cn-wall--stale");
    } finally {
      delete form.dataset.sending;
    }
  });
  setInterval(look, seconds * 1000);
  document.addEventListener("visibilitychange", look);
}

function typing(part) {
  for (const field of part.querySelectorAll("textarea, input:not([type=hidden])"))
    if (field === document.activeElement || field.value !== field.defaultValue) return true;
  return false;
}
