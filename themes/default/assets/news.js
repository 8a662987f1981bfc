// What changed since your last visit. Kept in this browser only, under one key; nothing is sent anywhere, and everything
// else works without it. changes.js brings the newest commits and the pages that they changed.
(function () {
  "use strict";
  var news = self.REFRAIN_NEWS;
  // A visit ends with four hours of silence.
  var PAUSE = 4 * 60 * 60 * 1000;
  var root = new URL(document.body.dataset.root || "./", location.href).pathname;
  var key = "refrain-visit " + root;

  function read() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (e) { return {}; }
  }
  function write(visit) {
    try { localStorage.setItem(key, JSON.stringify(visit)); } catch (e) { /* Private window: no marks. */ }
  }

  var visit = read(), now = Date.now();
  if (news && news.steps.length) {
    if (visit.top && now - visit.last > PAUSE) {
      visit.since = visit.top;
      visit.sinceDay = visit.topDay;
      visit.left = visit.last;
    }
    visit.top = news.steps[0][0];
    visit.topDay = news.steps[0][1];
    visit.last = now;
    write(visit);
  }

  // How many commits are newer than the newest that the last visit saw.
  function fresh() {
    if (!news || !visit.since) return 0;
    var at = news.steps.findIndex(function (s) { return s[0] === visit.since; });
    // It is not among them: too long ago, or the history was rewritten.
    return at >= 0 ? at : news.steps.filter(function (s) { return s[1] > visit.sinceDay; }).length;
  }
  var count = fresh();

  function made(tag, name, text) {
    var element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  }
  function day(ms) {
    return new Date(ms).toLocaleDateString(undefined, { day: "numeric", month: "short" });
  }
  function page(href) {
    var url = new URL(href, location.href);
    return url.origin === location.origin && url.pathname.indexOf(root) === 0 ? url.pathname.slice(root.length) + url.hash : "";
  }
  function isNew(path) {
    var at = news.pages[path];
    if (at === undefined) at = news.pages[path.split("#")[0]];
    return at !== undefined && at < count;
  }

  function mark() {
    var main = document.getElementById("main"), seen = {};
    if (!main || !count) return;
    main.querySelectorAll("[data-news]").forEach(function (entry) {
      var at = news.steps.findIndex(function (s) { return s[0] === entry.dataset.news; });
      if (at >= 0 && at < count) entry.querySelector(".row, .meta").append(" ", made("span", "badge is-new", "new to you"));
    });
    main.querySelectorAll("a[href]").forEach(function (link) {
      var path = page(link.getAttribute("href"));
      if (!path || seen[path] || link.closest("[data-news], .crumbs, .cell") || !isNew(path)) return;
      seen[path] = true;
      link.after(" ", made("span", "badge is-new", "changed"));
    });
    var here = page(location.pathname) || "index.html", line = made("p", "news-visit", ""), link = made("a", "", "");
    if (here === "index.html") {
      line.append(made("b", "", count + (count === 1 ? " change" : " changes") + " since your last visit on " + day(visit.left) + ". "));
      link.href = document.body.dataset.root + "changes.html";
      link.textContent = "See what changed";
    } else if (isNew(here) && document.getElementById("history")) {
      line.append(made("b", "", "Changed since your last visit on " + day(visit.left) + ". "));
      link.href = "#history";
      link.textContent = "See what changed";
    } else {
      return;
    }
    line.append(link);
    main.querySelector("h1").closest("header, h1").after(line);
  }

  function filter() {
    var box = document.querySelector(".news-filter");
    if (!box) return;
    var since = box.querySelector("[data-news-since]"), button = box.querySelector("[data-news-visit]");
    var status = box.querySelector("[data-news-count]"), entries = document.querySelectorAll(".news-commit");
    box.hidden = false;
    button.hidden = !count;
    function show(wanted) {
      var shown = 0;
      entries.forEach(function (entry) {
        entry.hidden = !wanted(entry);
        shown += entry.hidden ? 0 : 1;
      });
      document.querySelectorAll(".news-week").forEach(function (week) {
        week.hidden = !week.querySelector(".news-commit:not([hidden])");
      });
      status.textContent = shown + " of " + entries.length + " shown";
    }
    since.addEventListener("change", function () {
      button.setAttribute("aria-pressed", "false");
      show(function (entry) { return entry.dataset.day >= since.value; });
    });
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", function () {
      var on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      since.value = "";
      var at = function (entry) { return news.steps.findIndex(function (s) { return s[0] === entry.dataset.news; }); };
      show(function (entry) { return !on || (at(entry) >= 0 && at(entry) < count); });
    });
  }

  mark();
  filter();
})();
