// Search as a rep uses it: on a page opened from a file, with the keyboard alone.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { build, copyOfExample, launch, watched } = require("./browser.cjs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser, site;
before(async () => {
  site = build(copyOfExample());
  browser = await launch();
});
after(() => browser?.close());

const address = (file) => pathToFileURL(path.join(site, file)).href;
const ends = (page, file) => page.waitForURL((url) => url.pathname.endsWith(file));
/** The options a reader sees, the one that Enter opens, and where the focus is. */
const state = (page) => page.evaluate(() => ({
  open: Boolean(document.querySelector("dialog.search[open]")),
  active: document.querySelector("[role=option][aria-selected=true]")?.getAttribute("href") ?? null,
  named: document.getElementById(document.querySelector("[role=combobox]")?.getAttribute("aria-activedescendant") ?? "")?.getAttribute("href") ?? null,
  options: document.querySelectorAll("[role=option]").length,
  inside: Boolean(document.activeElement.closest("dialog.search")),
  focus: document.activeElement.getAttribute("role") ?? document.activeElement.localName,
}));

test("slash opens, typing finds, arrows choose, Enter goes there", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("talk/ops-manager--why-stay.html"));
  await page.keyboard.press("/");
  await page.keyboard.type("mised visits");
  await page.locator("[role=option]").first().waitFor();
  let now = await state(page);
  assert.equal(now.active, "../pain/missed-visits.html");
  assert.equal(now.named, now.active, "a screen reader is told which one");
  assert.equal(now.focus, "combobox");
  await page.keyboard.press("ArrowDown");
  const second = (await state(page)).active;
  assert.notEqual(second, now.active);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("[role=option]").last().getAttribute("aria-selected"), "true", "up from the first is the last");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await ends(page, "/pain/missed-visits.html");
  assert.deepEqual(wrong, []);
  await close();
});

test("on a phone with its keyboard open, a pain with a slip in it has its answer in sight", async () => {
  const { page, wrong, close } = await watched(browser, { viewport: { width: 360, height: 400 }, hasTouch: true, isMobile: true });
  await page.goto(address("index.html"));
  await page.locator("[data-search]").first().tap();
  await page.keyboard.type("technicain stands idle");
  const first = page.locator("[role=option]").first();
  await first.waitFor();
  assert.match(await first.getAttribute("href"), /pain\/idle-vans\.html$/);
  const seen = await page.evaluate(() => {
    const dialog = document.querySelector("dialog.search"), box = dialog.getBoundingClientRect();
    const answer = document.querySelector("[role=option]").getBoundingClientRect();
    return { left: box.left, right: box.right, bottom: answer.bottom, sideways: dialog.scrollWidth - dialog.clientWidth };
  });
  assert.deepEqual([seen.left, seen.right, seen.sideways], [0, 360, 0], "the whole screen, and no wider");
  assert.ok(seen.bottom <= 400, `the first answer ends at ${seen.bottom}`);
  // The answers may be looked through while the field stays.
  await page.keyboard.press("ArrowUp");
  const bar = await page.evaluate(() => {
    const last = document.querySelector("[role=option][aria-selected=true]").getBoundingClientRect();
    return { field: document.querySelector(".search .bar").getBoundingClientRect().top, top: last.top, bottom: last.bottom };
  });
  assert.ok(bar.field === 0 && bar.top >= 60 && bar.bottom < 401, JSON.stringify(bar));
  await first.tap();
  await ends(page, "/pain/idle-vans.html");
  assert.deepEqual(wrong, []);
  await close();
});

