// Papers beside the declaration: the next one without a new page, nearer and farther.
const SIZES = [100, 150, 200, 300];

export function startViewer(viewer) {
  const stage = viewer.querySelector("[data-stage]");
  const links = [...viewer.querySelectorAll("[data-paper]")];
  let size = 0;
  function show(link) {
    for (const other of links) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const template = document.getElementById(link.dataset.paper);
    stage.replaceChildren(template.content.cloneNode(true));
    zoom(0);
    viewer.querySelector("[data-here]").textContent = link.textContent.trim();
  }
  function zoom(to) {
    size = Math.max(0, Math.min(SIZES.length - 1, to));
    stage.dataset.size = SIZES[size];
  }
  function turn(by) {
    const here = links.findIndex((link) => link.hasAttribute("aria-current"));
    show(links[(here + by + links.length) % links.length]);
  }
  viewer.addEventListener("click", (event) => {
    const link = event.target.closest("[data-paper]");
    const button = event.target.closest("[data-turn], [data-zoom]");
    if (link) {
      event.preventDefault();
      show(link);
    } else if (button?.dataset.turn) {
      event.preventDefault();
      turn(Number(button.dataset.turn));
    } else if (button) zoom(size + Number(button.dataset.zoom));
  });
  for (const tool of viewer.querySelectorAll("[data-tools]")) tool.hidden = false;
  zoom(0);
}
