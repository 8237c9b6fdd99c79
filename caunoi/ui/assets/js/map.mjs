// A map without tiles: boundaries and points as vectors. Its text alternative stands beside it on the page.
import { CircleMarker, GeoJSON, Map as LeafletMap, Control } from "leaflet/dist/leaflet-src.esm.js";

const LACQUER = "#8c1c13";
const INK = "#5a5249";

function areaStyle(feature, own) {
  const mine = own && feature.properties.code === own;
  return {
    color: mine ? LACQUER : "#b9ac98",
    weight: mine ? 2 : 1,
    fillColor: mine ? "#f3d9a4" : "#fbf8f2",
    fillOpacity: 1,
  };
}

async function draw(element) {
  const answer = await fetch(element.dataset.boundaries);
  if (!answer.ok) return;
  const boundaries = await answer.json();
  element.hidden = false;
  const map = new LeafletMap(element, { zoomControl: false, scrollWheelZoom: false, attributionControl: false, zoomSnap: 0.25 });
  map.addControl(new Control.Zoom({ zoomInTitle: element.dataset.zoomIn, zoomOutTitle: element.dataset.zoomOut }));
  const own = element.dataset.province;
  const layer = new GeoJSON(boundaries, {
    style: (feature) => areaStyle(feature, own),
    onEachFeature: (feature, area) => area.bindTooltip(feature.properties.name, { sticky: true }),
  });
  const mine = layer.getLayers().find((area) => area.feature.properties.code === own);
  map.fitBounds((mine ?? layer).getBounds(), { padding: [16, 16], animate: false });
  layer.addTo(map);
  mine?.bringToFront();
  for (const point of JSON.parse(element.dataset.points || "[]"))
    new CircleMarker([point.lat, point.lon], {
      radius: point.main ? 9 : 5,
      color: "#fff",
      weight: 2,
      fillColor: point.main ? LACQUER : INK,
      fillOpacity: 1,
    })
      .bindTooltip(point.name, { permanent: Boolean(point.main), direction: "top", offset: [0, -8], className: "cn-map__label" })
      .addTo(map);
}

for (const element of document.querySelectorAll("[data-map]")) draw(element);
