/* The calculators: plain arithmetic in the browser, nothing is sent or kept. A form names its sum in `data-calc`; inputs
 * and outputs are found by name. An empty input leaves the answer empty rather than guessing. */
(function () {
  "use strict";

  /** Each takes numbers by name and gives texts by name; null where a sum makes no sense. */
  var SUMS = {
    /** What doing nothing costs in a year. */
    inaction: function (x) {
      var year = x.times * x.cost * x.weeks;
      return { year: money(year), month: money(year / 12) };
    },
    /** The share of a segment that the growth goal asks for. `goal` is a factor: 2 doubles the revenue. */
    sizing: function (x) {
      var needed = x.revenue * (x.goal - 1), share = needed / x.segment;
      if (!(x.segment > 0)) return null;
      return {
        needed: money(needed), share: percent(share),
        verdict: needed <= 0 ? "no growth asked for" : share > 0.5 ? "too small a segment" : share < 0.05 ? "too broad: narrow it" : "about right"
      };
    },
    /** Months until a customer has paid back what it cost to win. */
    payback: function (x) {
      if (!(x.margin > 0)) return null;
      var months = x.cac / x.margin;
      return { months: round(months, 1) + " months", verdict: x.stays > 0 ? (months > x.stays ? "they leave before they have paid back" : "paid back " + round(x.stays - months, 1) + " months before they leave") : "" };
    },
    /** Net present value of a customer base; percentages as written (88 for 88 %), margin per customer and year. */
    npv: function (x) {
      if (!(x.years > 0) || x.years > 100 || x.rate <= -100) return null;
      var value = 0, left = x.customers;
      for (var year = 1; year <= Math.floor(x.years); year++) { left *= x.retention / 100; value += left * x.margin / Math.pow(1 + x.rate / 100, year); }
      return { value: money(value), left: round(left, 0) };
    },
    /** Qualified leads, deals and revenue to expect in a period. */
    leads: function (x) {
      var qualified = x.reps * x.leads * x.share / 100, deals = qualified * x.close / 100;
      return { qualified: round(qualified, 0), deals: round(deals, 1), revenue: money(deals * x.deal) };
    },
    /** Is it a customer in pain? Severity 1 to 5; trigger, budget and owner are 1 or 0. */
    lead: function (x) {
      var score = x.severity * 10 + x.trigger * 20 + x.budget * 15 + x.owner * 15;
      return { score: String(score), verdict: x.severity < 3 ? "no pain, no sale: not a lead yet" : score >= 75 ? "qualified: call today" : score >= 50 ? "interested: find the trigger" : "not yet: keep in touch" };
    }
  };

  function round(value, digits) { return value.toLocaleString("en", { maximumFractionDigits: digits }); }
  function money(value) { return round(value, Math.abs(value) < 100 ? 2 : 0); }
  function percent(value) { return round(value * 100, 1) + " %"; }

  /** The answers for one sum, or empty texts when an input is missing. */
  function answer(name, inputs) {
    var known = Object.keys(inputs).every(function (key) { return Number.isFinite(inputs[key]); });
    return (known && SUMS[name] && SUMS[name](inputs)) || {};
  }

  function number(text) {
    var plain = text.trim().replace(/[\s\u00a0\u202f',]/g, "");
    return plain === "" ? NaN : Number(plain);
  }

  function update(form) {
    var inputs = {};
    form.querySelectorAll("input, select").forEach(function (field) {
      inputs[field.name] = field.type === "checkbox" ? Number(field.checked) : number(field.value);
      if (field.dataset.optional !== undefined && !Number.isFinite(inputs[field.name])) inputs[field.name] = 0;
    });
    var texts = answer(form.dataset.calc, inputs);
    form.querySelectorAll("output").forEach(function (output) { output.textContent = texts[output.name] || "–"; });
  }

  if (typeof module !== "undefined") { module.exports = { answer: answer, number: number }; return; }
  function start() { document.querySelectorAll("form[data-calc]").forEach(update); }
  document.addEventListener("input", function (event) { var form = event.target.closest("form[data-calc]"); if (form) update(form); });
  document.addEventListener("submit", function (event) { if (event.target.closest("form[data-calc]")) event.preventDefault(); });
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("refrain:swapped", start);
})();
