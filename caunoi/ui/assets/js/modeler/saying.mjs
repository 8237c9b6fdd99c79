// What an element says about itself: names in three languages, and properties in the file's extension.
const names = { vi: "name", en: "name_en", th: "name_th" };

const holder = (object) => object.extensionElements?.values?.find((value) => value.$type === "spiffworkflow:Properties");

/** A property of an element, empty when it has none. */
export function said(element, name) {
  const found = holder(element.businessObject)?.values?.find((item) => item.name === name);
  return found?.value ?? "";
}

/** An element's name in a language. */
export const nameIn = (element, language) =>
  language === "vi" ? (element.businessObject.name ?? "") : said(element, names[language]);

/** What a list calls an element: its name in the page's language, else in Vietnamese, else its code. */
export const called = (element) =>
  nameIn(element, document.documentElement.lang) || nameIn(element, "vi") || element.businessObject.id;

/** Changes properties; an empty one goes. One step to undo. */
export function say(drawing, element, changed) {
  const factory = drawing.get("bpmnFactory");
  const object = element.businessObject;
  const before = holder(object)?.values ?? [];
  const kept = before.filter((item) => !(item.name in changed)).map((item) => [item.name, item.value]);
  const all = [...kept, ...Object.entries(changed).filter(([, value]) => value !== "")];
  const properties = factory.create("spiffworkflow:Properties", {});
  properties.values = all.map(([name, value]) => {
    const item = factory.create("spiffworkflow:Property", { name, value });
    item.$parent = properties;
    return item;
  });
  const others = (object.extensionElements?.values ?? []).filter((value) => value.$type !== "spiffworkflow:Properties");
  const extension = factory.create("bpmn:ExtensionElements", { values: all.length ? [...others, properties] : others });
  extension.$parent = object;
  properties.$parent = extension;
  drawing.get("modeling").updateProperties(element, { extensionElements: extension.values.length ? extension : undefined });
}

/** Names an element in one language. */
export function rename(drawing, element, language, text) {
  if (language === "vi") drawing.get("modeling").updateProperties(element, { name: text });
  else say(drawing, element, { [names[language]]: text });
}

/** A name for something new, of this kind, that no element has. */
export function freshId(drawing, stem) {
  const ids = drawing.get("moddle").ids;
  for (let number = 1; ; number += 1) if (!ids.assigned(`${stem}_${number}`)) return `${stem}_${number}`;
}

/** The message that a wait waits for. */
export const messageOf = (element) => element.businessObject.eventDefinitions?.[0]?.messageRef?.name ?? "";

/** Let a wait wait for a message, which is made when the file does not have it yet. */
export function waitFor(drawing, element, name) {
  const factory = drawing.get("bpmnFactory");
  const definitions = drawing.getDefinitions();
  let message = definitions.rootElements.find((root) => root.$type === "bpmn:Message" && root.name === name);
  if (!message) {
    message = factory.create("bpmn:Message", { id: `message_${name}`, name });
    message.$parent = definitions;
    definitions.rootElements.push(message);
  }
  drawing.get("modeling").updateModdleProperties(element, element.businessObject.eventDefinitions[0], { messageRef: message });
}

/** Whether an end ends every other branch too. */
export const endsAll = (element) =>
  (element.businessObject.eventDefinitions ?? []).some((one) => one.$type === "bpmn:TerminateEventDefinition");

/** Let an end end every other branch too, or its own only. */
export function endAll(drawing, element, all) {
  const factory = drawing.get("bpmnFactory");
  const definition = factory.create("bpmn:TerminateEventDefinition", {});
  definition.$parent = element.businessObject;
  drawing.get("modeling").updateProperties(element, { eventDefinitions: all ? [definition] : [] });
}
