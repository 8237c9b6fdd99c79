// The check: the server reads the text after each change; what is wrong is marked in the drawing and listed in words.
const PAUSE = 700;
const MARK = "cn-modeler__wrong";

/** Which element of the list shows a problem: an arrow's is at the step that it leaves, a timer's inside at the timer. */
function holderOf(drawing, id) {
  let element = drawing.get("elementRegistry").get(id);
  if (!element) return "";
  if (element.waypoints) element = element.source;
  while (element.parent?.type === "bpmn:SubProcess") element = element.parent;
  return element.id;
}

export class Checking {
  /** `found(problems)` is told after each answer; `go(problem)` brings the reader to one. */
  constructor(root, drawing, { found, go }) {
    Object.assign(this, { root, drawing, found, go, marked: [], number: 0, timer: 0 });
    this.words = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.list = root.querySelector("[data-problems]");
    this.said = root.querySelector("[data-problems-said]");
  }

  /** After a change: soon. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    clearTimeout(this.timer);
    const number = (this.number += 1);
    const { xml } = await this.drawing.saveXML({ format: true });
    try {
      const answer = await send(this.root, this.root.dataset.checkUrl, { text: xml });
      if (number !== this.number) return;
      this.show((await answer.json()).problems);
    } catch (error) {
      this.said.textContent = this.words.unchecked;
      console.warn("check", error);
    }
  }

  show(answered) {
    const problems = answered.map((problem) => ({ ...problem, holder: holderOf(this.drawing, problem.element) }));
    const canvas = this.drawing.get("canvas");
    const registry = this.drawing.get("elementRegistry");
    this.drawing.get("overlays").remove({ type: "wrong" });
    for (const id of this.marked) if (registry.get(id)) canvas.removeMarker(id, MARK);
    this.marked = [...new Set(problems.map((problem) => problem.element))].filter((id) => registry.get(id)?.parent);
    for (const id of this.marked) this.mark(id);
    this.list.replaceChildren(...problems.map((problem) => this.line(problem)));
    this.said.textContent = problems.length ? this.words.problems.replace("{n}", problems.length) : this.words.sound;
    this.root.dataset.checked = problems.length ? "wrong" : "sound";
    this.found(problems);
  }

  mark(id) {
    this.drawing.get("canvas").addMarker(id, MARK);
    const element = this.drawing.get("elementRegistry").get(id);
    const flag = Object.assign(document.createElement("span"), { className: "cn-modeler__flag", textContent: "!" });
    const middle = element.waypoints?.[Math.floor(element.waypoints.length / 2)];
    const position = middle ? { left: middle.x - left(element) - 10, top: middle.y - top(element) - 10 } : { top: -12, right: 10 };
    this.drawing.get("overlays").add(id, "wrong", { position, html: flag, show: { minZoom: 0 } });
  }

  line(problem) {
    const line = document.createElement("li");
    if (!problem.holder) {
      line.textContent = problem.sentence;
      return line;
    }
    const button = Object.assign(document.createElement("button"), { type: "button", className: "cn-link", textContent: problem.sentence });
    button.addEventListener("click", () => this.go(problem));
    line.append(button);
    return line;
  }
}

const left = (element) => Math.min(...element.waypoints.map((point) => point.x));
const top = (element) => Math.min(...element.waypoints.map((point) => point.y));

/** Send values to an address as this page's form would. */
export function send(root, address, values) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: root.querySelector("[name=csrfmiddlewaretoken]").value, ...values });
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
}
