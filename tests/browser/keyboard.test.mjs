// Every interaction with the keyboard alone, and that Tab reaches whatever can be used on every page type.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { allPages, among, build, copyOfExample, launch, pagesOfEachType, watched, withPast } = require("./browser.cjs");

let browser, site;
before(async () => {
  site = build(withPast(copyOfExample()));
  browser = await launch();
});
after(() => browser?.close());

const address = (file) => pathToFileURL(path.join(site, file)).href;
const first = (type, holds) => allPages(site).find((p) => p.type === type && (!holds || fs.readFileSync(path.join(site, p.file), "utf8").includes(holds)))?.file;
const focused = (page, locator) => locator.evaluate((node) => node === document.activeElement);

test("Tab reaches everything that can be used, shows where it is, and the first stop skips to the content", async () => {
  const found = [];
  const tabs = await Promise.all([0, 1].map(() => watched(browser, { viewport: { width: 1280, height: 800 } })));
  const each = new Map(pagesOfEachType(site).filter((p) => p.file !== "404.html").map((p) => [p.type, p]).reverse());
  await among(tabs, [...each.values()], async ({ page, wrong }, { file }) => {
    await page.goto(address(file));
    // Sorts everything out in one go: what can be used is what Tab must stop at, in any order.
    const wanted = await page.evaluate(() => {
      const usable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
      const seen = (node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && node.getClientRects().length;
      self.left = new Set(usable.filter(seen));
      self.dull = [];
      document.addEventListener("focusin", ({ target }) => {
        self.left.delete(target);
        const style = getComputedStyle(target);
        if (style.outlineStyle === "none" && style.boxShadow === "none") self.dull.push(target.outerHTML.slice(0, 100));
      });
      return self.left.size;
    });
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
    // The search page begins in its field.
    if (skip !== "#main" && !(await page.locator("[data-search-page]").count())) found.push(`${file}: the first stop is ${skip}`);
    // What scrolls by itself is a stop of the browser's own.
    for (let n = 0; n < Math.min(wanted, 400) + 20; n++) await page.keyboard.press("Tab");
    const { left, dull } = await page.evaluate(() => ({ left: [...self.left].map((n) => n.outerHTML.slice(0, 120)), dull: [...new Set(self.dull)] }));
    if (wanted < 400) found.push(...left.slice(0, 3).map((html) => `${file}: Tab never reaches ${html}`));
    found.push(...dull.slice(0, 3).map((html) => `${file}: nothing shows that the focus is on ${html}`), ...wrong.splice(0));
  });
  assert.deepEqual(found, []);
  await Promise.all(tabs.map((t) => t.close()));
});

test("the menu on a phone opens, moves the focus in, and Escape gives it back", async () => {
  const { page, wrong, close } = await watched(browser, { viewport: { width: 360, height: 740 } });
  await page.goto(address("claims.html"));
  const link = page.locator("[data-menu]");
  await link.focus();
  await page.keyboard.press("Enter");
  assert.equal(await link.getAttribute("aria-expanded"), "true");
  assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest("#menu"))), true, "the focus is in the menu");
  await page.keyboard.press("Escape");
  assert.equal(await link.getAttribute("aria-expanded"), "false");
  assert.equal(await focused(page, link), true, "the focus is back");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("claims.html"));
  assert.deepEqual(wrong, []);
  await close();
});

test("light and dark are switched, and the choice is kept on the next page", async () => {
  const { page, wrong, close } = await watched(browser, { colorScheme: "light" });
  await page.goto(address("index.html"));
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator("[data-toggle-theme]").focus();
  await page.keyboard.press("Enter");
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.goto(address("claims.html"));
  assert.equal(await paper(), dark, "the choice is kept");
  await page.locator("[data-toggle-theme]").focus();
  await page.keyboard.press("Space");
  assert.equal(await paper(), light);
  assert.deepEqual(wrong, []);
  await close();
});

