// What the desk gains from JavaScript: the counter's page answers while it is filled, papers turn without a new page, the
// wall and what is being made refresh themselves, reports save themselves, the box of a difficulty says who answers, and
// keys. Everything works without it.
import { startBox } from "./desk/box.mjs";
import { startGap } from "./desk/gap.mjs";
import { startIntake } from "./desk/intake.mjs";
import { startKeys, startTicks } from "./desk/keys.mjs";
import { startProgress } from "./desk/progress.mjs";
import { startReport } from "./desk/report.mjs";
import { startRoom } from "./desk/room.mjs";
import { startSuggestions } from "./desk/suggest.mjs";
import { startViewer } from "./desk/viewer.mjs";
import { fullScreen, startWall } from "./desk/wall.mjs";

startKeys();
startTicks();
for (const form of document.querySelectorAll("[data-intake]")) startIntake(form);
for (const viewer of document.querySelectorAll("[data-viewer]")) startViewer(viewer);
for (const wall of document.querySelectorAll("[data-wall]")) startWall(wall);
for (const list of document.querySelectorAll("[data-progress]")) startProgress(list);
for (const form of document.querySelectorAll("[data-report]")) startReport(form);
for (const form of document.querySelectorAll("[data-choosing]")) startSuggestions(form);
for (const form of document.querySelectorAll("[data-gap]")) startGap(form);
for (const form of document.querySelectorAll("[data-box-of-voices]")) startBox(form);
for (const room of document.querySelectorAll("[data-room]")) {
  startRoom(room);
  fullScreen(room);
}