test("Escape closes and gives the focus back; the focus stays inside while it is open", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("claims.html"));
  const link = page.locator("a[data-search]").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("renewal");
  await page.locator("[role=option]").first().waitFor();
  const visited = new Set();
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press(n < 25 ? "Tab" : "Shift+Tab");
    const at = await page.evaluate(() => {
      const node = document.activeElement;
      return node === document.body ? "browser" : node.closest("dialog.search") ? `${node.localName} ${node.getAttribute("aria-label") ?? node.textContent}` : `outside: ${node.outerHTML}`;
    });
    assert.doesNotMatch(at, /^outside/);
    visited.add(at.split(" ")[0]);
  }
  for (const name of ["input", "button", "select"]) assert.ok(visited.has(name), `Tab does not reach a ${name}`);
  await page.keyboard.press("Escape");
  assert.equal((await state(page)).open, false);
  assert.equal(await link.evaluate((node) => node === document.activeElement), true, "the focus is back where it was");
  // Opened by its key, it gives the focus back as well, and a second time it is there at once.
  await page.keyboard.press("/");
  assert.equal((await state(page)).inside, true);
  await page.keyboard.press("Escape");
  assert.equal(await link.evaluate((node) => node === document.activeElement), true);
  assert.deepEqual(wrong, []);
  await close();
});

test("results are narrowed by kind, persona, moment and team with the keyboard", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("index.html"));
  await page.keyboard.press("/");
  await page.keyboard.type("price");
  await page.locator("[role=option]").first().waitFor();
  const kinds = () => page.locator(".results .kind").allInnerTexts();
  assert.ok((await kinds()).length > 2, "grouped by kind");
  const chip = page.locator(".facets button", { hasText: "Objections" });
  await chip.focus();
  await page.keyboard.press("Space");
  assert.deepEqual((await kinds()).map((k) => k.replace(/ \d+$/, "")), ["Objections"]);
  assert.equal(await chip.getAttribute("aria-pressed"), "true");
  assert.equal(await chip.evaluate((node) => node === document.activeElement), true, "the focus stays on what was chosen");
  await page.keyboard.press("Space");
  assert.ok((await kinds()).length > 2, "once more takes it back");
  const all = await page.locator(".status").innerText();
  for (const name of ["Persona", "Moment", "Team"]) {
    const pick = page.locator(`.picks select[aria-label="${name}"]`);
    await pick.focus();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((before) => document.querySelector(".search .status").textContent !== before, all);
    assert.notEqual(await pick.inputValue(), "-1");
    await pick.selectOption("-1");
    assert.equal(await page.locator(".status").innerText(), all);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("what was found is marked, also where it stands in the text", async () => {
  const { page, close } = await watched(browser);
  await page.goto(`${address("search.html")}?q=62%25`);
  await page.locator("[role=option]").first().waitFor();
  assert.match(await page.locator("[role=option]").first().getAttribute("href"), /claim\/refill-rate/);
  assert.deepEqual([...new Set(await page.locator("[role=option] mark").allInnerTexts())], ["62"]);
  await page.locator("[role=combobox]").fill("flight mode");
  const option = page.locator("[role=option]").first();
  assert.match(await option.getAttribute("href"), /objection\/no-signal/);
  assert.deepEqual(await option.locator("mark").allInnerTexts(), ["flight", "mode"]);
  await close();
});

test("nothing found is said, and a misspelt half of a question still answers", async () => {
  const { page, wrong, close } = await watched(browser);
  await page.goto(address("index.html"));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("xqzxqzxqz");
  await page.waitForFunction(() => /Nothing found/.test(document.querySelector(".search .status").textContent));
  assert.equal((await state(page)).options, 0);
  for (const [question, file] of [["cfo renwal", "talk/finance-it--why-stay.html"], ["routly", "competitor/routely.html"], ["too expensive", "objection/routes-cheaper.html"], ["62%", "claim/refill-rate.html"]]) {
    await page.locator("[role=combobox]").fill(question);
    assert.equal((await state(page)).active, file, question);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("the open dialog is as accessible as the page: phone and laptop, light and dark", async () => {
  for (const [width, colorScheme] of [[360, "dark"], [360, "light"], [1440, "light"], [1440, "dark"]]) {
    const { page, wrong, close } = await watched(browser, { colorScheme, viewport: { width, height: 740 } });
    await page.goto(address("objections.html"));
    await page.keyboard.press("/");
    await page.keyboard.type("price");
    await page.locator("[role=option]").first().waitFor();
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map((v) => `${width} ${colorScheme} ${v.impact} ${v.id}: ${v.nodes[0].html}`), []);
    const box = await page.locator("dialog.search").boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width, "it fits");
    assert.deepEqual(wrong, []);
    await close();
  }
});
