// Bundles src/app.ts and styles/app.css into src/kg/web/static/, with the hash of their content in their names,
// and writes manifest.json: which name stands for app.js and which for app.css.
import { build } from "esbuild";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "src", "kg", "web", "static");

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/app.ts", style: "styles/app.css" },
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

const names = {};
for (const file of result.outputFiles) {
  names[file.path.endsWith(".css") ? "app.css" : "app.js"] = basename(file.path);
}
await mkdir(out, { recursive: true });
for (const file of result.outputFiles) {
  await writeFile(file.path, file.contents);
}
// The manifest comes last and in one move: whoever reads it finds what it names.
const manifest = join(out, "manifest.json");
await writeFile(`${manifest}.new`, `${JSON.stringify(names, null, 2)}\n`);
await rename(`${manifest}.new`, manifest);
for (const file of await readdir(out)) {
  if (/^(app|style)-[A-Z0-9]+\.(js|css)$/.test(file) && !Object.values(names).includes(file)) {
    await rm(join(out, file));
  }
}
