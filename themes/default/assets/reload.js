/* Only `refrain serve` adds this file. It takes a changed page over piece by piece, so that place, focus, open parts and
 * typed values stay; shows what is wrong over the last good page until it is mended; and shows the author what was found
 * in what the page shows. */
(function () {
  "use strict";
  var source = new EventSource("/__refrain/events");
  var turn = 0, assets;

  function node(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // ---- the changed page

  /** What only the reader sets: whether a part is open. */
  function isReaders(old, name) { return name === "open" && old.nodeName === "DETAILS"; }

  function key(child) { return child.nodeName + (child.id ? "#" + child.id : ""); }

  /** Makes `old` what `fresh` is, and leaves alone all that is so already. */
  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== 1) { old.data = fresh.data; return; }
    Array.from(old.attributes).forEach(function (attribute) {
      if (!fresh.hasAttribute(attribute.name) && !isReaders(old, attribute.name)) old.removeAttribute(attribute.name);
    });
    Array.from(fresh.attributes).forEach(function (attribute) {
      var same = old.getAttribute(attribute.name) === attribute.value;
      if (!same && !isReaders(old, attribute.name)) old.setAttribute(attribute.name, attribute.value);
    });
    children(old, fresh);
  }

  function children(old, fresh) {
    var now = Array.from(old.childNodes), next = Array.from(fresh.childNodes), first = 0;
    while (first < now.length && first < next.length && now[first].isEqualNode(next[first])) first++;
    var end = now.length, last = next.length;
    while (end > first && last > first && now[end - 1].isEqualNode(next[last - 1])) { end--; last--; }
    var free = now.slice(first, end), before = now[end] || null;
    next.slice(first, last).forEach(function (child) {
      var equal = free.findIndex(function (candidate) { return candidate.isEqualNode(child); });
      var at = equal >= 0 ? equal : free.findIndex(function (candidate) { return key(candidate) === key(child); });
      // What stands before a part that is found again further down is gone.
      if (at < 0) { old.insertBefore(document.importNode(child, true), free[0] || before); return; }
      free.splice(0, at).forEach(function (gone) { gone.remove(); });
      morph(free.shift(), child);
    });
    free.forEach(function (gone) { gone.remove(); });
  }

  function swap(html) {
    var next = new DOMParser().parseFromString(html, "text/html");
    var x = scrollX, y = scrollY, focused = document.activeElement;
    ["main", ".menu", ".foot"].forEach(function (part) {
      var old = document.querySelector(part), fresh = next.querySelector(part);
      if (!old || !fresh) return;
      if (old.classList.contains("open")) fresh.classList.add("open");
      morph(old, fresh);
    });
    document.title = next.title;
    document.body.className = next.body.className;
    if (focused && !focused.isConnected) {
      var again = (focused.id && document.getElementById(focused.id)) || document.getElementById("main");
      if (again) again.focus({ preventScroll: true });
    }
    scrollTo({ left: x, top: y, behavior: "instant" });
    document.dispatchEvent(new CustomEvent("refrain:swapped"));
  }

  /** Styles are asked for anew so that an edited theme shows too. */
  function styles(stamp) {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var fresh = link.cloneNode();
      fresh.href = link.href.split("?")[0] + "?" + stamp;
      fresh.onload = function () { link.remove(); };
      link.after(fresh);
    });
  }

  source.addEventListener("ready", function (event) { assets = event.data; });
  source.addEventListener("reload", function (event) {
    var own = ++turn, restyled = assets !== undefined && assets !== event.data;
    assets = event.data;
    calm();
    fetch(location.pathname + location.search, { cache: "no-store" }).then(function (answer) {
      return answer.text().then(function (html) {
        if (own !== turn) return; // A newer save is on its way.
        if (!answer.ok && !/<main/.test(html)) { location.reload(); return; }
        swap(html);
        if (restyled) styles(event.data);
        ask();
      });
    }, function () { /* The server stopped between the event and the request; the next event tries again. */ });
  });

  // ---- what is wrong

  function calm() {
    document.querySelectorAll(".broken").forEach(function (box) { box.remove(); });
  }

  /** The event's data is a JSON list of {path, line, col, message, help}; a plain text is shown as it is. */
  source.addEventListener("error", function (event) {
    if (typeof event.data !== "string") return; // The connection was lost: the browser connects again by itself.
    var list;
    try { list = JSON.parse(event.data); } catch (error) { list = [{ message: event.data }]; }
    calm();
    var box = node("aside", "", "broken"), lines = node("ul"), hide = node("button", "Hide");
    box.setAttribute("role", "alert");
    hide.type = "button";
    hide.addEventListener("click", calm);
    [].concat(list).forEach(function (entry) {
      var place = [entry.path, entry.line, entry.col].filter(Boolean).join(":");
      lines.append(node("li", (place ? place + " " : "") + entry.message + (entry.help ? "; " + entry.help : "")));
    });
    box.append(node("h2", "Not rebuilt: this is the last good page"), lines, hide);
    document.body.append(box);
  });

  // ---- the drawer: what was found in what this page shows

  var drawer, opener, list;

  function stored(value) {
    try {
      if (value === undefined) return sessionStorage.getItem("refrain-drawer");
      sessionStorage.setItem("refrain-drawer", value);
    } catch (error) { /* Storage may be off; the drawer then closes with the page. */ }
    return null;
  }

  function show(open, focus) {
    drawer.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    stored(open ? "open" : "");
    if (focus) (open ? drawer.querySelector("h2") : opener).focus({ preventScroll: true });
  }

  function build() {
    var style = node("link"), head = node("div", "", "author-head"), title = node("h2", "Findings on this page"), close = node("button", "Close");
    style.rel = "stylesheet";
    style.href = document.body.dataset.root + "assets/author.css";
    document.head.append(style);
    opener = node("button", "", "author-open");
    opener.type = close.type = "button";
    opener.setAttribute("aria-controls", "author-drawer");
    opener.setAttribute("aria-keyshortcuts", "!");
    drawer = node("aside", "", "author-drawer");
    drawer.id = "author-drawer";
    title.id = "author-title";
    title.tabIndex = -1;
    drawer.setAttribute("aria-labelledby", title.id);
    list = node("ol");
    head.append(title, close);
    drawer.append(head, list);
    document.body.append(opener, drawer);
    opener.addEventListener("click", function () { show(drawer.hidden, true); });
    close.addEventListener("click", function () { show(false, true); });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName) || event.target.isContentEditable;
      if (event.key === "!" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) show(drawer.hidden, true);
      else if (event.key === "Escape" && drawer.contains(event.target)) show(false, true);
    });
    show(stored() === "open", false);
  }

  function line(finding) {
    var item = node("li"), top = node("p", "", "author-what"), rule;
    top.append(node("b", finding.severity, "author-" + finding.severity), " " + finding.message);
    item.append(top);
    if (finding.why) item.append(node("p", finding.why));
    if (finding.help) item.append(node("p", "Fix: " + finding.help, "author-fix"));
    var place = node("p", "", "author-place");
    place.append(node("code", [finding.path, finding.line, finding.col].join(":")), " ");
    if (finding.url) {
      rule = node("a", finding.rule);
      rule.href = document.body.dataset.root + finding.url;
    } else {
      rule = node("span", finding.rule);
    }
    place.append(rule);
    item.append(place);
    return item;
  }

  function fill(told) {
    var count = told.findings.length + told.more;
    opener.textContent = count === 0 ? "No findings" : count === 1 ? "1 finding" : count + " findings";
    opener.classList.toggle("author-some", count > 0);
    var fresh = node("ol");
    fresh.append.apply(fresh, told.findings.map(line));
    if (told.more) fresh.append(node("li", "and " + told.more + " more"));
    if (count === 0) fresh.append(node("li", "Nothing was found in what this page shows."));
    morph(list, fresh);
  }

  /** Asks what was found on this page. */
  function ask() {
    var own = turn, path = location.pathname.replace(/\/$/, "/index.html");
    fetch("/__refrain/findings" + path + ".json", { cache: "no-store" }).then(function (answer) {
      return answer.ok ? answer.json().then(function (told) { if (own === turn) fill(told); }) : null;
    }).catch(function () { /* As above. */ });
  }

  build();
  ask();
})();
