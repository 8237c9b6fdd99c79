// A place for a form: one's own position, or a tap on the map. Without this script the commune and the address do.
import { CircleMarker, GeoJSON, Map as LeafletMap } from "leaflet/dist/leaflet-src.esm.js";

const DIGITS = 6;

function start(box) {
  const field = (name) => document.getElementById(box.dataset[name]);
  const state = box.querySelector("[data-mark-state]");
  const clear = box.querySelector("[data-mark-clear]");
  let map;
  let marker;

  async function said(lat, lon) {
    const answer = await fetch(`${box.dataset.near}?lat=${lat}&lon=${lon}`);
    if (answer.ok) state.innerHTML = await answer.text();
  }

  function show(lat, lon) {
    if (!map) return;
    marker ??= new CircleMarker([lat, lon], { radius: 9, color: "#fff", weight: 2, fillColor: "#8c1c13", fillOpacity: 1 }).addTo(map);
    marker.setLatLng([lat, lon]);
  }

  function put(lat, lon) {
    field("lat").value = lat.toFixed(DIGITS);
    field("lon").value = lon.toFixed(DIGITS);
    clear.hidden = false;
    show(lat, lon);
    said(lat.toFixed(DIGITS), lon.toFixed(DIGITS));
  }

  async function draw() {
    if (map) return;
    const element = box.querySelector("[data-mark-map]");
    const boundaries = await (await fetch(box.dataset.boundaries)).json();
    map = new LeafletMap(element, { attributionControl: false, zoomSnap: 0.25, maxZoom: 18 });
    const layer = new GeoJSON(boundaries, { style: { color: "#b9ac98", weight: 1, fillColor: "#fbf8f2", fillOpacity: 1 } });
    map.fitBounds(layer.getBounds(), { animate: false });
    layer.addTo(map);
    map.on("click", (event) => put(event.latlng.lat, event.latlng.lng));
    const [lat, lon] = [Number(field("lat").value), Number(field("lon").value)];
    if (field("lat").value) {
      show(lat, lon);
      map.setView([lat, lon], 11, { animate: false });
    }
  }

  box.querySelector("[data-mark-here]").addEventListener("click", () => {
    state.textContent = box.dataset.textLooking;
    const refused = () => { state.textContent = box.dataset.textRefused; };
    if (!navigator.geolocation) return refused();
    navigator.geolocation.getCurrentPosition((at) => put(at.coords.latitude, at.coords.longitude), refused, { timeout: 15000, maximumAge: 60000 });
  });
  box.querySelector("details").addEventListener("toggle", draw);
  clear.addEventListener("click", () => {
    field("lat").value = field("lon").value = "";
    state.textContent = "";
    clear.hidden = true;
    marker?.remove();
    marker = undefined;
  });
  box.hidden = false;
  if (field("lat").value) {
    clear.hidden = false;
    said(field("lat").value, field("lon").value);
  }
}

for (const box of document.querySelectorAll("[data-mark]")) start(box);

// Who stays unknown is not asked who they are; what was typed is not sent along either.
for (const contact of document.querySelectorAll("[data-mark-contact]")) {
  const unless = document.getElementById(contact.dataset.unless);
  const ask = () => {
    contact.hidden = unless.checked;
    for (const field of contact.querySelectorAll("input")) field.disabled = unless.checked;
  };
  unless.addEventListener("change", ask);
  ask();
}
