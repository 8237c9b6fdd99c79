// What can be done to a drawing, by menu, panel or key alike. Each is one step to undo.
import { freshId } from "./saying.mjs";

const GAP = 60;
const KINDS = {
  task: { type: "bpmn:UserTask", stem: "step", width: 132, height: 80 },
  exclusive: { type: "bpmn:ExclusiveGateway", stem: "gateway", width: 50, height: 50 },
  parallel: { type: "bpmn:ParallelGateway", stem: "gateway", width: 50, height: 50 },
  wait: { type: "bpmn:IntermediateCatchEvent", stem: "wait", width: 36, height: 36, event: "bpmn:MessageEventDefinition" },
  decision: { type: "bpmn:BusinessRuleTask", stem: "decision", width: 132, height: 80 },
  end: { type: "bpmn:EndEvent", stem: "end", width: 36, height: 36 },
};
const BRANCHING = new Set(["bpmn:ExclusiveGateway", "bpmn:ParallelGateway"]);
const MOVES = { left: [-20, 0], right: [20, 0], up: [0, -20], down: [0, 20] };

/** The shapes of the process itself, timers' insides and labels apart. */
export function shapes(drawing) {
  const plane = drawing.get("canvas").getRootElement();
  const inside = (element) => element.parent === plane || element.parent?.type === "bpmn:Participant";
  const wanted = (e) => e.businessObject && !e.waypoints && !e.labelTarget && e.type !== "bpmn:Participant" && e.type !== "bpmn:Lane";
  return drawing.get("elementRegistry").filter((element) => element.parent && inside(element) && wanted(element));
}

/** Every shape in the order of the process: from the start along the arrows, then what nothing leads to. */
export function inOrder(drawing) {
  const all = shapes(drawing);
  const done = new Set();
  const queue = all.filter((element) => element.type === "bpmn:StartEvent");
  while (queue.length) {
    const element = queue.shift();
    if (done.has(element) || !all.includes(element)) continue;
    done.add(element);
    queue.push(...arrows(element).map((flow) => flow.target));
  }
  return [...done, ...all.filter((element) => !done.has(element))];
}

/** The arrows that leave an element, in the file's order. */
export const arrows = (element) => element.outgoing.filter((flow) => flow.type === "bpmn:SequenceFlow");

function make(drawing, kind) {
  const { type, stem, width, height, event } = KINDS[kind];
  const factory = drawing.get("bpmnFactory");
  const object = factory.create(type, { id: freshId(drawing, stem) });
  if (event) {
    const definition = factory.create(event, {});
    definition.$parent = object;
    object.eventDefinitions = [definition];
  }
  return drawing.get("elementFactory").createShape({ type, businessObject: object, width, height });
}

/** Free room right of an element, below what already stands there. */
function place(drawing, element, shape) {
  const x = element.x + element.width + GAP + shape.width / 2;
  let y = element.y + element.height / 2;
  const others = shapes(drawing);
  const taken = (e) => Math.abs(e.x + e.width / 2 - x) < (e.width + shape.width) / 2 + 10 && Math.abs(e.y + e.height / 2 - y) < (e.height + shape.height) / 2 + 24;
  while (others.some(taken)) y += 20;
  return { x, y };
}

/** Make room: everything right of an element steps aside. */
function makeRoom(drawing, element, width) {
  const edge = element.x + element.width;
  const moved = shapes(drawing).filter((e) => e.x >= edge && e.type !== "bpmn:SubProcess");
  if (width) drawing.get("modeling").moveElements(moved, { x: width, y: 0 });
}

/** Connect two elements. */
export function connect(drawing, source, target) {
  return drawing.get("modeling").connect(source, target, { type: "bpmn:SequenceFlow" });
}

/**
 * Put something new after an element. After a step that leads somewhere it comes in between; after a gateway, or
 * where nothing follows, it is a further way. An end never comes in between: it would cut the way off.
 */
