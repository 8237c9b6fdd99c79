// A token runs through a process (bpmn-js-token-simulation). The list of steps beside it does the same in words, with
// the conditions as they will be decided; the drawing is for eyes and mouse.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import AnimationModule from "bpmn-js-token-simulation/lib/animation";
import ContextPadsModule from "bpmn-js-token-simulation/lib/features/context-pads";
import ExclusiveModule from "bpmn-js-token-simulation/lib/features/exclusive-gateway-settings";
import InclusiveModule from "bpmn-js-token-simulation/lib/features/inclusive-gateway-settings";
import NeutralModule from "bpmn-js-token-simulation/lib/features/neutral-element-colors";
import PaletteModule from "bpmn-js-token-simulation/lib/features/palette";
import PauseModule from "bpmn-js-token-simulation/lib/features/pause-simulation";
import ResetModule from "bpmn-js-token-simulation/lib/features/reset-simulation";
import TokenCount from "bpmn-js-token-simulation/lib/features/token-count/TokenCount";
import SimulatorModule from "bpmn-js-token-simulation/lib/simulator";

const FONT = '"Be Vietnam Pro", "Sarabun", system-ui, sans-serif';
const ON = "tokenSimulation.toggleMode";

/** The library's messages are English: ours stand in the list. */
class Silent {
  showNotification() {}
  clear() {}
}

/** How many tokens stand at an element. The library's own writes its colours inline, which our policy forbids. */
class Count extends TokenCount {
  _getTokenHTML(element, scope) {
    return `<div data-scope-id="${scope.id}" class="bts-token-count waiting">${scope.getTokensByElement(element)}</div>`;
  }
}
Count.$inject = TokenCount.$inject;

function open(container) {
  return new NavigatedViewer({
    container,
    additionalModules: [
      SimulatorModule, AnimationModule, ContextPadsModule, PauseModule, ResetModule, ExclusiveModule, InclusiveModule, NeutralModule,
      PaletteModule, { __init__: ["tokenCount"], tokenCount: ["type", Count], notifications: ["type", Silent] },
    ],
    textRenderer: { defaultStyle: { fontFamily: FONT, fontSize: 13, lineHeight: 1.25 }, externalStyle: { fontFamily: FONT, fontSize: 12, lineHeight: 1.25 } },
    bpmnRenderer: { defaultFillColor: "#ffffff", defaultStrokeColor: "#5a5249", defaultLabelColor: "#1d1a16" },
  });
}

/** The library's titles in the page's language; they change as it runs. Its buttons are reached by mouse only. */
function translated(container, words) {
  const said = (element) => {
    if (words[element.title]) element.title = words[element.title];
    element.tabIndex = -1;
  };
  const all = () => container.querySelectorAll("[title], button, [tabindex='0']").forEach(said);
  new MutationObserver(all).observe(container, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });
  all();
}

async function start(root) {
  const container = root.querySelector("[data-canvas]");
  const xml = await (await fetch(root.dataset.textUrl)).text();
  await document.fonts.load(`13px ${FONT}`, [...xml.matchAll(/ name="([^"]*)"/g)].map(([, text]) => text).join(" "));
  root.querySelector("[data-work]").hidden = false;
  const viewer = open(container);
  await viewer.importXML(xml);
  viewer.get("canvas").zoom("fit-viewport", "auto");
  viewer.get("canvas").getContainer().parentNode.classList.add("simulation");
  viewer.get("eventBus").fire(ON, { active: true });
  const simulator = viewer.get("simulator");
  for (const task of viewer.get("elementRegistry").filter((one) => one.type === "bpmn:UserTask")) simulator.waitAtElement(task, true);
  container.setAttribute("aria-hidden", "true");
  translated(container, JSON.parse(root.querySelector("script[type='application/json']").textContent));
  root.dataset.ready = "true";
}

for (const root of document.querySelectorAll("[data-simulate]"))
  start(root).catch((error) => {
    root.querySelector("[data-work]").hidden = true;
    console.warn("simulate", error);
  });
