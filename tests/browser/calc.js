// The sums behind the calculators. node tests/browser/calc.js
"use strict";
const assert = require("assert");
const path = require("path");
const { answer, number } = require(path.join(__dirname, "../../themes/default/assets/calc.js"));

// A five-million firm that wants to double needs a third of a fifteen-million segment.
assert.deepStrictEqual(answer("sizing", { revenue: 5e6, goal: 2, segment: 15e6 }), { needed: "5,000,000", share: "33.3 %", verdict: "about right" });
assert.strictEqual(answer("sizing", { revenue: 5e6, goal: 2, segment: 6e6 }).verdict, "too small a segment");
assert.strictEqual(answer("sizing", { revenue: 5e6, goal: 1, segment: 6e6 }).verdict, "no growth asked for");
assert.strictEqual(answer("payback", { cac: 4200, margin: 300, stays: 12 }).verdict, "they leave before they have paid back");
assert.strictEqual(answer("npv", { customers: 100, margin: 1000, retention: 100, rate: 0, years: 3 }).value, "300,000");
assert.strictEqual(answer("npv", { customers: 100, margin: 1000, retention: 50, rate: 0, years: 2 }).value, "75,000");
assert.strictEqual(answer("leads", { reps: 3, leads: 40, share: 50, close: 20, deal: 9000 }).revenue, "108,000");
assert.strictEqual(answer("inaction", { times: 2, cost: 80, weeks: 48 }).year, "7,680");
assert.match(answer("lead", { severity: 2, trigger: 1, budget: 1, owner: 1 }).verdict, /not a lead/);
// What is missing is not guessed.
assert.deepStrictEqual(answer("payback", { cac: NaN, margin: 300, stays: 0 }), {});
assert.deepStrictEqual(answer("payback", { cac: 4200, margin: 0, stays: 0 }), {});
assert.deepStrictEqual(answer("unknown", {}), {});
assert.strictEqual(number("5,000,000"), 5e6);
assert.strictEqual(number("1 250.5"), 1250.5);
assert.ok(Number.isNaN(number("")) && Number.isNaN(number("many")));
console.log("calculators agree");
