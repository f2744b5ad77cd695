// Bundles CodeMirror into bot/console/static/codemirror/, the same bytes each time: `make editor`.
// The first line of the bundle tells what it was made from; a test holds it to that.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const out = join(here, "../../bot/console/static/codemirror");
const SOURCES = ["build.mjs", "codemirror.js", "package-lock.json", "package.json", "sheets.js"];

const digest = (/** @type {(string | Buffer)[]} */ ...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

const { outputFiles, metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["codemirror.js"],
  alias: { "style-mod": "./sheets.js" },
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});

const packages = [...new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []))].sort();
const about = (/** @type {string} */ name) => JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
const licence = (/** @type {string} */ name) => {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} ships no licence`);
  return readFileSync(join(folder, file), "utf8").trim();
};

const [{ contents }] = outputFiles;
const made = digest(...SOURCES.map((name) => readFileSync(join(here, name))));
const head = `/* CodeMirror, see LICENSES.txt. Made by "make editor" from ${made}, holds ${digest(contents)} */\n`;
writeFileSync(join(out, "codemirror.js"), head + Buffer.from(contents).toString("utf8"));
writeFileSync(join(out, "LICENSES.txt"), packages.map((name) =>
  `${name} ${about(name).version}\n${"=".repeat(name.length + about(name).version.length + 1)}\n\n${licence(name)}\n`).join("\n\n"));
console.log(`${packages.join(", ")}\n${contents.length} bytes`);
