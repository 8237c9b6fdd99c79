// What the leaders’ board gains from JavaScript: the wall refreshes itself. Everything else works without it.
import { startWall } from "./desk/wall.mjs";

for (const wall of document.querySelectorAll("[data-wall]")) startWall(wall);
