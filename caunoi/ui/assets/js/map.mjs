// A map without tiles: boundaries and points as vectors. Its text alternative stands beside it on the page.
import { CircleMarker, GeoJSON, Map as LeafletMap, Control } from "leaflet/dist/leaflet-src.esm.js";

const LACQUER = "#8c1c13";
const INK = "#5a5249";

// Amounts from none (0) to most (5), and kinds by the colour's name; the legend's colours are in map.scss.
const SHADES = {
  0: "#e9e6e1", 1: "#fdf0d0", 2: "#f0d28a", 3: "#d0a24a", 4: "#8f6a2f", 5: "#5d3413",
  grey: "#d8d2c8", yellow: "#f4d35e", blue: "#7fb2d9", green: "#2f7d5b", orange: "#e08e45", red: "#a4262c",
};

function areaStyle(feature, own, areas) {
  const mine = own && feature.properties.code === own;
  const told = areas[feature.properties.code];
  if (told) return { color: "#fff", weight: 1, fillColor: SHADES[told.shade], fillOpacity: 1 };
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
  const areas = JSON.parse(element.dataset.areas || "{}");
  const layer = new GeoJSON(boundaries, {
    style: (feature) => areaStyle(feature, own, areas),
    onEachFeature: (feature, area) => {
      const told = areas[feature.properties.code];
      area.bindTooltip(told?.name ?? feature.properties.name, { sticky: true });
      if (told?.href) area.on("click", () => location.assign(told.href));
    },
  });
  const mine = layer.getLayers().find((area) => area.feature.properties.code === own);
  map.fitBounds((mine ?? layer).getBounds(), { padding: [16, 16], animate: false });
  layer.addTo(map);
  mine?.bringToFront();
  for (const point of JSON.parse(element.dataset.points || "[]")) {
    const marker = new CircleMarker([point.lat, point.lon], {
      radius: point.main ? 9 : "shade" in point ? 7 : 5,
      color: "shade" in point ? "#5d3413" : "#fff",
      weight: "shade" in point ? 1 : 2,
      fillColor: "shade" in point ? SHADES[point.shade] : point.main ? LACQUER : INK,
      fillOpacity: 1,
    })
      .bindTooltip(point.name, { permanent: Boolean(point.main), direction: "top", offset: [0, -8], className: "cn-map__label" })
      .addTo(map);
    if (point.href) marker.on("click", () => location.assign(point.href));
  }
}

for (const element of document.querySelectorAll("[data-map]")) draw(element);
