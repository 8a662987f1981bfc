/* Only `refrain serve` adds this file. It swaps the changed page in without losing the place, and shows what is wrong
 * over the last good page until it is mended. */
(function () {
  "use strict";
  var source = new EventSource("/__refrain/events");
  var seen = 0;

  function calm() {
    document.querySelectorAll(".broken").forEach(function (box) { box.remove(); });
  }

  /** Replaces the content and the title; styles are asked for anew so that an edited theme shows too. */
  function swap(html) {
    var next = new DOMParser().parseFromString(html, "text/html");
    var x = scrollX, y = scrollY;
    ["main", ".menu", ".foot"].forEach(function (part) {
      var old = document.querySelector(part), fresh = next.querySelector(part);
      if (!old || !fresh) return;
      var open = Array.from(old.querySelectorAll("details[open][id]"), function (node) { return node.id; });
      if (old.classList.contains("open")) fresh.classList.add("open");
      old.replaceWith(document.adoptNode(fresh));
      open.forEach(function (id) { var node = document.getElementById(id); if (node) node.open = true; });
    });
    document.title = next.title;
    document.body.className = next.body.className;
    scrollTo({ left: x, top: y, behavior: "instant" });
    document.dispatchEvent(new CustomEvent("refrain:swapped"));
  }

  function styles(stamp) {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var fresh = link.cloneNode();
      fresh.href = link.href.split("?")[0] + "?" + stamp;
      fresh.onload = function () { link.remove(); };
      link.after(fresh);
    });
  }

  source.addEventListener("reload", function (event) {
    var turn = ++seen;
    calm();
    fetch(location.pathname + location.search, { cache: "no-store" }).then(function (answer) {
      return answer.text().then(function (html) {
        if (turn !== seen) return; // A newer save is on its way.
        if (!answer.ok && !/<main/.test(html)) { location.reload(); return; }
        swap(html);
        styles(event.lastEventId || turn);
      });
    }, function () { /* The server stopped between the event and the request; the next event tries again. */ });
  });

  /** The event's data is a JSON list of {path, line, col, message, help}; a plain text is shown as it is. */
  source.addEventListener("error", function (event) {
    if (typeof event.data !== "string") return; // The connection was lost: the browser connects again by itself.
    var list;
    try { list = JSON.parse(event.data); } catch (error) { list = [{ message: event.data }]; }
    calm();
    var box = document.createElement("aside");
    box.className = "broken";
    box.setAttribute("role", "alert");
    var title = document.createElement("h2");
    title.textContent = "Not rebuilt: this is the last good page";
    var lines = document.createElement("ul");
    [].concat(list).forEach(function (entry) {
      var item = document.createElement("li");
      item.textContent = (entry.path ? [entry.path, entry.line, entry.col].filter(Boolean).join(":") + " " : "") + entry.message + (entry.help ? "; " + entry.help : "");
      lines.appendChild(item);
    });
    box.append(title, lines);
    document.body.appendChild(box);
  });
})();
