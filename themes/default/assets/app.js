/* Small helps on every page: light and dark, the menu on a phone, copying, keys, links to sections. Every page works without this file.
 * A classic script (modules do not load from file://), loaded before the body so that the chosen scheme shows at once. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  // ---- light and dark: a choice is kept, no choice follows the system
  function keep(name, value) {
    try {
      if (value === undefined) return localStorage.getItem(name);
      localStorage.setItem(name, value);
    } catch (error) { /* Storage may be off; the choice then lasts for this page. */ }
    return null;
  }
  var kept = keep("refrain-theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  function toggleTheme() {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep("refrain-theme", root.dataset.theme);
    say(dark ? "Light" : "Dark");
  }

  // ---- a word to the reader, spoken by screen readers too
  var timer;
  function say(text) {
    var toast = document.querySelector(".toast");
    if (!toast) return;
    toast.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(function () { toast.textContent = ""; }, 2200);
  }

  // ---- copying. What is internal is left out here, once, for every form.
  var LEFT_OUT = ".internal, .is-internal, .badge, .copy, .sr, .chips, button, script, [data-not-copied]";
  var BLOCK = /^(P|DIV|LI|UL|OL|H[1-6]|BLOCKQUOTE|PRE|SECTION|ARTICLE|DL|DT|DD|TABLE|TR|DETAILS|SUMMARY)$/;

  function clean(target) {
    if (target.closest(".internal")) return null;
    var copy = target.cloneNode(true);
    // The steps' names are for the seller: a story is copied as its paragraphs.
    copy.querySelectorAll(".story").forEach(function (story) {
      var told = document.createElement("div");
      told.append.apply(told, story.querySelectorAll(":scope > li > .line > .said"));
      story.replaceWith(told);
    });
    copy.querySelectorAll(LEFT_OUT).forEach(function (node) { node.remove(); });
    copy.querySelectorAll("*").forEach(function (node) {
      Array.from(node.attributes).forEach(function (attribute) {
        if (attribute.name !== "href") node.removeAttribute(attribute.name);
        else node.setAttribute("href", node.href);
      });
    });
    return copy;
  }

  /** The text of a node: plain, or as Markdown when `marked`. Blocks are parted by one empty line, list items by a line end. */
  function text(node, marked, depth) {
    if (node.nodeType === 3) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== 1) return "";
    var name = node.tagName, items = 0, out = "";
    if (name === "PRE") return marked ? "```\n" + node.textContent.trim() + "\n```\n\n" : node.textContent;
    node.childNodes.forEach(function (child) {
      var inner = text(child, marked, depth + 1);
      if (child.tagName === "LI") {
        items += 1;
        inner = (name === "OL" ? items + ". " : "- ") + inner.trim().replace(/\n+/g, "\n   ") + "\n";
      }
      if (child.nodeType === 1 && BLOCK.test(child.tagName) && out && !/\n$/.test(out)) out = out.replace(/ +$/, "") + "\n\n";
      out += /\n$/.test(out) ? inner.replace(/^ +/, "") : inner;
    });
    if (name === "BR") return "\n";
    if (marked && out.trim()) {
      if (/^H[1-6]$/.test(name)) return "**" + out.trim() + "**\n\n";
      if (name === "STRONG" || name === "B") return "**" + out.trim() + "**";
      if (name === "EM" || name === "I") return "_" + out.trim() + "_";
      if (name === "CODE") return "`" + out.trim() + "`";
      if (name === "A") return "[" + out.trim() + "](" + node.href + ")";
    }
    return BLOCK.test(name) && out.trim() ? out.replace(/\s+$/, "") + "\n\n" : out;
  }

  function fallback(words) {
    var area = document.createElement("textarea");
    area.value = words;
    area.className = "sr";
    document.body.appendChild(area);
    area.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("refused"));
  }

  function write(words, html) {
    var clipboard = navigator.clipboard;
    if (html && clipboard && clipboard.write && window.ClipboardItem) {
      return clipboard.write([new ClipboardItem({
        "text/plain": new Blob([words], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" })
      })]).catch(function () { return fallback(words); });
    }
    if (clipboard && clipboard.writeText) return clipboard.writeText(words).catch(function () { return fallback(words); });
    return fallback(words);
  }

  function plain(node, marked) {
    return text(node, marked, 0).replace(/\n{3,}/g, "\n\n").trim();
  }

  /** An e-mail to paste: the headline as its subject, then the body, then what the buyer is asked to do. */
  function mail(target, then) {
    var subject = target.querySelector("[data-subject]"), body = target.cloneNode(true), last = then && clean(then);
    var first = body.querySelector("[data-subject]");
    if (first) first.remove();
    return (subject ? "Subject: " + plain(clean(subject)) + "\n\n" : "") + plain(clean(body)) + (last ? "\n\n" + plain(last) : "") + "\n";
  }

  function copy(button) {
    var target = document.getElementById(button.dataset.copy), form = button.dataset.form;
    var node = target && clean(target);
    if (!node) { say("This line is internal and is not copied"); return; }
    var words = form === "mail" ? mail(target, document.getElementById(button.dataset.then)) : plain(node, form === "markdown");
    var label = button.textContent;
    write(words, form === "rich" ? node.innerHTML : "").then(function () {
      button.classList.add("done");
      button.textContent = "Copied";
      say("Copied");
      setTimeout(function () { button.classList.remove("done"); button.textContent = label; }, 1600);
    }, function () { say("The browser did not allow copying"); });
  }

  // ---- the menu on a phone
  function menu(open) {
    var panel = document.getElementById("menu"), link = document.querySelector("[data-menu]");
    if (!panel || !link) return false;
    var was = panel.classList.contains("open");
    panel.classList.toggle("open", open);
    link.setAttribute("aria-expanded", String(open));
    if (open) { var first = panel.querySelector("a"); if (first) first.focus(); }
    else if (was) link.focus();
    return was;
  }

  document.addEventListener("click", function (event) {
    var at = within(event, "[data-copy], [data-menu], [data-toggle-theme], [data-keys], .anchor, .jumps a");
    if (!at) return;
    if (at.closest(".jumps")) { reveal(at.hash); return; }
    if (at.dataset.copy) copy(at);
    else if (at.hasAttribute("data-toggle-theme")) toggleTheme();
    else if (at.hasAttribute("data-keys")) help();
    else if (at.className === "anchor") write(at.href).then(function () { say("Link copied"); }, function () {});
    else { event.preventDefault(); menu(!document.getElementById("menu").classList.contains("open")); }
  });

  // ---- keys. Single characters can be switched off, so that speech input and stray fingers do nothing by accident.
  var KEYS = [
    ["/", "Search"],
    ["\u2190 \u2192", "The moment before, the moment after"],
    ["[ ]", "The persona before, the persona after (also Alt \u2191 and Alt \u2193)"],
    ["t", "Light or dark"],
    ["Esc", "Close what is open"],
    ["?", "These keys"]
  ];
  var SAME = { ArrowUp: "[", ArrowDown: "]" };

  /** The list of keys, made when it is first asked for. */
  function help() {
    var dialog = document.querySelector("dialog.keys");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      dialog.innerHTML = '<h2 id="keys-title">Keys</h2><dl class="pairs"></dl><label><input type="checkbox"> Single keys work</label><form method="dialog"><button class="button first">Close</button></form>';
      var list = dialog.querySelector("dl"), box = dialog.querySelector("input");
      KEYS.forEach(function (pair) {
        var key = document.createElement("dt"), does = document.createElement("dd");
        pair[0].split(" ").forEach(function (name) { var kbd = document.createElement("kbd"); kbd.textContent = name; key.append(kbd, " "); });
        does.textContent = pair[1];
        list.append(key, does);
      });
      box.checked = !quiet();
      box.addEventListener("change", function () { keep("refrain-keys", box.checked ? "on" : "off"); });
      // A click beside the list closes it.
      dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
      document.body.append(dialog);
    }
    dialog.showModal();
  }
  // What an event befell, or what holds it; an event may befall the document, which nothing holds.
  function within(event, what) { return event.target.closest ? event.target.closest(what) : null; }
  function quiet() { return keep("refrain-keys") === "off"; }

  var FIELD = "input, textarea, select, [contenteditable], [role=listbox], dialog";
  // Heard before the search is, so that a switched-off key reaches nobody.
  document.addEventListener("keydown", function (event) {
    if (event.key.length === 1 && event.key !== " " && quiet() && !event.ctrlKey && !event.metaKey && !event.altKey && !within(event, FIELD)) event.stopImmediatePropagation();
  }, true);
  document.addEventListener("keydown", function (event) {
    var key = event.key;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (event.altKey) { key = SAME[key]; if (!key) return; }
    if (key === "Escape") { menu(false); return; }
    if (within(event, FIELD)) return;
    if (key === "?") { event.preventDefault(); help(); return; }
    if (event.shiftKey) return;
    if (key === "t") { toggleTheme(); return; }
    // What scrolls or opens by arrows keeps them.
    if (/^Arrow/.test(key) && within(event, "[tabindex='0'], summary")) return;
    var link = /^(Arrow(Left|Right)|\[|\])$/.test(key) && document.querySelector('a[data-key="' + key + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });

  // Closed parts are printed open, and closed again.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details:not([open]):not(.more):not(.variant)"));
    opened.forEach(function (part) { part.open = true; });
  });
  addEventListener("afterprint", function () { opened.forEach(function (part) { part.open = false; }); });

  function prepare() {
    var link = document.querySelector("[data-menu]");
    if (link) { link.setAttribute("role", "button"); link.setAttribute("aria-expanded", "false"); link.setAttribute("aria-controls", "menu"); }
    document.querySelectorAll(".moments [aria-current]").forEach(function (now) {
      var strip = now.closest(".moments");
      strip.scrollLeft = now.parentNode.offsetLeft - strip.offsetLeft - (strip.clientWidth - now.offsetWidth) / 2;
    });
    // Each section can be linked to.
    document.querySelectorAll("main section[id] > h2:not([data-linked]), main section[id] > .group > summary > h2:not([data-linked])").forEach(function (title) {
      var link = document.createElement("a"), section = title.closest("section");
      title.dataset.linked = "";
      link.className = "anchor";
      link.href = "#" + section.id;
      link.setAttribute("aria-label", "Link to " + title.textContent.trim());
      link.textContent = "#";
      (title.parentNode === section ? title : title.closest(".group")).before(link);
    });
    // Code may be wider than the page: the keyboard can scroll it too.
    document.querySelectorAll("pre").forEach(function (pre) { pre.tabIndex = 0; });
    reveal(location.hash);
  }

  /** Opens the closed parts that a link leads into: what holds its place, and the part that its section is. */
  function reveal(hash) {
    var at = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!at) return null;
    var own = at.tagName === "SECTION" && at.querySelector(":scope > .group");
    for (var part = own || at; part; part = part.parentElement && part.parentElement.closest("details")) if (part.tagName === "DETAILS") part.open = true;
    return at;
  }

  /** On a phone a long page begins as the list of its parts; a first one that fits the screen stays open. */
  function fold() {
    var parts = document.querySelectorAll("main .group"), long = document.body.offsetHeight > 4 * innerHeight;
    if (parts.length < 2 || !long || !matchMedia("(max-width: 47.99rem)").matches) return;
    parts.forEach(function (part, n) { part.open = n === 0 && part.offsetHeight < innerHeight; });
    var at = reveal(location.hash);
    if (at) at.scrollIntoView();
  }
  document.addEventListener("DOMContentLoaded", function () { prepare(); fold(); });
  document.addEventListener("refrain:swapped", prepare);
  addEventListener("hashchange", prepare);

  window.refrain = { say: say };
})();