test("every kind of copy button copies, and nothing that is internal", async () => {
  const { page, wrong, close } = await watched(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(address("talk/ops-manager--why-stay.html"));
  const forms = new Set(await page.locator("[data-copy]").evaluateAll((nodes) => nodes.map((n) => n.dataset.form)));
  assert.ok(forms.has("plain") && forms.has("rich") && forms.has("markdown"), [...forms].join());
  for (const form of forms) {
    const button = page.locator(`[data-copy][data-form="${form}"]:visible`).first();
    await button.focus();
    await page.evaluate(() => navigator.clipboard.writeText("-"));
    await page.keyboard.press("Enter");
    await page.locator(".toast", { hasText: "opied" }).waitFor();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "-");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.trim().length > 10, `${form} copied: ${copied}`);
    const inside = await page.locator(".internal").allInnerTexts();
    for (const line of inside.filter((text) => text.length > 12)) assert.ok(!copied.includes(line.trim()), `${form} copied what is internal`);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("arrows turn to the neighbouring moment and back, but not while somebody types", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("talk/ops-manager--why-stay.html"));
  const way = await page.locator('a[data-key="ArrowRight"]').first().getAttribute("href");
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => !url.pathname.endsWith("why-stay.html"));
  assert.ok(page.url().endsWith(way.replace(/^(\.\.\/)*/, "")), page.url());
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL((url) => url.pathname.endsWith("ops-manager--why-stay.html"));
  const other = page.locator('a[data-key="ArrowDown"]');
  if (await other.count()) {
    await page.keyboard.press("Escape");
    const to = await other.first().getAttribute("href");
    assert.match(to, /--why-stay\.html$/, "down is another persona at the same moment");
  }
  await page.keyboard.press("/");
  await page.keyboard.type("price");
  await page.keyboard.press("ArrowLeft");
  assert.match(page.url(), /ops-manager--why-stay\.html$/);
  assert.deepEqual(wrong, []);
  await close();
});

test("a closed part opens by key", async () => {
  const { page, wrong, close } = await watched(browser);
  const types = [...new Set(allPages(site).filter((p) => fs.readFileSync(path.join(site, p.file), "utf8").includes("<summary")).map((p) => p.type))];
  assert.ok(types.length > 0);
  for (const type of types) {
    await page.goto(address(first(type, "<summary")));
    const part = page.locator("main details:not([open])").first();
    if (!(await part.count())) continue;
    const node = await part.elementHandle();
    await part.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await node.evaluate((d) => d.open), true, type);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("a calculator answers as numbers are typed", async () => {
  const { page, wrong, close } = await watched(browser);
  const pages = allPages(site).filter((p) => fs.readFileSync(path.join(site, p.file), "utf8").includes("data-calc="));
  const types = new Map(pages.map((p) => [p.type, p.file]));
  assert.ok(types.has("calculators"));
  for (const [type, file] of types) {
    await page.goto(address(file));
    const forms = await page.locator("form[data-calc]").count();
    for (let n = 0; n < forms; n++) {
      const form = page.locator("form[data-calc]").nth(n);
      const fields = form.locator("input[type=text], input[type=number]");
      for (let at = 0; at < (await fields.count()); at++) {
        await fields.nth(at).focus();
        await page.keyboard.press("Control+a");
        await page.keyboard.type("4");
      }
      const answers = await form.locator("output").allInnerTexts();
      assert.ok(answers.some((text) => /\d/.test(text)), `${type}: calculator ${n + 1} answers nothing`);
    }
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("a part that scrolls sideways can be scrolled by key", async () => {
  const { page, wrong, close } = await watched(browser, { viewport: { width: 360, height: 740 } });
  const found = [];
  for (const { file } of pagesOfEachType(site).filter((p) => p.file !== "404.html")) {
    await page.goto(address(file));
    found.push(...await page.evaluate((file) => [...document.querySelectorAll("main *")]
      .filter((n) => ["auto", "scroll"].includes(getComputedStyle(n).overflowX) && n.scrollWidth > n.clientWidth + 1)
      .filter((n) => n.tabIndex < 0 && !n.querySelector("a[href], button, input, [tabindex]"))
      .map((n) => `${file}: ${n.outerHTML.slice(0, 100)}`), file));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(wrong, []);
  await close();
});

test("a key or a click that befalls the page as a whole is no error", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("index.html"));
  await page.evaluate(() => {
    for (const key of ["ArrowRight", "a", "]"]) document.dispatchEvent(new KeyboardEvent("keydown", { key }));
    document.dispatchEvent(new MouseEvent("click"));
  });
  assert.deepEqual(wrong, []);
  await close();
});
