// The built example in a real browser: what is printed, and what `serve` does while somebody writes. What holds for every
// page is in pages.test.mjs, the keyboard in keyboard.test.mjs, search in search.test.mjs, hostile content in hostile.test.mjs.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { build, copyOfExample, launch, onePageOfEachType, root, serve, watched } = require("./browser.cjs");

let browser;
let site;
before(async () => {
  site = build(root);
  browser = await launch();
});
after(() => browser?.close());

const address = (file) => pathToFileURL(path.join(site, file)).href;

test("a conversation prints without the menu", async () => {
  const { page, close } = await watched(browser);
  const talks = fs.readdirSync(path.join(site, "talk")).filter((f) => f.endsWith(".html"));
  assert.ok(talks.length >= 40, "a page for each persona at each stage");
  await page.goto(address(`talk/${talks.find((f) => f.includes("why-stay"))}`));
  await page.emulateMedia({ media: "print" });
  const menu = page.locator("nav").first();
  assert.equal(await menu.isVisible(), false, "the menu is not printed");
  await close();
});

test("serve: every page type opens, an edit shows without a reload, an error shows over the last good page", async () => {
  const project = copyOfExample();
  const server = await serve(project);
  const { page, wrong, close } = await watched(browser);
  try {
    // The copy has no repository, and so no pages of what changed.
    for (const file of onePageOfEachType(site).filter((file) => !file.startsWith("changes/"))) {
      const answer = await page.goto(server.address + file, { waitUntil: "domcontentloaded" });
      assert.equal(answer.status(), 200, file);
    }
    assert.deepEqual(wrong, []);

    await page.goto(`${server.address}pain/missed-visits.html`, { waitUntil: "domcontentloaded" });
    const file = findFile(project, "id: missed-visits");
    const old = fs.readFileSync(file, "utf8");
    const statement = old.slice(old.indexOf("id: missed-visits")).match(/statement: (.*)/)[1];
    await page.evaluate(() => (window.stayed = true));
    // The event channel is opened after the page; an edit before it would be missed by nobody but this test.
    await page.waitForTimeout(500);
    fs.writeFileSync(file, old.replace(statement, "We promise a purple window and miss it."));
    await page.getByText("purple window").first().waitFor({ timeout: 15_000 });
    assert.equal(await page.evaluate(() => window.stayed), true, "the page was swapped, not loaded anew");

    fs.writeFileSync(file, `${old}\n  - {id: broken, statment: x}\n\tbad: tab\n`);
    await page.getByText(path.relative(project, file)).first().waitFor({ timeout: 15_000 });
    const still = await page.request.get(`${server.address}pain/missed-visits.html`);
    assert.equal(still.status(), 200, "the last good site is still served");

    fs.writeFileSync(file, old);
    await page.getByText("purple window").first().waitFor({ state: "detached", timeout: 15_000 });

  } finally {
    server.stop();
    await close();
  }
});

function findFile(folder, text) {
  for (const entry of fs.readdirSync(path.join(folder, "content"), { recursive: true })) {
    const file = path.join(folder, "content", entry);
    if (file.endsWith(".yaml") && fs.readFileSync(file, "utf8").includes(text)) return file;
  }
  throw new Error(`no file holds ${text}`);
}
