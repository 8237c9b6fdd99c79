// Builds what browsers load, into caunoi/ui/static/dist/ : one style sheet, one script, map, diagram and modeler apart, fonts, images.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const modules = join(root, "node_modules");
const out = resolve(here, "../static/dist");

/** Compile one style sheet. Warnings of dependencies are theirs to mend. */
function styles(source, target) {
  const result = sass.compile(join(here, "scss", source), {
    style: "compressed",
    loadPaths: [modules, join(modules, "@ministryofjustice/frontend")],
    quietDeps: true,
    silenceDeprecations: ["import"],
    importers: [{ findFileUrl: (url) => (url.startsWith("node_modules/") ? pathToFileURL(join(root, url)) : null) }],
  });
  // Pictures that our pages never show (Leaflet's default markers, MOJ's document icon) are not shipped.
  writeFileSync(join(out, target), result.css.replace(/url\((images\/(layers|marker)|\/assets\/)[^)]*\)/g, "none"));
}

/** Only the files that the style sheet names: two weights, three scripts. */
function fonts() {
  const wanted = [
    ["be-vietnam-pro", ["latin", "vietnamese"]],
    ["sarabun", ["thai"]],
  ];
  mkdirSync(join(out, "fonts"), { recursive: true });
  for (const [face, subsets] of wanted)
    for (const subset of subsets)
      for (const weight of [400, 600]) {
        const name = `${face}-${subset}-${weight}-normal.woff2`;
        cpSync(join(modules, "@fontsource", face, "files", name), join(out, "fonts", name));
      }
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
fonts();
cpSync(join(here, "fonts"), join(out, "fonts"), { recursive: true });
cpSync(join(here, "images"), join(out, "images"), { recursive: true });
styles("main.scss", "caunoi.css");
styles("map.scss", "map.css");
styles("diagram.scss", "diagram.css");
styles("desk.scss", "desk.css");
styles("modeler.scss", "modeler.css");
styles("board.scss", "board.css");
const scripts = {
  caunoi: "main", map: "map", diagram: "diagram", desk: "desk", uploads: "uploads", scan: "scan", jsqr: "jsqr",
  forms: "forms", modeler: "modeler", simulate: "simulate", board: "board", mark: "mark",
};
await build({
  entryPoints: Object.fromEntries(Object.entries(scripts).map(([out, source]) => [out, join(here, `js/${source}.mjs`)])),
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  legalComments: "none",
  nodePaths: [modules],
});
console.log(`built ${out}`);
