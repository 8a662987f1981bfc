// Measures search in a real browser over made playbooks: the size of the index, and the time from a key to the answers.
//   node tests/browser/measure-search.mjs [ITEMS ...]     REFRAIN=target/release/refrain for a quick build
// It is no test: a busy machine would fail it. Figures are told as they are.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const { DEAD_LINKS, build, launch, root, temporary, watched } = require("./browser.cjs");
const { yaml } = require("./hostile.cjs");

/** Chance that is the same each time. */
let seed = 7;
const chance = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;

/** Sentences like those of the example: each word follows one that it follows there. One in twelve words is new, because a
 *  playbook ten times as large names more things. */
function speaker() {
  const text = fs.readdirSync(path.join(root, "content"), { recursive: true })
    .filter((f) => /\.(?:yaml|md|txt)$/.test(f)).map((f) => fs.readFileSync(path.join(root, "content", f), "utf8")).join("\n");
  const words = text.match(/[A-Za-z][a-z']+/g);
  const after = new Map();
  words.forEach((word, n) => after.set(word, [...(after.get(word) ?? []), words[n + 1] ?? words[0]]));
  const roots = [...new Set(words)].filter((w) => w.length > 4);
  const fresh = () => roots[chance(roots.length)].slice(0, 4).toLowerCase() + roots[chance(roots.length)].slice(-4);
  return (length) => {
    let word = words[chance(words.length)];
    return Array.from({ length }, () => {
      word = chance(12) ? after.get(word)[chance(after.get(word).length)] : word;
      return chance(12) ? word : fresh();
    }).join(" ");
  };
}

/** A project of about so many items; the conversations are among them. */
function project(items) {
  const says = speaker();
  const folder = path.join(temporary(), "large");
  fs.mkdirSync(path.join(folder, "content"), { recursive: true });
  const stages = ["why-change", "why-you", "why-now", "first-90-days", "why-stay", "why-pay", "why-evolve", "why-forgive"];
  const personas = Math.max(2, Math.round(items / 90));
  const persona = () => `persona-${chance(personas)}`;
  const each = Math.round((items - personas * 9) / 4);
  const of = (count, make) => Array.from({ length: count }, (_, n) => make(n));
  const write = (name, data) => fs.writeFileSync(path.join(folder, name), yaml(data));
  write("refrain.yaml", { company: "Acme", as_of: "2026-11-01", content: "content", teams: ["marketing", "sales", "success"] });
  write("content/personas.yaml", { personas: of(personas, (n) => ({ id: `persona-${n}`, name: says(2), titles: [says(2)], outcome: says(9), pains: [`pain-${n}`] })) });
  write("content/pains.yaml", { pains: of(each, (n) => ({ id: `pain-${n}`, name: says(3), statement: says(16), words: [says(3), says(2)], questions: [says(9), says(8)], personas: [persona()] })) });
  write("content/claims.yaml", { claims: of(each, (n) => ({ id: `${says(2).toLowerCase().replace(/[^a-z]+/g, "-").slice(0, 30)}-${n}`, says: `${says(9)} ${chance(100)}%`, proof: [{ kind: "study", source: says(5) }], owner: "marketing" })) });
  write("content/objections.yaml", { objections: of(each, (n) => ({ id: `objection-${n}`, says: says(8), means: says(9), respond: says(30), stage: stages[n % 8], personas: [persona()], owner: "sales" })) });
  write("content/messages.yaml", { messages: of(each, (n) => ({ id: `message-${n}`, stage: stages[n % 8], personas: [`persona-${(n >> 3) % personas}`], headline: says(9), short: says(12), talk_track: says(40), pains: [`pain-${n % each}`], owner: "success" })) });
  return folder;
}

const ROUNDS = 3;
const QUESTIONS = ["price", "renewal", "too expensive", "missed vsits", "customer season", "the dispatcher", "technicain", "slot", "62%", "cancelled slots in season", "s", "xqzzqx", "we have no budget", "invoces late", "owner renewal", "what do you do that a cheaper planner does not", "refil", "contract", "whiteboard", "persona why stay"];

const browser = await launch();
for (const wanted of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 5000]) {
  const site = build(project(wanted), DEAD_LINKS);
  const index = fs.readFileSync(path.join(site, "assets/search-index.js"));
  const { page, wrong, close } = await watched(browser);
  await page.goto(pathToFileURL(path.join(site, "index.html")).href);
  const ready = await page.evaluate(() => new Promise((resolve) => {
    const start = performance.now();
    document.addEventListener("keydown", () => {
      const wait = () => (self.REFRAIN_SEARCH ? resolve(performance.now() - start) : setTimeout(wait));
      wait();
    }, { once: true, capture: true });
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
  }));
  await page.keyboard.type("a");
  await page.locator("[role=option]").first().waitFor();
  // From the key's own time to answers in the page and laid out, then to the next frame.
  await page.evaluate(() => {
    self.times = [];
    document.addEventListener("keydown", (event) => {
      const at = { key: event.timeStamp };
      const list = document.querySelector(".results");
      const seen = new MutationObserver(() => {
        list.getBoundingClientRect();
        at.there = performance.now() - at.key;
        requestAnimationFrame(() => setTimeout(() => { at.shown = performance.now() - at.key; }));
      });
      seen.observe(document.querySelector(".search .status"), { childList: true, characterData: true, subtree: true });
      setTimeout(() => { seen.disconnect(); if (at.there !== undefined) self.times.push([at.there, at.shown, document.querySelector("[role=combobox]").value]); }, 120);
    }, { capture: true });
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of QUESTIONS) {
      await page.locator("[role=combobox]").fill("");
      for (const key of question) {
        await page.keyboard.press(key === " " ? "Space" : key);
        await page.waitForTimeout(135);
      }
    }
  }
  // Of each text typed the quickest round: the others wait for what else the machine does.
  const quickest = new Map();
  for (const [there, shown, text] of await page.evaluate(() => self.times)) {
    const before = quickest.get(text) ?? [Infinity, Infinity, text];
    quickest.set(text, [Math.min(there, before[0]), Math.min(shown ?? Infinity, before[1]), text]);
  }
  const times = [...quickest.values()];
  const told = (at) => {
    const sorted = times.map((t) => t[at]).filter(Number.isFinite).sort((a, b) => a - b);
    const part = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
    return `median ${part(0.5)}, 95 of 100 within ${part(0.95)}, worst ${part(1)}`;
  };
  const slowest = times.toSorted((a, b) => b[0] - a[0]).slice(0, 3).map(([there, , text]) => `"${text}" ${there.toFixed(0)}`).join(", ");
  const items = await page.evaluate(() => self.REFRAIN_SEARCH.items.length);
  console.log(`${items} items: index ${(index.length / 1000).toFixed(0)} kB, ${(gzipSync(index).length / 1000).toFixed(0)} kB gzipped, loaded in ${ready.toFixed(0)} ms`);
  console.log(`  ${times.length} keys, ms to answers in the page: ${told(0)} (slowest: ${slowest})`);
  console.log(`  ms to answers on the screen: ${told(1)}`);
  for (const line of wrong) console.log(`  ${line}`);
  await close();
}
await browser.close();
