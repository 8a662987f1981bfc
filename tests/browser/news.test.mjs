// History in a real browser: what changed since the last visit is marked, kept in this browser only, and the page of
// changes can be narrowed to it, by keyboard alone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { build, copyOfExample, launch, watched } = require("./browser.cjs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const git = (project, day, ...args) => {
  const when = `${day}T12:00:00Z`;
  const env = {
    ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when,
    GIT_AUTHOR_NAME: "Noor Haddad", GIT_AUTHOR_EMAIL: "n@dockhand.example", GIT_COMMITTER_NAME: "Noor Haddad", GIT_COMMITTER_EMAIL: "n@dockhand.example",
  };
  execFileSync("git", ["-c", "commit.gpgsign=false", ...args], { cwd: project, env, stdio: "pipe" });
};
const commit = (project, day, words) => {
  git(project, day, "add", "--all");
  git(project, day, "commit", "--quiet", "-m", words);
};

test("what changed since the last visit is marked, and nothing leaves the browser", async () => {
  const project = copyOfExample();
  git(project, "2026-10-01", "init", "--quiet", "--initial-branch=main");
  commit(project, "2026-10-01", "Begin");
  // The second site replaces the first in the same place, as a published one does.
  const first = build(project);
  const site = path.join(project, "published");
  fs.cpSync(first, site, { recursive: true });
  const address = (file) => pathToFileURL(path.join(site, file)).href;
  const { page, wrong, close } = await watched(browser, { colorScheme: "light", viewport: { width: 1440, height: 900 } });

  await page.goto(address("index.html"));
  assert.equal(await page.locator(".is-new, .news-visit").count(), 0, "the first visit marks nothing");

  const claims = path.join(project, "content/messaging/claims/results.yaml");
  fs.writeFileSync(claims, fs.readFileSync(claims, "utf8").replace("62% of cancelled slots are refilled the same day", "64% of cancelled slots are refilled the same day"));
  commit(project, "2026-10-20", "Count the third quarter");
  fs.cpSync(build(project), site, { recursive: true });

  // Within the same visit nothing is new yet.
  await page.goto(address("claim/refill-rate.html"));
  assert.equal(await page.locator(".news-visit").count(), 0);
  await page.goto(address("index.html"));
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((k) => k.startsWith("refrain-visit"));
    const visit = JSON.parse(localStorage.getItem(key));
    localStorage.clear();
    // As the browser kept it before the second commit, five hours ago.
    localStorage.setItem(key, JSON.stringify({ ...visit, top: self.REFRAIN_NEWS.steps[1][0], topDay: "2026-10-01", last: Date.now() - 5 * 3600e3 }));
  });
  await page.goto(address("index.html"));
  assert.match(await page.locator(".news-visit").innerText(), /^1 change since your last visit/);
  await page.locator(".news-visit a").click();
  await page.waitForURL(/changes\.html/);
  assert.equal(await page.locator(".news-commit .is-new").count(), 1);

  const shown = () => page.locator(".news-commit:visible").count();
  assert.equal(await shown(), 2);
  await page.locator("[data-news-visit]").focus();
  await page.keyboard.press("Enter");
  assert.equal(await shown(), 1);
  assert.match(await page.locator("[data-news-count]").innerText(), /1 of 2 shown/);
  await page.keyboard.press("Enter");
  assert.equal(await shown(), 2);
  await page.locator("[data-news-since]").fill("2026-10-02");
  await page.locator("[data-news-since]").dispatchEvent("change");
  assert.equal(await shown(), 1);

  await page.goto(address("claim/refill-rate.html"));
  assert.match(await page.locator(".news-visit").innerText(), /^Changed since your last visit/);
  assert.match(await page.locator("#history").innerText(), /Count the third quarter/);
  await page.goto(address("claims.html"));
  assert.equal(await page.locator("main .is-new").count(), 1, "once, at its link in the list");
  for (const file of ["claims.html", "changes.html", "claim/refill-rate.html", "data.html", "index.html"]) {
    await page.goto(address(file));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map((v) => `${file} ${v.id}: ${v.nodes[0].html}`), []);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("the page of changes reads without scripts", async () => {
  const project = copyOfExample();
  git(project, "2026-10-01", "init", "--quiet", "--initial-branch=main");
  commit(project, "2026-10-01", "Begin");
  const site = build(project);
  const { page, wrong, close } = await watched(browser, { javaScriptEnabled: false });
  await page.goto(pathToFileURL(path.join(site, "changes.html")).href);
  assert.equal(await page.locator(".news-filter").isVisible(), false);
  assert.match(await page.locator("main").innerText(), /Begin/);
  assert.deepEqual(wrong, []);
  await close();
});
