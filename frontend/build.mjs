// Bundles the style and scripts into src/kg/web/static/, with the hash of their content in their names: app.* for
// every page, sparql.* for /sparql alone. Beside them licences.txt, for what others wrote, and manifest.json, which
// tells what each is named.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "src", "kg", "web", "static");
const served = {
  "app.js": { in: "src/app.ts", out: "app" },
  "app.css": { in: "styles/app.css", out: "style" },
  "sparql.js": { in: "src/sparql/main.ts", out: "sparql" },
  "sparql.css": { in: "styles/sparql.css", out: "sparql" },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: Object.values(served),
  entryNames: "[name]-[hash]",
  outdir: out,
  bundle: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});

const files = Object.entries(result.metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]);
const names = Object.fromEntries(Object.entries(served).map(([name, entry]) => [name, new Map(files).get(entry.in)]));
await mkdir(out, { recursive: true });
for (const file of result.outputFiles) {
  await writeFile(file.path, file.contents);
}
// What others wrote goes with their licences.
const packages = new Set(Object.keys(result.metafile.inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
const licences = await Promise.all(
  [...packages].sort().map(async (folder) => `${folder.replace("node_modules/", "")}\n\n${await readFile(join(here, folder, "LICENSE"), "utf8")}`),
);
await writeFile(join(out, "licences.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
// The manifest comes last and in one move: whoever reads it finds what it names.
const manifest = join(out, "manifest.json");
await writeFile(`${manifest}.new`, `${JSON.stringify(names, null, 2)}\n`);
await rename(`${manifest}.new`, manifest);
for (const file of await readdir(out)) {
  if (/^(app|style|sparql)-[A-Z0-9]+\.(js|css)$/.test(file) && !Object.values(names).includes(file)) {
    await rm(join(out, file));
  }
}
