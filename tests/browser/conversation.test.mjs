// A conversation in a real browser: what is copied and what is not, the keys to its neighbours, one sheet of paper.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { build, copyOfExample, launch, root, watched } = require("./browser.cjs");

let browser;
let site;
before(async () => {
  site = build(root);
  browser = await launch();
});
after(() => browser?.close());

const address = (file, from = site) => pathToFileURL(path.join(from, file)).href;

/** A page that keeps what is copied, plain and as HTML, in place of the clipboard. */
async function copying(options) {
  const opened = await watched(browser, options);
  await opened.page.addInitScript(() => {
    const take = async (items) => {
      const of = async (type) => (items[0].types.includes(type) ? (await items[0].getType(type)).text() : "");
      window.copied = { plain: await of("text/plain"), html: await of("text/html") };
    };
    const clipboard = { write: take, writeText: async (plain) => void (window.copied = { plain, html: "" }) };
    Object.defineProperty(navigator, "clipboard", { value: clipboard });
  });
  const copied = async (button) => {
    await opened.page.evaluate(() => delete window.copied);
    await button.click();
    await opened.page.waitForFunction(() => window.copied);
    return opened.page.evaluate(() => window.copied);
  };
  return { ...opened, copied };
}

test("the story is copied in four forms, without what is said to the seller", async () => {
  const project = copyOfExample();
  const file = path.join(project, "content/messaging/messages/1-why-change.yaml");
  const yaml = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, yaml.replace("  - id: why-change-ops\n", "  - id: why-change-ops\n    note: Never promise a date here.\n"));
  const out = build(project);
  const { page, wrong, copied, close } = await copying();
  await page.goto(address("talk/ops-manager--why-change.html", out));
  const card = page.locator("#message-why-change-ops");
  assert.match(await card.innerText(), /Never promise a date here/, "the remark is shown");
  const button = (name) => card.getByRole("button", { name, exact: true });

  const plain = await copied(button("Text"));
  assert.match(plain.plain, /^The slot your customer cancels at seven is the dearest one of your day\n\nYou count missed visits/);
  const rich = await copied(button("Rich text"));
  assert.match(rich.html, /<p>.*The slot your customer cancels/s);
  const mail = await copied(button("E-mail"));
  assert.match(mail.plain, /^Subject: The slot your customer cancels at seven is the dearest one of your day\n\nYou count missed visits/);
  assert.match(mail.plain, /\n\nCount last week's gaps\n$/);
  const marked = await copied(button("Markdown"));
  assert.match(marked.plain, /^\*\*The slot your customer/);
  for (const { plain: words, html } of [plain, rich, mail, marked]) {
    for (const inner of ["Never promise", "Unconsidered need", "Good until", "Internal data", "Copy"]) {
      assert.ok(!words.includes(inner) && !html.includes(inner), `${inner} is copied: ${words}`);
    }
    assert.ok(!/class=|id=|data-/.test(html), html);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("the draft of a gap is copied as it stands, and a section's link with its place", async () => {
  const { page, copied, close } = await copying();
  const gap = fs.readdirSync(path.join(site, "talk")).find((f) => fs.readFileSync(path.join(site, "talk", f), "utf8").includes('id="draft"'));
  await page.goto(address(`talk/${gap}`));
  const draft = await copied(page.getByRole("button", { name: "Copy the draft" }));
  assert.match(draft.plain, /- id: [a-z0-9-]+\n {4}status: draft\n {4}stage: /);
  await page.goto(address("talk/ops-manager--why-change.html"));
  const link = await copied(page.getByRole("link", { name: "Link to Questions to ask" }));
  assert.match(link.plain, /ops-manager--why-change\.html#ask$/);
  await close();
});

test("keys lead to the neighbouring moment and persona, are listed, and can be switched off", async () => {
  const { page, wrong, close } = await watched(browser);
  const at = () => path.basename(new URL(page.url()).pathname, ".html");
  const press = async (key, expected) => {
    await Promise.all([page.waitForURL(`**/${expected}.html`), page.keyboard.press(key)]);
    assert.equal(at(), expected, key);
  };
  await page.goto(address("talk/ops-manager--why-change.html"));
  await press("ArrowRight", "ops-manager--why-you");
  await press("]", "dispatcher--why-you");
  await press("ArrowLeft", "dispatcher--why-change");
  await press("[", "ops-manager--why-change");
  await press("Alt+ArrowDown", "dispatcher--why-change");
  await press("Alt+ArrowUp", "ops-manager--why-change");

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await keys.waitFor();
  assert.match(await keys.innerText(), /Search[\s\S]*The persona before/);
  await page.keyboard.press("Tab");
  await keys.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  assert.equal(await keys.isVisible(), false, "Escape closes the list");
  await page.keyboard.press("]");
  await page.keyboard.press("/");
  await page.waitForTimeout(150);
  assert.equal(at(), "ops-manager--why-change", "a switched-off key does nothing");
  assert.equal(await page.getByRole("dialog").count(), 0);
  // Arrows are no characters and stay.
  await press("ArrowRight", "ops-manager--why-you");
  // The list opens by its button too, and switches the keys on again.
  await page.getByRole("button", { name: "Keys" }).click();
  await keys.getByRole("checkbox").check();
  await keys.getByRole("button", { name: "Close" }).click();
  await press("]", "dispatcher--why-you");
  assert.deepEqual(wrong, []);
  await close();
});

test("at a laptop's size the outcome, what to know, say, show and do, and the story's beginning are in sight", async () => {
  const { page, close } = await watched(browser, { viewport: { width: 1440, height: 900 } });
  for (const talk of ["ops-manager--why-change", "owner--why-you", "dispatcher--why-stay"]) {
    await page.goto(address(`talk/${talk}.html`));
    const bottom = async (selector) => (await page.locator(selector).boundingBox()).y + (await page.locator(selector).boundingBox()).height;
    assert.ok((await bottom("#outcome")) < 900 && (await bottom("#glance")) < 700, `${talk}: the glance layer is not in sight`);
    assert.ok((await bottom("#story")) < 900, `${talk}: the story begins out of sight`);
  }
  await close();
});

test("a conversation, a persona, a battlecard and a play print on one sheet each", async () => {
  const { page, close } = await watched(browser);
  const long = [];
  for (const folder of ["talk", "persona", "competitor", "play"]) {
    for (const file of fs.readdirSync(path.join(site, folder))) {
      await page.goto(address(`${folder}/${file}`));
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      const pages = pdf.match(/\/Type\s*\/Page[^s]/g).length;
      if (pages !== 1) long.push(`${folder}/${file}: ${pages} pages`);
    }
  }
  assert.deepEqual(long, []);
  await close();
});
