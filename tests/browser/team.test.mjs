// Pages about teams, time and numbers in a real browser: nothing that axe finds, light and dark, phone, laptop and paper;
// charts that fit or scroll by the keyboard; the reference finder and the lead sheet by keyboard alone.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { build, launch, root, watched } = require("./browser.cjs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TOP = ["alignment", "answers", "calculators", "calendar", "consistency", "coverage", "customers", "experiments", "metrics", "research", "responsibility", "single-voice", "triggers"];
const FOLDERS = ["calendar", "customer", "experiment", "findings", "metric", "play", "research", "trigger"];

let browser;
let site;
before(async () => {
  site = process.env.SITE || build(root);
  browser = await launch();
});
after(() => browser?.close());

const address = (file) => pathToFileURL(path.join(site, file)).href;

/** Every page at the top, and of each folder the two largest. */
function pages() {
  const size = (file) => fs.statSync(path.join(site, file)).size;
  const of = (folder) => fs.readdirSync(path.join(site, folder)).filter((f) => f.endsWith(".html")).map((f) => `${folder}/${f}`);
  return [...TOP.map((name) => `${name}.html`), ...FOLDERS.flatMap((f) => of(f).sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1)).slice(0, 2))];
}

for (const [name, options, media] of [
  ["light, laptop", { colorScheme: "light", viewport: { width: 1440, height: 900 } }],
  ["dark, phone", { colorScheme: "dark", viewport: { width: 360, height: 740 } }],
  ["paper", { colorScheme: "light", viewport: { width: 794, height: 1123 } }, "print"],
  ["forced colours", { forcedColors: "active", viewport: { width: 1024, height: 800 } }],
]) {
  test(`axe finds nothing on pages about teams: ${name}`, async () => {
    const { page, wrong, close } = await watched(browser, options);
    if (media) await page.emulateMedia({ media });
    const found = [];
    for (const file of pages()) {
      assert.ok(fs.statSync(path.join(site, file)).size < 60_000, `${file} weighs more than 60 kB`);
      await page.goto(address(file));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0 && !media) found.push(`${file} is ${wide} px too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const v of violations) found.push(`${file}: ${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
      found.push(...wrong.splice(0).map((line) => `${file}: ${line}`));
    }
    assert.deepEqual(found, []);
    await close();
  });
}

test("every chart bears a title and a description and stands beside a table", async () => {
  const { page, close } = await watched(browser);
  let charts = 0;
  for (const file of pages()) {
    await page.goto(address(file));
    const told = await page.evaluate(() =>
      [...document.querySelectorAll("main svg[role=img]")].map((svg) => {
        const names = svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id)?.textContent);
        const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
        return { names, once: new Set(ids).size === ids.length, table: !!document.querySelector("main table") || !!svg.closest("main").querySelector("dl") };
      }),
    );
    for (const chart of told) {
      charts++;
      assert.ok(chart.names.length === 2 && chart.names.every((n) => n && n.length > 3), `${file}: ${chart.names}`);
      assert.ok(chart.once, `${file} has an id twice`);
      assert.ok(chart.table, `${file} has a chart and no table`);
    }
  }
  assert.ok(charts >= 40, `${charts} charts`);
  await close();
});

test("no words of a chart lie outside it or on each other", async () => {
  const { page, close } = await watched(browser, { viewport: { width: 1440, height: 900 } });
  const found = [];
  for (const file of pages()) {
    await page.goto(address(file));
    const lines = await page.evaluate(() => {
      const out = [];
      for (const svg of document.querySelectorAll("main svg[role=img]")) {
        const frame = svg.getBoundingClientRect();
        const words = [...svg.querySelectorAll("text")].map((t) => ({ t: t.textContent, r: t.getBoundingClientRect() }));
        for (const { t, r } of words) {
          if (r.left < frame.left - 2 || r.right > frame.right + 2 || r.top < frame.top - 2 || r.bottom > frame.bottom + 2) out.push(`outside: ${t}`);
        }
        words.forEach((a, n) =>
          words.slice(n + 1).forEach((b) => {
            const x = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left), y = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
            if (x > 1.5 && y > 4) out.push(`"${a.t}" on "${b.t}"`);
          }),
        );
      }
      return out;
    });
    found.push(...lines.map((line) => `${file}: ${line}`));
  }
  assert.deepEqual(found, []);
  await close();
});

test("the reference finder narrows by keyboard alone, and shows all without scripts", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("customers.html"));
  const shown = () => page.locator("#references tbody tr:visible").count();
  const all = await shown();
  assert.ok(all >= 5);
  await page.locator("select[name=segment]").focus();
  await page.keyboard.press("ArrowDown");
  const some = await shown();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.match(await page.locator("[data-found]").innerText(), new RegExp(`^${some} of ${all}`));
  await page.keyboard.press("ArrowUp");
  assert.equal(await shown(), all);
  assert.deepEqual(wrong, []);
  await close();
  const plain = await watched(browser, { javaScriptEnabled: false });
  await plain.page.goto(address("customers.html"));
  assert.equal(await plain.page.locator("#references tbody tr:visible").count(), all);
  assert.equal(await plain.page.locator(".finder:visible").count(), 0, "what cannot work is not shown");
  await plain.close();
});

test("the lead sheet scores a customer in pain by keyboard alone", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("calculators.html"));
  const verdict = page.locator("#lead output[name=verdict]");
  assert.match(await verdict.innerText(), /no pain, no sale/);
  await page.locator("#lead select[name=severity]").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.match(await verdict.innerText(), /qualified/);
  assert.deepEqual(wrong, []);
  await close();
});
