// The panel beside the drawing: a list of all that stands in it, and a form for what is chosen. Everything that can be
// done with a mouse is done here with the keyboard. All its words come from the page.
import { actionsBefore, conditionOf, read, setCondition, write } from "./conditions.mjs";
import * as editing from "./editing.mjs";
import { called, endAll, endsAll, messageOf, nameIn, rename, said, say, waitFor } from "./saying.mjs";

/** Words whose values are typed: only those who made the table or the procedure know them. */
const TYPED = ["outcome", "case", "route"];
const share = (text) => (text === "" ? "" : String(Math.round(Number(text) * 10000) / 100));
const listed = (text) => text.split(",").map((word) => word.trim()).filter(Boolean);
export const actionsOf = (element) => listed(said(element, "actions"));

export class Panel {
  /** `work`: {drawing, together(run)}; every change goes through `together` and is one step to undo. */
  constructor(root, work) {
    this.root = root;
    this.work = work;
    this.form = root.querySelector("[data-panel-form]");
    this.list = root.querySelector("[data-elements]");
    this.words = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.chosen = null;
    this.problems = [];
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-id]");
      if (button) this.choose(this.element(button.dataset.id), { focus: true });
    });
    for (const button of root.querySelectorAll("[data-add-timer]"))
      button.addEventListener("click", () => this.choose(work.together(() => editing.addTimer(work.drawing, button.dataset.addTimer)), { focus: true }));
  }

  element(id) {
    return this.work.drawing.get("elementRegistry").get(id);
  }

  typeName(element) {
    return this.words.types[element.type] ?? element.type;
  }

  /** Show an element's form; `focus` puts the reader there. An arrow shows where it leaves, a label what it is of. */
  choose(element, { focus = false, arrow = "" } = {}) {
    const shown = element?.labelTarget ?? element;
    const flow = shown?.waypoints ? shown : null;
    this.chosen = flow ? flow.source : (shown ?? null);
    this.draw();
    if (this.chosen && !flow) this.work.select(this.chosen);
    const wanted = arrow || flow?.id;
    const place = wanted && this.form.querySelector(`[data-arrow="${CSS.escape(wanted)}"] [data-arrow-name="vi"]`);
    if (focus && this.chosen) (place || this.form.querySelector("[data-panel-title]")).focus();
  }

  /** Everything anew, after a change or another choice. */
  draw() {
    if (this.chosen && !this.element(this.chosen.id)) this.chosen = null;
    this.drawList();
    this.drawForm();
    const missing = editing.missingTimers(this.work.drawing);
    for (const button of this.root.querySelectorAll("[data-add-timer]")) button.hidden = !missing.includes(button.dataset.addTimer);
  }

  drawList() {
    const all = editing.inOrder(this.work.drawing);
    const wrong = new Set(this.problems.map((problem) => problem.holder));
    const lines = all.map((element) => {
      const line = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button", className: "cn-elements__item" });
      button.dataset.id = element.id;
      if (element === this.chosen) button.setAttribute("aria-current", "true");
      const kind = Object.assign(document.createElement("span"), { className: "cn-elements__kind", textContent: this.typeName(element) });
      const name = Object.assign(document.createElement("span"), { className: "cn-elements__name", textContent: called(element) });
      button.append(kind, " ", name);
      if (wrong.has(element.id)) button.append(" ", Object.assign(document.createElement("strong"), { className: "cn-elements__wrong", textContent: this.words.wrong }));
      line.append(button);
      return line;
    });
    const had = this.list.contains(document.activeElement) && document.activeElement.dataset.id;
    this.list.replaceChildren(...lines);
    if (had) this.list.querySelector(`[data-id="${CSS.escape(had)}"]`)?.focus();
  }

  drawForm() {
    const element = this.chosen;
    this.form.hidden = !element;
    this.root.querySelector("[data-panel-empty]").hidden = Boolean(element);
    if (!element) return;
    this.form.querySelector("[data-panel-title]").textContent = `${this.typeName(element)}: ${called(element)}`;
    this.form.querySelector("[data-panel-id]").textContent = element.id;
    for (const part of this.form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(element.type);
    for (const field of this.form.querySelectorAll("[data-name]")) field.value = nameIn(element, field.dataset.name);
    for (const field of this.form.querySelectorAll("[data-said]")) fill(field, said(element, field.dataset.said));
    for (const field of this.form.querySelectorAll("[data-share]")) field.value = share(said(element, "share_of_limit"));
    const actions = actionsOf(element);
    for (const box of this.form.querySelectorAll("[data-action]")) box.checked = actions.includes(box.value);
    fill(this.form.querySelector("[data-message]"), messageOf(element));
    this.form.querySelector("[data-ends-all]").checked = endsAll(element);
    this.drawProblems(element);
    this.drawArrows(element);
    this.drawTargets(element);
  }

  drawProblems(element) {
    const mine = this.problems.filter((problem) => problem.holder === element.id);
    const place = this.form.querySelector("[data-panel-problems]");
    place.hidden = !mine.length;
    place.querySelector("ul").replaceChildren(...mine.map((problem) => Object.assign(document.createElement("li"), { textContent: problem.sentence })));
  }

  drawTargets(element) {
    const field = this.form.querySelector("[data-connect-to]");
    const kept = field.value;
    field.replaceChildren(...this.targets(element).map((target) => new Option(`${called(target)} (${this.typeName(target)})`, target.id)));
    if ([...field.options].some((option) => option.value === kept)) field.value = kept;
  }

  targets(element) {
    const leadsNowhere = ["bpmn:StartEvent", "bpmn:SubProcess"];
    return editing.inOrder(this.work.drawing).filter((other) => other !== element && !leadsNowhere.includes(other.type));
  }

  drawArrows(element) {
    const place = this.form.querySelector("[data-arrows]");
    const flows = editing.arrows(element);
    place.closest("[data-arrows-part]").hidden = !flows.length;
    const now = [element.id, ...flows.map((flow) => flow.id)].join(" ");
    if (place.dataset.shown !== now) {
      place.replaceChildren(...flows.map((flow) => this.arrow(flow)));
      place.dataset.shown = now;
    }
    flows.forEach((flow) => this.fillArrow(place.querySelector(`[data-arrow="${CSS.escape(flow.id)}"]`), flow));
  }

  arrow(flow) {
    const part = this.root.querySelector("template[data-arrow-form]").content.firstElementChild.cloneNode(true);
    part.dataset.arrow = flow.id;
    return part;
  }

  fillArrow(part, flow) {
    part.querySelector("[data-arrow-title]").textContent = this.words.to.replace("{name}", called(flow.target));
    for (const button of part.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent}: ${called(flow.target)}`);
    for (const field of part.querySelectorAll("[data-arrow-name]")) field.value = nameIn(flow, field.dataset.arrowName);
    const target = part.querySelector("[data-arrow-target]");
    target.replaceChildren(...this.targets(flow.source).map((other) => new Option(called(other), other.id)));
    target.value = flow.target.id;
    const asks = flow.source.type === "bpmn:ExclusiveGateway" && editing.arrows(flow.source).length > 1;
    part.querySelector("[data-arrow-condition]").hidden = !asks;
    if (asks) this.fillCondition(part, flow);
  }

  fillCondition(part, flow) {
    const text = conditionOf(flow);
    const isRest = flow.source.businessObject.default === flow.businessObject;
    const { word, values } = read(text);
    const pending = part.dataset.word;
    const known = ["action", "channel", ...TYPED].includes(word);
    const shown = isRest ? "rest" : text ? (known ? word : "other") : (pending ?? "action");
    part.querySelector("[data-word]").value = shown;
    for (const piece of part.querySelectorAll("[data-values]")) piece.hidden = !piece.dataset.values.split(" ").includes(shown);
    const offered = [...new Set([...actionsBefore(flow.source, actionsOf), ...(word === "action" ? values : [])])];
    boxes(part.querySelector("[data-values=action] [data-boxes]"), offered, this.words.actions, word === "action" ? values : []);
    boxes(part.querySelector("[data-values=channel] [data-boxes]"), Object.keys(this.words.channels), this.words.channels, word === "channel" ? values : []);
    part.querySelector("[data-typed]").value = TYPED.includes(word) ? values.join(", ") : "";
    part.querySelector("[data-expression]").value = text;
  }

  changed(field) {
    const { drawing, together } = this.work;
    const element = this.chosen;
    const part = field.closest("[data-arrow]");
    if (part) this.changedArrow(field, part, this.element(part.dataset.arrow));
    else if (field.dataset.name) together(() => rename(drawing, element, field.dataset.name, field.value.trim()));
    else if (field.dataset.said) together(() => say(drawing, element, { [field.dataset.said]: field.value.trim() }));
    else if ("share" in field.dataset) together(() => say(drawing, element, { share_of_limit: field.value === "" ? "" : String(Math.round(Number(field.value) * 100) / 10000) }));
    else if ("action" in field.dataset) this.changedActions(field);
    else if ("message" in field.dataset) together(() => waitFor(drawing, element, field.value));
    else if ("endsAll" in field.dataset) together(() => endAll(drawing, element, field.checked));
  }

  /** The first one leads on, so what was there keeps its place and a new one comes last. */
  changedActions(field) {
    const before = actionsOf(this.chosen).filter((action) => action !== field.value);
    const actions = field.checked ? [...before, field.value] : before;
    this.work.together(() => say(this.work.drawing, this.chosen, { actions: actions.join(",") }));
  }

  changedArrow(field, part, flow) {
    const { drawing, together } = this.work;
    const modeling = drawing.get("modeling");
    const condition = (text) => together(() => setCondition(drawing, flow, text));
    if (field.dataset.arrowName) together(() => rename(drawing, flow, field.dataset.arrowName, field.value.trim()));
    else if ("arrowTarget" in field.dataset) together(() => editing.lead(drawing, flow, this.element(field.value)));
    else if ("word" in field.dataset) {
      part.dataset.word = field.value;
      together(() => {
        setCondition(drawing, flow, "");
        const gateway = flow.source.businessObject;
        if (field.value === "rest") modeling.updateProperties(flow.source, { default: flow.businessObject });
        else if (gateway.default === flow.businessObject) modeling.updateProperties(flow.source, { default: undefined });
      });
    } else if ("outcome" in field.dataset) condition(write("outcome", listed(field.value)));
    else if ("expression" in field.dataset) condition(field.value.trim());
    else if (field.type === "checkbox") {
      const group = field.closest("[data-values]");
      condition(write(group.dataset.values, [...group.querySelectorAll("input:checked")].map((box) => box.value)));
    }
  }

  pressed(button) {
    if (!button) return;
    const { drawing, together } = this.work;
    const element = this.chosen;
    const { add, connect, move, remove, arrowInsert, arrowRemove, back } = button.dataset;
    if (add !== undefined) this.choose(together(() => editing.addAfter(drawing, element, this.form.querySelector("[data-add-kind]").value)), { focus: true });
    else if (connect !== undefined) {
      const target = this.element(this.form.querySelector("[data-connect-to]").value);
      const flow = target && together(() => editing.connect(drawing, element, target));
      if (flow) this.choose(element, { focus: true, arrow: flow.id });
    } else if (move) together(() => editing.move(drawing, element, move));
    else if (remove !== undefined) {
      together(() => editing.remove(drawing, element));
      this.choose(null);
      this.list.querySelector("button")?.focus();
    } else if (arrowInsert !== undefined) {
      const flow = this.element(button.closest("[data-arrow]").dataset.arrow);
      this.choose(together(() => editing.insert(drawing, flow, button.dataset.arrowInsert)), { focus: true });
    } else if (arrowRemove !== undefined) {
      together(() => drawing.get("modeling").removeConnection(this.element(button.closest("[data-arrow]").dataset.arrow)));
      this.form.querySelector("[data-panel-title]").focus();
    } else if (back !== undefined) (this.list.querySelector("[aria-current]") ?? this.list.querySelector("button"))?.focus();
  }
}

/** Choose a value; one that is not among the choices is offered too, so that nothing is lost unseen. */
function fill(field, value) {
  if (field.tagName === "SELECT" && value && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
  field.value = value;
}

/** Boxes of these values, with their names; made anew only when others are offered. */
function boxes(place, values, names, ticked) {
  if (place.dataset.shown !== values.join(" ")) {
    place.dataset.shown = values.join(" ");
    place.replaceChildren(...values.map((value) => {
      const label = Object.assign(document.createElement("label"), { className: "cn-tick" });
      label.append(Object.assign(document.createElement("input"), { type: "checkbox", value }), names[value] ?? value);
      return label;
    }));
  }
  for (const box of place.querySelectorAll("input")) box.checked = ticked.includes(box.value);
}
