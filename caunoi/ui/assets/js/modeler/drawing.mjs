// The drawing that is worked on: bpmn-js with the tools that our processes need, and no others. What may stand in a
// process is decided by the server; what is not offered here is seldom drawn.
import BaseModeler from "bpmn-js/lib/BaseModeler";
import Viewer from "bpmn-js/lib/Viewer";
import AutoPlaceModule from "bpmn-js/lib/features/auto-place";
import AutoResizeModule from "bpmn-js/lib/features/auto-resize";
import EditorActionsModule from "bpmn-js/lib/features/editor-actions";
import GridSnappingModule from "bpmn-js/lib/features/grid-snapping";
import KeyboardModule from "bpmn-js/lib/features/keyboard";
import LabelEditingModule from "bpmn-js/lib/features/label-editing";
import ModelingModule from "bpmn-js/lib/features/modeling";
import OutlineModule from "bpmn-js/lib/features/outline";
import SnappingModule from "bpmn-js/lib/features/snapping";
import BendpointsModule from "diagram-js/lib/features/bendpoints";
import ConnectModule from "diagram-js/lib/features/connect";
import ConnectionPreviewModule from "diagram-js/lib/features/connection-preview";
import ContextPadModule from "diagram-js/lib/features/context-pad";
import KeyboardMoveSelectionModule from "diagram-js/lib/features/keyboard-move-selection";
import MoveModule from "diagram-js/lib/features/move";
import KeyboardMoveModule from "diagram-js/lib/navigation/keyboard-move";
import MoveCanvasModule from "diagram-js/lib/navigation/movecanvas";
import spiff from "./spiff.json";

export const FONT = '"Be Vietnam Pro", "Sarabun", system-ui, sans-serif';

class Drawing extends BaseModeler {}
Drawing.prototype._modules = [
  ...Viewer.prototype._modules, KeyboardMoveModule, MoveCanvasModule, AutoPlaceModule, AutoResizeModule, BendpointsModule,
  ConnectModule, ConnectionPreviewModule, ContextPadModule, EditorActionsModule, GridSnappingModule, KeyboardModule,
  KeyboardMoveSelectionModule, LabelEditingModule, ModelingModule, MoveModule, OutlineModule, SnappingModule,
];

/** The little menu beside a chosen element: what the panel offers too, for who works with a mouse. */
function menu(words, act) {
  class Menu {
    constructor(contextPad) {
      contextPad.registerProvider(this);
    }

    getContextPadEntries(element) {
      const entry = (name, run) => ({ group: "edit", className: `cn-pad cn-pad--${name}`, title: words[name], action: { click: run } });
      const entries = { remove: entry("remove", () => act.remove(element)) };
      if (element.waypoints || element.type === "label") return entries;
      const kind = element.type;
      if (kind === "bpmn:EndEvent" || kind === "bpmn:SubProcess" || element.parent?.type === "bpmn:SubProcess") return entries;
      const add = (name) => [`add-${name}`, entry(`add-${name}`, () => act.add(element, name))];
      const connect = entry("connect", (event) => act.connect(event, element));
      connect.action.dragstart = connect.action.click;
      return { ...Object.fromEntries(["task", "exclusive", "wait", "end"].map(add)), connect, ...entries };
    }
  }
  Menu.$inject = ["contextPad"];
  return { __init__: ["ourMenu"], ourMenu: ["type", Menu] };
}

/** A drawing in `container`. `words`: the menu's titles. `act`: add, connect, remove. */
export function drawing(container, words, act) {
  return new Drawing({
    container,
    additionalModules: [menu(words, act)],
    moddleExtensions: { spiffworkflow: spiff },
    textRenderer: {
      defaultStyle: { fontFamily: FONT, fontSize: 13, lineHeight: 1.25 },
      externalStyle: { fontFamily: FONT, fontSize: 12, lineHeight: 1.25 },
    },
    bpmnRenderer: { defaultFillColor: "#ffffff", defaultStrokeColor: "#5a5249", defaultLabelColor: "#1d1a16" },
  });
}
