// Asks the search of the default theme what a rep would ask, over the index of the built example, and tells each question
// whose first answer is another than the one in questions.txt.
//   node tests/browser/ranking.js INDEX   (tests/suite/browser.rs writes it and runs this)
"use strict";
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const engine = require(path.join(__dirname, "../../themes/default/assets/search-engine.js"));

const self = {};
new Function("self", fs.readFileSync(process.argv[2], "utf8"))(self);
const data = engine.decode(self.REFRAIN_SEARCH);
const url = (number) => data.index.items[number][1];

const lines = fs.readFileSync(path.join(__dirname, "questions.txt"), "utf8").split("\n");
const questions = lines.filter((line) => line.includes(" => ")).map((line) => line.split(" => "));
const wrong = [];
for (const [question, expected] of questions) {
  const found = engine.query(data, question).hits.map(url);
  if (!data.index.items.some((item) => item[1] === expected)) wrong.push(`"${question}": there is no page ${expected}`);
  else if (found[0] !== expected) wrong.push(`"${question}": ${expected} is answer ${found.indexOf(expected) + 1}, first is ${found[0]}`);
}
const weight = zlib.gzipSync(fs.readFileSync(process.argv[2])).length / data.size;
if (weight > 250) wrong.push(`an item weighs ${weight.toFixed(0)} bytes gzipped; 1,000 must fit in 250 kB`);
if (questions.length < 40) wrong.push(`only ${questions.length} questions`);
console.log(`${questions.length - wrong.length} of ${questions.length} questions answered first; an item weighs ${weight.toFixed(0)} bytes gzipped`);
for (const line of wrong) console.error(line);
process.exit(wrong.length ? 1 : 0);
