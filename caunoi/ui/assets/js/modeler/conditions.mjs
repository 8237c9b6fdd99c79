// The conditions on arrows, as choices: a word is one of some values. Anything else stays an expression.
const ONE = /^\s*(\w+)\s*==\s*(["'])([^"']*)\2\s*$/;
const SOME = /^\s*(\w+)\s+in\s+[([]([^)\]]*)[)\]]\s*$/;

/** {word, values} of a condition; {word: "", values: [], text} when it is not one of ours. */
export function read(text) {
  const one = ONE.exec(text);
  if (one) return { word: one[1], values: [one[3]] };
  const some = SOME.exec(text);
  if (some) return { word: some[1], values: [...some[2].matchAll(/["']([^"']*)["']/g)].map(([, value]) => value) };
  return { word: "", values: [], text };
}

/** The condition that says so; empty without a value. */
export function write(word, values) {
  const quoted = values.map((value) => `"${value.replaceAll('"', "")}"`);
  if (!word || !quoted.length) return "";
  return quoted.length === 1 ? `${word} == ${quoted[0]}` : `${word} in (${quoted.join(", ")})`;
}

/** The condition of an arrow. */
export const conditionOf = (flow) => flow.businessObject.conditionExpression?.body ?? "";

/** Give an arrow its condition; an empty one takes it away. */
export function setCondition(drawing, flow, text) {
  const made = text && drawing.get("bpmnFactory").create("bpmn:FormalExpression", { body: text });
  if (made) made.$parent = flow.businessObject;
  drawing.get("modeling").updateProperties(flow, { conditionExpression: made || undefined });
}

/** The actions that may have ended the steps before a gateway, going back. */
export function actionsBefore(gateway, actionsOf) {
  const seen = new Set([gateway.id]);
  const behind = [gateway];
  const found = new Set();
  while (behind.length)
    for (const { source } of behind.pop().incoming)
      if (source.type === "bpmn:UserTask") actionsOf(source).forEach((action) => found.add(action));
      else if (!seen.has(source.id)) {
        seen.add(source.id);
        behind.push(source);
      }
  return [...found];
}
