// Bundles the style and scripts into src/kg/web/static/, with the hash of their content in their names: app.* for
// every page, sparql.* for /sparql alone, focus.js for the large pictures, local.js for who reads a site without a server, worker.js and engine.wasm
// for who asks such a site a question. Beside them licences.txt, for what others wrote, and manifest.json, which
// tells what each is named. The letters stand there twice: packed for the pages, and as they are for what is printed.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "src", "kg", "web", "static");
const pages = {
  "app.js": { in: "src/app.ts", out: "app" },
  "app.css": { in: "styles/app.css", out: "style" },
  "sparql.js": { in: "src/sparql/main.ts", out: "sparql" },
  "focus.js": { in: "src/focus.ts", out: "focus" },
  "sparql.css": { in: "styles/sparql.css", out: "sparql" },
  "overview.js": { in: "src/overview/main.ts", out: "overview" },
  "overview.css": { in: "styles/overview.css", out: "overview" },
};
const local = { "local.js": { in: "src/local/main.ts", out: "local" } };
const worker = { "worker.js": { in: "src/local/worker.ts", out: "worker" } };
const letters = {
  "regular.ttf": "400Regular/SourceSans3_400Regular.ttf",
  "semibold.ttf": "600SemiBold/SourceSans3_600SemiBold.ttf",
};
const SPOKEN = /^(local|search|facet|kinds?|found|paging|more|answers|question|problem|notice|coverage)\.|^(page_of|paging|previous|next|months)$/;

/** Gives local.js the words of the pages that it makes itself, in both languages, from the catalogues of the pages. */
const words = {
  name: "words",
  setup(built) {
    built.onResolve({ filter: /^words:/ }, ({ path }) => ({ path, namespace: "words" }));
    built.onLoad({ filter: /.*/, namespace: "words" }, async () => {
      const [nl, en] = await Promise.all(["nl", "en"].map(spoken));
      return { contents: JSON.stringify({ nl, en }), loader: "json" };
    });
  },
};

async function spoken(language) {
  const all = JSON.parse(await readFile(join(here, "..", "src", "kg", "publish", "words", `${language}.json`), "utf8"));
  return Object.fromEntries(Object.entries(all).filter(([key]) => SPOKEN.test(key)));
}

/** Returns what is made of some entries: the files, what each is named, and what went in. */
async function bundled(served, define) {
  const { outputFiles, metafile } = await build({
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
    loader: { ".rq": "text", ".woff2": "file" },
    assetNames: "[name]-[hash]",
    plugins: [words],
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    metafile: true,
    write: false,
  });
  const files = new Map(Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]));
  const names = Object.fromEntries(Object.entries(served).map(([name, entry]) => [name, files.get(entry.in)]));
  for (const each of outputFiles.map(({ path }) => basename(path)).filter((name) => name.endsWith(".woff2"))) {
    names[each.replace(/-[A-Z0-9]+\.woff2$/, ".woff2")] = each;
  }
  return { files: outputFiles.map(({ path, contents }) => ({ path, contents })), names, inputs: Object.keys(metafile.inputs) };
}

/** Returns the engine for SPARQL, packed: not every host packs what it sends, and this is by far the largest file. */
async function engine() {
  const contents = await readFile(join(here, "node_modules", "oxigraph", "web_bg.wasm"));
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
  const name = `engine-${hash}.wasm.gz`;
  return { files: [{ path: join(out, name), contents: gzipSync(contents, { level: 9 }) }], names: { "engine.wasm": name }, inputs: [] };
}

/** Returns the letters as they are, in which pictures and memos are set. */
async function typeface() {
  const within = "node_modules/@expo-google-fonts/source-sans-3";
  const cut = await Promise.all(
    Object.entries(letters).map(async ([served, file]) => {
      const contents = await readFile(join(here, within, file));
      const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
      return [served, `${served.replace(".ttf", "")}-${hash}.ttf`, contents];
    }),
  );
  return {
    files: cut.map(([, name, contents]) => ({ path: join(out, name), contents })),
    names: Object.fromEntries(cut.map(([served, name]) => [served, name])),
    inputs: [`${within}/package.json`],
  };
}

const packed = await engine();
const set = await typeface();
const thread = await bundled(worker, {});
const alone = await bundled(local, {
  WORKER_SCRIPT: thread.names["worker.js"],
  ENGINE_FILE: packed.names["engine.wasm"],
  ENGINE_BYTES: packed.files[0].contents.length,
});
const shown = await bundled(pages, { LOCAL_SCRIPT: alone.names["local.js"] });
const made = [shown, alone, thread, packed, set];
const names = Object.assign({}, ...made.map((each) => each.names));

const written = new Set();

await mkdir(out, { recursive: true });
for (const file of made.flatMap((each) => each.files)) {
  await writeFile(file.path, file.contents);
  written.add(basename(file.path));
}
// What others wrote goes with their licences; a package that comes without the text has it in licences/.
const packages = new Set(made.flatMap((each) => each.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
const licences = await Promise.all(
  [...packages].sort().map(async (name) => {
    const text = await readFile(join(here, "node_modules", name, "LICENSE"), "utf8").catch(() => readFile(join(here, "licences", `${name}.txt`), "utf8"));
    return `${name}\n\n${text}`;
  }),
);
await writeFile(join(out, "licences.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
// The manifest comes last and in one move: whoever reads it finds what it names.
const manifest = join(out, "manifest.json");
await writeFile(`${manifest}.new`, `${JSON.stringify(names, null, 2)}\n`);
await rename(`${manifest}.new`, manifest);
for (const file of await readdir(out)) {
  if (/^[a-z0-9-]+-[A-Z0-9]+\.(js|css|wasm\.gz|woff2|ttf)$/.test(file) && !written.has(file)) {
    await rm(join(out, file));
  }
}
