// What the content says is never active: 300 hostile texts in every text of every kind, in file names, settings and copy,
// in every page type, every search result and the error overlay. Ids that could do harm are refused with their place.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { DEAD_LINKS, allPages, among, build, launch, pagesOfEachType, program, serve, temporary, watched } = require("./browser.cjs");
const { payloads, project, yaml } = require("./hostile.cjs");

let browser, folder, site;
before(async () => {
  folder = project(8);
  site = build(folder, DEAD_LINKS);
  browser = await launch();
});
after(() => browser?.close());

/** What in a document could do something, as lines; runs in the browser. Templates are looked into as well. */
function active(document, own) {
  const found = [];
  const say = (node, what) => found.push(`${what}: ${node.outerHTML.slice(0, 200)}`);
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) {
      const name = node.localName;
      if (name === "script" && (node.textContent.trim() || !own.test(node.getAttribute("src") ?? ""))) say(node, "script");
      if (name === "form" && !node.hasAttribute("data-calc")) say(node, "form");
      if (name === "link" && !/^(?:\.\.\/|\/)*[\w./-]*$/.test(node.getAttribute("href") ?? "") && !/^https:\/\/playbook\.example\//.test(node.getAttribute("href"))) say(node, "link");
      if (name === "meta" && /refresh|set-cookie/i.test(node.httpEquiv)) say(node, "meta");
      if (/^(?:iframe|frame|frameset|object|embed|applet|portal|base|style|audio|video|source|foreignobject|animate|set|math|marquee|isindex|keygen|template|slot)$|-/i.test(name)) say(node, name);
      if (name === "img" && !own.test(node.getAttribute("src") ?? "")) say(node, "image");
      for (const { name: attribute, value } of node.attributes) {
        if (/^on/i.test(attribute)) say(node, attribute);
        if (/^(?:srcdoc|formaction|ping|background|manifest|autofocus)$/i.test(attribute)) say(node, attribute);
        if (/^(?:href|src|action|data|poster|srcset|xlink:href|to|from|values)$/i.test(attribute)) {
          const scheme = value.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f]/g, "").match(/^[a-z][\w+.-]*(?=:)/i)?.[0]?.toLowerCase();
          if (scheme && !["http", "https", "mailto"].includes(scheme)) say(node, `${attribute}=${scheme}:`);
          if (/^[\\/]{2}/.test(value.trim())) say(node, `${attribute} to elsewhere`);
        }
      }
      if (name === "template") walk(node.content);
    }
  };
  walk(document);
  return found;
}
const OWN = /^(?:\.\.\/|\/)*(?:assets|__refrain)\/[\w./-]+(?:\?\d+)?$/;

/** Lets a page know the counter, and hear when a payload runs. */
async function listening(options) {
  const tab = await watched(browser, options);
  await tab.page.exposeFunction("pwned", (n) => tab.wrong.push(`payload ${n} ran`));
  await tab.page.addInitScript(`self.activeNodes = ${active}`);
  return tab;
}
const counted = (page) => page.evaluate((own) => self.activeNodes(document, new RegExp(own)), OWN.source);

test("there are three hundred payloads, and each stands on some page", () => {
  const all = payloads();
  assert.ok(all.length >= 300, `only ${all.length}`);
  assert.equal(new Set(all.map((p) => p.text)).size, all.length, "no two are the same");
  const html = allPages(site).map(({ file }) => fs.readFileSync(path.join(site, file), "utf8")).join("\n");
  const missing = all.filter(({ word }) => !html.includes(word)).map(({ text }) => text);
  assert.deepEqual(missing, []);
  assert.doesNotMatch(html, />49 zq|zq\d+x 49</, "a template in the content was run");
});

test("written as they are, most of them would be active, and the counter sees it", async () => {
  const { page, wrong, close } = await listening();
  await page.goto(pathToFileURL(path.join(site, "index.html")).href);
  const seen = await page.evaluate(([texts, own]) => texts.filter((text) => {
    const document = new DOMParser().parseFromString(`<p title="${text}">${text}</p><a href="${text}">x</a>`, "text/html");
    return self.activeNodes(document, new RegExp(own)).length;
  }).length, [payloads().map((p) => p.text), OWN.source]);
  assert.ok(seen >= 180, `only ${seen} are seen`);
  await page.goto("about:blank");
  for (const { text } of payloads().filter(({ text }) => /^<(?:img|svg|script|details|body)\b/i.test(text)).slice(0, 40)) {
    await page.setContent(text, { waitUntil: "commit" });
  }
  await page.waitForTimeout(200);
  const ran = new Set(wrong.filter((line) => /^payload \d+ ran$/.test(line)));
  assert.ok(ran.size >= 10, `only ${ran.size} ran: ${[...wrong].slice(0, 5)}`);
  await close();
});

