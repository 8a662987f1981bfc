// Asks the search engine of the default theme questions a rep would ask, over an index that Rust wrote.
//   node tests/browser/search.js INDEX   (tests/suite/browser.rs writes it and runs this)
"use strict";
const assert = require("assert");
const fs = require("fs");
const path = require("path");
const engine = require(path.join(__dirname, "../../themes/default/assets/search-engine.js"));

const self = {};
new Function("self", fs.readFileSync(process.argv[2], "utf8"))(self);
const index = self.REFRAIN_SEARCH;

let start = performance.now();
const data = engine.decode(index);
const loaded = performance.now() - start;
const title = (number) => index.items[number][0];
const ask = (text) => engine.query(data, text).hits.map(title);

assert.deepStrictEqual([...data.terms].sort(), data.terms, "terms are sorted as JavaScript sorts");
assert.strictEqual(new Set(data.terms).size, data.terms.length, "terms are unique");

assert.strictEqual(ask("missed visits")[0], "Missed visits");
assert.strictEqual(ask("missed visi")[0], "Missed visits", "the beginning of a word is enough");
assert.strictEqual(ask("mised vists")[0], "Missed visits", "two words, a letter missing in each");
assert.strictEqual(ask("msised")[0], "Missed visits", "letters swapped");
assert.strictEqual(ask("GROSSE Tour")[0], "Größe der Tour", "accents and case do not matter");
assert.strictEqual(ask("no-show")[0], "Missed visits", "buyers' words find the pain");
assert.strictEqual(ask("renwal leter")[0], "Renewal letter");
assert.strictEqual(ask("見積")[0], "見積り");
assert.strictEqual(ask("vans and so forth missed visits zzzz")[0], "Missed visits", "a word that is nowhere does not empty the page");
assert.deepStrictEqual(ask("qqqqqqqq"), []);
assert.deepStrictEqual(ask("  … "), []);
const order = ask("refill");
assert.ok(order.indexOf("Slot Refill") < order.indexOf("Only in the text"), "a title goes before a text");

// A brute-force search must agree on which terms are near.
function distance(a, b) {
  const d = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 0; j <= b.length; j++) d[0][j] = j;
  for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++) {
    d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
  }
  return Math.min(...d[a.length]);
}
for (const [word, most] of [["refil", 1], ["vistis", 1], ["customer", 2], ["renewl", 1], ["sheduling", 2]]) {
  const near = engine.near(data, word, most).map(([term]) => data.terms[term]);
  const all = data.terms.filter((term) => distance(word, term) <= most);
  assert.deepStrictEqual(near, all, `terms near ${word}`);
}

const slow = ["refill", "custmer renewl", "s", "the customers slot in the season", "shedulng"].map((text) => {
  engine.query(data, text);
  start = performance.now();
  engine.query(data, text);
  return performance.now() - start;
});
console.log(`${index.items.length} items, ${data.terms.length} terms, ready in ${loaded.toFixed(1)} ms, asked in ${Math.max(...slow).toFixed(1)} ms at most`);