export function addAfter(drawing, element, kind) {
  const [way] = arrows(element);
  if (way && !BRANCHING.has(element.type) && kind !== "end") return insert(drawing, way, kind);
  const modeling = drawing.get("modeling");
  const shape = make(drawing, kind);
  const made = modeling.createShape(shape, place(drawing, element, shape), element.parent);
  connect(drawing, element, made);
  return made;
}

/** Put something new into the middle of an arrow; what the arrow asks stays on its first half. */
export function insert(drawing, flow, kind) {
  const modeling = drawing.get("modeling");
  const { source, target } = flow;
  const shape = make(drawing, kind);
  const ahead = target.x >= source.x + source.width;
  if (ahead) makeRoom(drawing, source, Math.max(0, shape.width + 2 * GAP - (target.x - source.x - source.width)));
  const at = ahead
    ? { x: source.x + source.width + GAP + shape.width / 2, y: source.y + source.height / 2 }
    : place(drawing, source, shape);
  const made = modeling.createShape(shape, at, source.parent);
  modeling.reconnectEnd(flow, made, { x: made.x, y: made.y + made.height / 2 });
  modeling.layoutConnection(flow);
  connect(drawing, made, target);
  return made;
}

/** Take an element away; a step with one way in and one way out is closed up. */
export function remove(drawing, element) {
  const modeling = drawing.get("modeling");
  const [out] = element.waypoints ? [] : arrows(element);
  if (out && arrows(element).length === 1 && out.target !== element)
    for (const flow of [...element.incoming])
      if (flow.source !== out.target) {
        modeling.reconnectEnd(flow, out.target, { x: out.target.x, y: out.target.y + out.target.height / 2 });
        modeling.layoutConnection(flow);
      }
  modeling.removeElements([element]);
}

/** Move an element a little: left, right, up or down. */
export function move(drawing, element, way) {
  const [x, y] = MOVES[way];
  drawing.get("modeling").moveElements([element], { x, y });
}

/** Let an arrow lead to another element. */
export function lead(drawing, flow, target) {
  const modeling = drawing.get("modeling");
  modeling.reconnectEnd(flow, target, { x: target.x + target.width / 2, y: target.y + target.height / 2 });
  modeling.layoutConnection(flow);
}

/** The moments that a process can have and this one has not. */
export const missingTimers = (drawing) =>
  ["reminder", "deadline"].filter((name) => !drawing.get("elementRegistry").get(name));

/** Add a moment: an event sub-process with a timer that interrupts nothing, below everything else. */
export function addTimer(drawing, name) {
  const modeling = drawing.get("modeling");
  const factory = drawing.get("bpmnFactory");
  const elements = drawing.get("elementFactory");
  const all = shapes(drawing);
  const left = Math.min(...all.map((e) => e.x)) + (name === "deadline" ? 250 : 0);
  const timers = all.filter((e) => e.type === "bpmn:SubProcess");
  const bottom = timers.length ? timers[0].y : Math.max(...all.map((e) => e.y + e.height)) + 60;
  const object = factory.create("bpmn:SubProcess", { id: name, triggeredByEvent: true });
  const box = elements.createShape({ type: "bpmn:SubProcess", businessObject: object, isExpanded: true, width: 220, height: 100 });
  const inside = modeling.createShape(box, { x: left + 110, y: bottom + 50 }, drawing.get("canvas").getRootElement());
  const start = factory.create("bpmn:StartEvent", { id: `${name}_timer`, isInterrupting: false });
  const when = factory.create("bpmn:TimerEventDefinition", { id: `${name}_moment` });
  when.timeDate = factory.create("bpmn:FormalExpression", { body: name });
  when.timeDate.$parent = when;
  when.$parent = start;
  start.eventDefinitions = [when];
  const first = modeling.createShape(elements.createShape({ type: "bpmn:StartEvent", businessObject: start }), { x: left + 48, y: bottom + 54 }, inside);
  const end = factory.create("bpmn:EndEvent", { id: `${name}_done` });
  const last = modeling.createShape(elements.createShape({ type: "bpmn:EndEvent", businessObject: end }), { x: left + 168, y: bottom + 54 }, inside);
  modeling.connect(first, last, { type: "bpmn:SequenceFlow" });
  return inside;
}
