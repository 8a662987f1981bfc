// Every page type of the built example, light and dark, on a phone and on paper: axe finds nothing, the console is silent,
// the policy holds, nothing comes from elsewhere, nothing is wider than the page; and what a page weighs. The types are
// those of the built site, so a new page is covered without a line here.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const { allPages, among, build, copyOfExample, host, launch, pagesOfEachType, root, watched, withPast } = require("./browser.cjs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser, server, site, pages;
before(async () => {
  site = build(withPast(copyOfExample()));
  pages = pagesOfEachType(site);
  server = await host(site);
  browser = await launch();
});
after(async () => {
  server?.stop();
  await browser?.close();
});

// The page for what is not there is asked for at any depth, so its links begin at the top: only a server can show it.
const address = (file) => (file === "404.html" ? `${server.address}no/such/page.html` : pathToFileURL(path.join(site, file)).href);
const expected = (line, file) => file === "404.html" && /status 404|Failed to load resource/.test(line) && /no\/such\/page|status of 404/.test(line);

/** What axe finds, whatever its impact, as lines. */
async function complaints(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map((v) => `${v.impact}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
}

test("every page type of the registry is on the list of pages", () => {
  const types = fs.readdirSync(path.join(root, "src/site/pages")).filter((f) => f.endsWith(".rs") && f !== "mod.rs");
  assert.ok(types.length >= 28, `only ${types.length} page types`);
  // Where a page's body says another word than its type's file.
  const said = { rule: "check" };
  const visited = new Set(pages.flatMap((p) => [p.type, p.file.replace(/\.html$/, "")]));
  // `item` is for kinds without a page type of their own, and today each has one.
  const missed = types.map((f) => f.replace(/\.rs$/, "")).filter((type) => type !== "item").filter((type) => !visited.has(said[type] ?? type.replaceAll("_", "-")));
  assert.deepEqual(missed, [], "page types that the example has no page of");
});

for (const [name, options, media] of [
  ["light, laptop", { colorScheme: "light", viewport: { width: 1440, height: 900 } }],
  ["dark, tablet", { colorScheme: "dark", viewport: { width: 768, height: 1024 } }],
  ["light, phone", { colorScheme: "light", viewport: { width: 360, height: 740 }, hasTouch: true }],
  ["dark, phone", { colorScheme: "dark", viewport: { width: 360, height: 740 }, reducedMotion: "reduce" }],
  ["paper", { colorScheme: "dark", viewport: { width: 718, height: 1000 } }, "print"],
]) {
  test(`every page type: ${name}`, async () => {
    const found = [];
    const workers = await Promise.all([0, 1].map(() => watched(browser, options)));
    // The barest pages are seen in light only: what differs from the fullest is what is missing.
    await among(workers, pages.filter((p) => options.colorScheme === "light" || !p.barest), async ({ page, wrong }, { file }) => {
      if (media) await page.emulateMedia({ media });
      await page.goto(address(file));
      if (media) await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      const headings = await page.locator("h1").count();
      if (headings !== 1) found.push(`${file} has ${headings} first headings`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${file} is ${wide} px too wide`);
      for (const line of await complaints(page)) found.push(`${file}: ${line}`);
      found.push(...wrong.splice(0).filter((line) => !expected(line, file)).map((line) => `${file}: ${line}`));
    });
    assert.deepEqual(found.sort(), []);
    await Promise.all(workers.map((w) => w.close()));
  });
}