test("no page holds an active node: each as the browser reads it", async () => {
  const { page, wrong, close } = await listening();
  await page.goto(pathToFileURL(path.join(site, "index.html")).href);
  const found = [];
  const pages = allPages(site);
  for (let at = 0; at < pages.length; at += 20) {
    const some = pages.slice(at, at + 20).map(({ file }) => [file, fs.readFileSync(path.join(site, file), "utf8")]);
    found.push(...await page.evaluate(([some, own]) => some.flatMap(([file, html]) => {
      const document = new DOMParser().parseFromString(html, "text/html");
      return self.activeNodes(document, new RegExp(own)).map((line) => `${file}: ${line}`);
    }), [some, OWN.source]));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(wrong, []);
  await close();
});

test("no page type runs, loads or opens what the content says", async () => {
  const found = [];
  const tabs = await Promise.all([0, 1].map(() => listening()));
  await among(tabs, pagesOfEachType(site).filter(({ file }) => file !== "404.html"), async ({ page, wrong }, { file }) => {
    await page.goto(pathToFileURL(path.join(site, file)).href);
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
    await page.mouse.move(300, 300);
    found.push(...(await counted(page)).map((line) => `${file}: ${line}`), ...wrong.splice(0).map((line) => `${file}: ${line}`));
  });
  assert.deepEqual(found, []);
  await Promise.all(tabs.map((tab) => tab.close()));
});

test("search shows every payload as text", async () => {
  const { page, wrong, close } = await listening();
  await page.goto(pathToFileURL(path.join(site, "pains.html")).href);
  await page.keyboard.press("/");
  await page.keyboard.type("zq0x");
  await page.locator("[role=option]").first().waitFor();
  const found = await page.evaluate(async ([words, own]) => {
    const lines = [];
    const input = document.querySelector("[role=combobox]");
    for (const word of words) {
      input.value = word;
      input.dispatchEvent(new Event("input"));
      await new Promise((resolve) => setTimeout(resolve));
      if (!document.querySelector("[role=option]")) lines.push(`${word} finds nothing`);
      lines.push(...self.activeNodes(document, new RegExp(own)).map((line) => `${word}: ${line}`));
    }
    return lines;
  }, [payloads().map((p) => p.word), OWN.source]);
  assert.deepEqual(found, []);
  // The payloads themselves, as somebody would paste them.
  for (const { text } of payloads().filter((_, n) => n % 10 === 0)) {
    await page.locator("[role=combobox]").fill(text);
    assert.deepEqual(await counted(page), [], text);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("what machines read stays data", () => {
  const files = fs.readdirSync(site, { recursive: true }).map(String);
  for (const file of files.filter((f) => f.endsWith(".json"))) JSON.parse(fs.readFileSync(path.join(site, file), "utf8"));
  const index = {};
  new Function("self", fs.readFileSync(path.join(site, "assets/search-index.js"), "utf8"))(index);
  assert.ok(index.REFRAIN_SEARCH.items.length > 100);
  assert.equal({}.x, undefined, "no prototype was changed");
});

test("an id that is none is refused at its place", () => {
  const project = path.join(temporary(), "ids");
  fs.mkdirSync(path.join(project, "content"), { recursive: true });
  fs.writeFileSync(path.join(project, "refrain.yaml"), "company: Acme\ncontent: content\nas_of: 2026-11-01\n");
  const all = payloads().filter(({ text }) => !/^[a-z0-9-]{1,64}$/.test(text));
  assert.ok(all.length >= 298);
  fs.writeFileSync(path.join(project, "content/pains.yaml"), yaml({ pains: all.map(({ text }) => ({ id: text, statement: "It hurts." })) }));
  const run = spawnSync(program, ["check", "--root", project, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(run.status, 2, run.stderr);
  const told = new Set([...`${run.stdout}${run.stderr}`.matchAll(/content\/pains\.yaml:(\d+):\d+|"line": ?(\d+)/g)].map((m) => m[1] ?? m[2]));
  assert.ok(told.size >= all.length, `${told.size} places for ${all.length} ids`);
  const out = path.join(project, "site");
  assert.equal(spawnSync(program, ["build", "--root", project, "--out", out, "--quiet"]).status, 2);
  const named = fs.existsSync(out) ? fs.readdirSync(out, { recursive: true }).map(String).filter((f) => /pwned|evil|script>/.test(f)) : [];
  assert.deepEqual(named, []);
});

test("the error overlay shows payloads as text", async () => {
  const server = await serve(folder);
  const tab = await listening();
  try {
    await tab.page.goto(`${server.address}pains.html`, { waitUntil: "domcontentloaded" });
    await tab.page.waitForTimeout(500);
    const broken = payloads().map(({ text, word }) => ({ id: `${text} ${word}`, [text]: text }));
    fs.writeFileSync(path.join(folder, "content/messaging/broken.yaml"), yaml({ pains: broken }));
    await tab.page.locator(".broken").waitFor({ timeout: 30_000 });
    assert.match(await tab.page.locator(".broken").innerText(), /broken\.yaml/);
    assert.deepEqual(await counted(tab.page), []);
    // What a page says when there has never been a good one.
    const answer = await tab.page.goto(`${server.address}no-such-page-<script>pwned(1)<script>.html`, { waitUntil: "domcontentloaded" });
    assert.equal(answer.status(), 404);
    assert.deepEqual(await counted(tab.page), []);
    assert.deepEqual(tab.wrong.filter((line) => !/404/.test(line)), []);
  } finally {
    server.stop();
    fs.rmSync(path.join(folder, "content/messaging/broken.yaml"), { force: true });
    await tab.close();
  }
});
