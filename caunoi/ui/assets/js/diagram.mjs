// A BPMN 2.0 diagram with the steps that are done and where it stands. The list of steps beside it says the same in
// words, so that nothing is lost without this script.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const FONT = '"Be Vietnam Pro", "Sarabun", system-ui, sans-serif';
const MARGIN = 24;
const SMALLEST = 0.8;
const LARGEST = 1.6;

/** What the address answers: JSON {xml, current, done}, or the BPMN file alone. */
async function source(element) {
  const answer = await fetch(element.dataset.diagram, { headers: { Accept: "application/json, application/xml" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  if (answer.headers.get("Content-Type")?.includes("json")) return answer.json();
  const words = (text) => (text ?? "").split(" ").filter(Boolean);
  return { xml: await answer.text(), current: words(element.dataset.current), done: words(element.dataset.done) };
}

/** Thai has no spaces: mark where its words end (a sign without width at which the library may break a line). */
function breakable(xml) {
  if (!Intl.Segmenter) return xml;
  const thai = /[\u0e00-\u0e7f]/;
  const words = new Intl.Segmenter("th", { granularity: "word" });
  const split = (text) =>
    [...words.segment(text)].reduce(
      (done, { segment }) => done + (thai.test(done.at(-1) ?? "") && thai.test(segment[0]) ? "\ufeff" : "") + segment, "",
    );
  return xml.replace(/ name="([^"]*[\u0e00-\u0e7f][^"]*)"/g, (_, text) => ` name="${split(text)}"`);
}

/** Texts are measured before they are drawn, so the letters' fonts have to be there. */
async function lettersOf(xml) {
  const names = [...xml.matchAll(/ name="([^"]*)"/g)].map(([, text]) => text).join(" ");
  await document.fonts.load(`13px ${FONT}`, names);
}

function mark(viewer, ids, state, text) {
  const shapes = viewer.get("elementRegistry");
  for (const id of ids) {
    const shape = shapes.get(id);
    if (!shape) continue;
    viewer.get("canvas").addMarker(id, `cn-diagram__${state}`);
    if (!shape.type.endsWith("Task")) continue;
    const label = document.createElement("span");
    label.className = `cn-diagram__label cn-diagram__label--${state}`;
    label.textContent = text;
    viewer.get("overlays").add(id, { position: { top: -13, left: -6 }, html: label, show: { minZoom: 0 } });
  }
}

/** How often and how long: tasks in five colours with their figures, arrows as thick as they are travelled. */
function warm(viewer, { elements = {}, flows = {} }) {
  const shapes = viewer.get("elementRegistry");
  const canvas = viewer.get("canvas");
  for (const [id, { level, text }] of Object.entries(elements)) {
    const shape = shapes.get(id);
    if (!shape) continue;
    if (level) canvas.addMarker(id, `cn-diagram__heat-${level}`);
    if (!text) continue;
    const label = Object.assign(document.createElement("span"), { className: "cn-diagram__label cn-diagram__label--figure", textContent: text });
    viewer.get("overlays").add(id, { position: { bottom: 9, left: -4 }, html: label, show: { minZoom: 0 } });
  }
  for (const [id, level] of Object.entries(flows)) if (shapes.get(id)) canvas.addMarker(id, `cn-diagram__way-${level}`);
}

/** Size the sheet to the drawing; the frame around it scrolls, by finger, wheel or keyboard. */
function scaler(viewer, frame, sheet) {
  const canvas = viewer.get("canvas");
  const inner = canvas.viewbox().inner;
  const fitting = (frame.clientWidth - 2) / (inner.width + 2 * MARGIN);
  let scale = Math.min(1, Math.max(SMALLEST, fitting));
  const apply = () => {
    const middle = (frame.scrollLeft + frame.clientWidth / 2) / (sheet.offsetWidth || 1);
    sheet.style.width = `${Math.ceil((inner.width + 2 * MARGIN) * scale)}px`;
    sheet.style.height = `${Math.ceil((inner.height + 2 * MARGIN) * scale)}px`;
    canvas.resized();
    canvas.viewbox({
      x: inner.x - MARGIN, y: inner.y - MARGIN, width: inner.width + 2 * MARGIN, height: inner.height + 2 * MARGIN,
    });
    frame.scrollLeft = middle * sheet.offsetWidth - frame.clientWidth / 2;
  };
  apply();
  return {
    by(factor) {
      scale = Math.min(LARGEST, Math.max(0.3, scale * factor));
      apply();
    },
    show(shape) {
      frame.scrollLeft = (shape.x + shape.width / 2 - inner.x + MARGIN) * scale - frame.clientWidth / 2;
      frame.scrollTop = (shape.y + shape.height / 2 - inner.y + MARGIN) * scale - frame.clientHeight / 2;
    },
  };
}

async function draw(element) {
  const frame = element.querySelector("[data-diagram-frame]");
  const sheet = element.querySelector("[data-diagram-sheet]");
  const { xml, current, done } = await source(element);
  const heat = JSON.parse(element.querySelector("script[type='application/json']")?.textContent ?? "null");
  await lettersOf(xml);
  frame.hidden = false;
  const viewer = new NavigatedViewer({
    container: sheet,
    zoomScroll: { enabled: false },
    textRenderer: {
      defaultStyle: { fontFamily: FONT, fontSize: 13, lineHeight: 1.25 },
      externalStyle: { fontFamily: FONT, fontSize: 12, lineHeight: 1.25 },
    },
    bpmnRenderer: { defaultFillColor: "#ffffff", defaultStrokeColor: "#5a5249", defaultLabelColor: "#1d1a16" },
  });
  const { warnings } = await viewer.importXML(breakable(xml));
  for (const warning of warnings) console.warn("diagram", warning.message);
  const drawing = sheet.querySelector("svg"); // the list is what screen readers get; keys scroll the frame
  drawing.setAttribute("aria-hidden", "true");
  drawing.removeAttribute("tabindex");
  frame.parentElement.append(sheet.querySelector(".bjs-powered-by")); // its licence: fully visible, also when scrolled
  mark(viewer, done, "done", element.dataset.doneText);
  mark(viewer, current, "current", element.dataset.currentText);
  if (heat) warm(viewer, heat);
  const scale = scaler(viewer, frame, sheet);
  const here = viewer.get("elementRegistry").get(current[0]);
  if (here) scale.show(here);
  for (const button of element.querySelectorAll("[data-diagram-zoom]")) {
    button.addEventListener("click", () => scale.by(Number(button.dataset.diagramZoom)));
    button.parentElement.hidden = false;
  }
  element.querySelector("details")?.removeAttribute("open");
  element.dataset.drawn = "true";
}

for (const element of document.querySelectorAll("[data-diagram]"))
  draw(element).catch((error) => {
    element.querySelector("[data-diagram-frame]").hidden = true;
    console.warn("diagram", error);
  });
