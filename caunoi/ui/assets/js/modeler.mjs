// A process is drawn and described in the browser. Without this script the page still downloads, checks and takes a file.
import { Checking, send } from "./modeler/checking.mjs";
import { drawing as open, FONT } from "./modeler/drawing.mjs";
import * as editing from "./modeler/editing.mjs";
import { Panel } from "./modeler/panel.mjs";

/** Runs several changes as one: one step to undo, one check. */
class Together {
  preExecute(context) {
    context.result = context.run();
  }
}

class Modeler {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.saved = root.querySelector("[data-saved]");
    const act = {
      add: (element, kind) => this.panel.choose(this.together(() => editing.addAfter(this.drawing, element, kind))),
      connect: (event, element) => this.drawing.get("connect").start(event, element),
      remove: (element) => this.together(() => editing.remove(this.drawing, element)),
    };
    this.drawing = open(root.querySelector("[data-canvas]"), this.words.pad, act);
    this.drawing.get("commandStack").registerHandler("cn.together", Together);
    this.panel = new Panel(root, this);
    this.checking = new Checking(root, this.drawing, {
      found: (problems) => {
        this.panel.problems = problems;
        this.panel.draw();
      },
      go: (problem) => this.panel.choose(this.panel.element(problem.element), { focus: true }),
    });
  }

  /** Several changes as one step to undo; what `run` returns comes back. */
  together = (run) => {
    const context = { run };
    this.drawing.get("commandStack").execute("cn.together", context);
    return context.result;
  };

  /** Choose an element in the drawing and bring it into view. */
  select = (element) => {
    this.choosing = true;
    this.drawing.get("selection").select(element);
    this.choosing = false;
    this.drawing.get("canvas").scrollToElement(element, 60);
  };

  async start() {
    const xml = await (await fetch(this.root.dataset.textUrl)).text();
    await document.fonts.load(`13px ${FONT}`, [...xml.matchAll(/ name="([^"]*)"/g)].map(([, text]) => text).join(" "));
    this.root.querySelector("[data-work]").hidden = false;
    const { warnings } = await this.drawing.importXML(xml);
    for (const warning of warnings) console.warn("process", warning.message);
    this.hush();
    this.fit();
    this.drawing.on("commandStack.changed", () => this.changed());
    this.drawing.on("selection.changed", ({ newSelection }) => {
      if (!this.choosing) this.panel.choose(newSelection.length === 1 ? newSelection[0] : null);
    });
    this.tools();
    this.panel.draw();
    await this.checking.now();
    for (const plain of this.root.querySelectorAll("[data-plain]")) plain.removeAttribute("open");
    this.root.dataset.ready = "true";
  }

  /** The list says all that the drawing says: the drawing is for eyes and mouse only. */
  hush() {
    const canvas = this.root.querySelector("[data-canvas]");
    canvas.setAttribute("aria-hidden", "true");
    for (const focusable of canvas.querySelectorAll("[tabindex], a, button")) focusable.setAttribute("tabindex", "-1");
  }

  fit() {
    const canvas = this.drawing.get("canvas");
    const { inner, outer } = canvas.viewbox();
    const scale = Math.max(0.55, Math.min(1, (outer.width - 40) / inner.width, (outer.height - 40) / inner.height));
    canvas.viewbox({ x: inner.x - 20 / scale, y: inner.y - 20 / scale, width: outer.width / scale, height: outer.height / scale });
  }

  changed() {
    this.root.dataset.changed = "true";
    this.saved.textContent = this.words.unsaved;
    this.panel.draw();
    this.checking.soon();
    this.history();
  }

  history() {
    const stack = this.drawing.get("commandStack");
    this.root.querySelector("[data-undo]").disabled = !stack.canUndo();
    this.root.querySelector("[data-redo]").disabled = !stack.canRedo();
  }

  tools() {
    const press = (name, run) => this.root.querySelector(`[data-${name}]`)?.addEventListener("click", run);
    press("undo", () => this.drawing.get("commandStack").undo());
    press("redo", () => this.drawing.get("commandStack").redo());
    press("bigger", () => this.drawing.get("canvas").zoom(this.drawing.get("canvas").zoom() * 1.25));
    press("smaller", () => this.drawing.get("canvas").zoom(this.drawing.get("canvas").zoom() / 1.25));
    press("whole", () => this.fit());
    press("check", () => this.checking.now().then(() => this.root.querySelector("[data-problems-title]").focus()));
    press("save", () => this.save());
    for (const link of this.root.querySelectorAll("a[data-needs-saving]"))
      link.addEventListener("click", (event) => {
        if (this.root.dataset.changed !== "true") return;
        event.preventDefault();
        this.save().then((done) => done && location.assign(link.href));
      });
    window.addEventListener("beforeunload", (event) => {
      if (this.root.dataset.changed === "true") event.preventDefault();
    });
    this.history();
  }

  /** Save; says when, or why not. Answers whether it was saved. */
  async save() {
    const { xml } = await this.drawing.saveXML({ format: true });
    const answer = await send(this.root, this.root.dataset.saveUrl, { text: xml, revision: this.root.dataset.revision }).catch(() => null);
    const body = await answer?.json().catch(() => null);
    if (answer?.ok) {
      this.root.dataset.revision = body.revision;
      this.root.dataset.changed = "false";
    }
    this.saved.textContent = body?.said ?? this.words.unsavedError;
    return Boolean(answer?.ok);
  }
}

for (const root of document.querySelectorAll("[data-modeler]"))
  new Modeler(root).start().catch((error) => {
    root.querySelector("[data-work]").hidden = true;
    root.querySelector("[data-failed]").hidden = false;
    console.warn("modeler", error);
  });