test("on a phone no table and no chart is wider than its place", async () => {
  const { page, close } = await watched(browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const found = [];
  for (const { file } of pages) {
    await page.goto(address(file));
    const wide = await page.evaluate(() => {
      document.querySelectorAll("details").forEach((part) => { part.open = true; });
      const seen = [...document.querySelectorAll("main :is(.wide, .drawn)")].filter((box) => box.checkVisibility());
      return seen.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.getAttribute("aria-label") ?? box.className}: ${box.scrollWidth} in ${box.clientWidth}`);
    });
    found.push(...wide.map((line) => `${file}: ${line}`));
  }
  assert.deepEqual(found, []);
  await close();
});

test("a long page begins on a phone as the list of its parts, each one touch or key away", async () => {
  const { page, close } = await watched(browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
  for (const file of ["claims.html", "metrics.html", "checks.html", "messages.html", "persona/ops-manager.html"]) {
    await page.goto(address(file));
    const parts = page.locator("main .group");
    const [count, height] = [await parts.count(), await page.evaluate(() => document.body.offsetHeight)];
    assert.ok(count > 1 && height < 4 * 740, `${file} has ${count} parts in ${height} px`);
    const last = parts.last();
    assert.equal(await last.evaluate((part) => part.open), false, `${file}: the last part is open`);
    await last.locator("> summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await last.evaluate((part) => part.open), true, `${file}: Enter does not open it`);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("main .group:not([open])").count(), 0, `${file}: a closed part is not printed`);
  }
  await close();
});

test("a link into a closed part opens it: from elsewhere, and from the list of parts, more than once", async () => {
  const { page, close } = await watched(browser, { viewport: { width: 360, height: 740 } });
  await page.goto(`${address("claims.html")}#promises`);
  const part = page.locator("#promises > .group");
  assert.equal(await part.evaluate((node) => node.open), true, "not opened on arrival");
  for (let time = 0; time < 2; time++) {
    await part.evaluate((node) => { node.open = false; });
    await page.locator('.jumps a[href="#promises"]').click();
    assert.equal(await part.evaluate((node) => node.open), true, "not opened from the list");
    await page.waitForFunction(() => document.querySelector("#promises").getBoundingClientRect().top < innerHeight / 2);
  }
  const row = await page.locator("#in-results tr[id]").first().getAttribute("id");
  await page.goto("about:blank");
  await page.goto(`${address("claims.html")}#${row}`);
  await page.waitForFunction((id) => { const box = document.getElementById(id).getBoundingClientRect(); return box.height > 0 && box.top >= 0 && box.top < innerHeight; }, row);
  await close();
});

test("on a laptop, and without scripts, every part of a page is open", async () => {
  for (const options of [{ viewport: { width: 1440, height: 900 } }, { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }]) {
    const { page, close } = await watched(browser, options);
    for (const file of ["claims.html", "metrics.html", "persona/ops-manager.html"]) {
      await page.goto(address(file));
      assert.ok((await page.locator("main .group").count()) > 1);
      assert.equal(await page.locator("main .group:not([open])").count(), 0, file);
    }
    await close();
  }
});

test("every page type says the same without scripts, but for search, copying and calculators", async () => {
  const [on, off] = await Promise.all([watched(browser), watched(browser, { javaScriptEnabled: false })]);
  const words = (page) => page.evaluate(() => {
    const main = document.querySelector("main").cloneNode(true);
    main.querySelectorAll("button, .copy, .anchor, .needs-js, [data-search-page], output, noscript, script, [data-copy], [data-calc]").forEach((node) => node.remove());
    return main.textContent.replace(/\s+/g, " ").trim();
  });
  const found = [];
  for (const { file } of pages) {
    await Promise.all([on.page.goto(address(file)), off.page.goto(address(file))]);
    const [live, still] = await Promise.all([words(on.page), words(off.page)]);
    if (live !== still) found.push(`${file} says something else without scripts`);
    const seen = await off.page.locator("main").innerText();
    if (seen.trim().length <= 20) found.push(`${file} says nothing without scripts`);
    found.push(...off.wrong.splice(0).filter((line) => !expected(line, file)).map((line) => `${file}: ${line}`));
  }
  assert.deepEqual(found, []);
  await Promise.all([on.close(), off.close()]);
});

test("no page weighs 60 kB as sent, or uses 30 kB of script", () => {
  const sizes = new Map();
  const size = (file) => {
    if (!sizes.has(file)) {
      const bytes = fs.readFileSync(path.join(site, file));
      sizes.set(file, { raw: bytes.length, sent: gzipSync(bytes).length });
    }
    return sizes.get(file);
  };
  const found = [];
  let heaviest = { sent: 0 };
  for (const { file, bytes } of allPages(site)) {
    const html = fs.readFileSync(path.join(site, file), "utf8");
    const from = (href) => (href.startsWith("/") ? href.slice(1) : path.posix.join(path.posix.dirname(file), href));
    const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map((m) => from(m[1]));
    const others = [...html.matchAll(/<(?:link rel="(?:stylesheet|icon)" href|img[^>]* src)="([^"]+)"/g)].map((m) => from(m[1]));
    const script = scripts.reduce((sum, f) => sum + size(f).raw, 0);
    const sent = [file, ...scripts, ...others].reduce((sum, f) => sum + size(f).sent, 0);
    if (bytes >= 60_000) found.push(`${file} itself has ${bytes} bytes`);
    if (script >= 30_000) found.push(`${file} uses ${script} bytes of script`);
    if (sent >= 60_000) found.push(`${file} is sent as ${sent} bytes`);
    if (sent > heaviest.sent) heaviest = { file, sent, bytes, script };
  }
  console.log(`heaviest: ${heaviest.file}, ${heaviest.sent} bytes as sent with all it uses, ${heaviest.bytes} itself, ${heaviest.script} of script`);
  assert.deepEqual(found, []);
});
