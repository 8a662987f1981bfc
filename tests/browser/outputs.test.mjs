// What leaves the default site: the paper theme, what is exported to be printed or mailed, and the report of a check. Axe
// finds nothing in any of them, nothing is wider than its page, the console is silent and nothing comes from elsewhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { allPages, among, build, copyOfExample, launch, pagesOfEachType, program, temporary, watched } = require("./browser.cjs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser, project;
before(async () => {
  project = copyOfExample();
  const settings = path.join(project, "refrain.yaml");
  fs.writeFileSync(settings, fs.readFileSync(settings, "utf8").replace("theme: default", "theme: paper"));
  browser = await launch();
});
after(() => browser?.close());

/** What is wrong with a page that is open, as lines. */
async function complaints(page, wrong) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.map((v) => `${v.impact}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...found, ...(wide > 0 ? [`${wide} px too wide`] : []), ...wrong.splice(0)];
}

/** What is wrong with files, seen as `looks` say. */
async function wrongWith(files, looks) {
  const found = [];
  for (const [name, options, media] of looks) {
    const workers = await Promise.all([0, 1].map(() => watched(browser, options)));
    await among(workers, files, async ({ page, wrong }, file) => {
      if (media) await page.emulateMedia({ media });
      await page.goto(pathToFileURL(file).href);
      for (const line of await complaints(page, wrong)) found.push(`${name}: ${path.basename(path.dirname(file))}/${path.basename(file)}: ${line}`);
    });
    await Promise.all(workers.map((w) => w.close()));
  }
  return found.sort();
}

const PHONE = ["phone", { colorScheme: "light", viewport: { width: 360, height: 740 } }];
const LAPTOP = ["dark, laptop", { colorScheme: "dark", viewport: { width: 1280, height: 800 } }];
const SHEET = ["sheet", { colorScheme: "dark", viewport: { width: 680, height: 1000 } }, "print"];

/** Types of page of every shape: a sheet, a table, a chart, a grid. All others are made of the same parts. */
const PRINTED = ["conversation", "persona", "competitor", "play", "claim", "coverage", "metrics", "home"];

test("every page type in the paper theme", async () => {
  const site = build(project);
  // The page for what is not there asks for its files from the top, which only a server has.
  const pages = pagesOfEachType(site).filter(({ file, barest }) => file !== "404.html" && !barest);
  const printed = pages.filter(({ type }) => PRINTED.includes(type));
  assert.equal(new Set(printed.map((p) => p.type)).size, PRINTED.length);
  const types = (list) => [...new Set(list.map((p) => p.type))].sort();
  assert.deepEqual(types(pages), types(allPages(site).filter(({ file }) => file !== "404.html")));
  assert.match(fs.readFileSync(path.join(site, "index.html"), "utf8"), /paper\.css/);
  const files = (list) => list.map(({ file }) => path.join(site, file));
  assert.deepEqual(await wrongWith(files(pages), [PHONE]), []);
  assert.deepEqual(await wrongWith(files(printed), [LAPTOP, SHEET]), []);
});

test("what is exported as a page", async () => {
  const folder = temporary();
  const files = ["ops-manager/why-change", "owner/why-stay", "whiteboard", "gap-count"].flatMap((what) =>
    [[], ["--internal"]].map((more) => {
      const file = path.join(folder, `${what.replaceAll(/\W/g, "-")}${more.join("")}.html`);
      execFileSync(program, ["export", what, "--root", project, "--output", file, ...more], { stdio: "pipe" });
      return file;
    }),
  );
  // What is exported is light wherever it is opened.
  assert.deepEqual(await wrongWith(files, [PHONE, SHEET]), []);
});

test("the report of a check", async () => {
  const folder = temporary();
  const file = path.join(folder, "report.html");
  let said;
  try {
    said = execFileSync(program, ["check", "--root", project, "--format", "html"], { stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64e6 });
  } catch (error) {
    assert.equal(error.status, 1, `${error.stderr}`);
    said = error.stdout;
  }
  fs.writeFileSync(file, said);
  assert.deepEqual(await wrongWith([file], [PHONE, LAPTOP, SHEET]), []);
});
