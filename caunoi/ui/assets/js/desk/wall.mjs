// The wall of deadlines refreshes itself: the new board takes the old one's place at once, so nothing flickers.
export function startWall(wall) {
  const seconds = Number(wall.dataset.wall) || 30;
  async function refresh() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { "X-Part": "1" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
      wall.querySelector("[data-board]")?.replaceWith(document.importNode(fresh, true));
      wall.classList.remove("cn-wall--stale");
    } catch {
      // A board that has stopped must not look alive.
      wall.classList.add("cn-wall--stale");
    }
  }
  setInterval(refresh, seconds * 1000);
  document.addEventListener("visibilitychange", refresh);
  fullScreen(wall);
}

export function fullScreen(wall) {
  const button = wall.querySelector("[data-full-screen]");
  if (button && document.fullscreenEnabled) {
    button.hidden = false;
    button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : wall.requestFullscreen()));
  }
}
