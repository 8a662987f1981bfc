/* Small helps on every page: light and dark, the menu on a phone, copying, keys. Every page works without this file.
 * A classic script (modules do not load from file://), loaded before the body so that the chosen scheme shows at once. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  // ---- light and dark: a choice is kept, no choice follows the system
  function stored(value) {
    try {
      if (value === undefined) return localStorage.getItem("refrain-theme");
      localStorage.setItem("refrain-theme", value);
    } catch (error) { /* Storage may be off; the choice then lasts for this page. */ }
    return null;
  }
  var kept = stored();
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  function toggleTheme() {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    stored(root.dataset.theme);
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

  function copy(button) {
    var target = document.getElementById(button.dataset.copy);
    var node = target && clean(target);
    if (!node) { say("This line is internal and is not copied"); return; }
    var words = text(node, button.dataset.form === "markdown", 0).replace(/\n{3,}/g, "\n\n").trim();
    var label = button.textContent;
    write(words, button.dataset.form === "rich" ? node.innerHTML : "").then(function () {
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
    var at = event.target.closest("[data-copy], [data-menu], [data-toggle-theme]");
    if (!at) return;
    if (at.dataset.copy) copy(at);
    else if (at.hasAttribute("data-toggle-theme")) toggleTheme();
    else { event.preventDefault(); menu(!document.getElementById("menu").classList.contains("open")); }
  });

  // ---- keys: Escape closes the menu, arrows turn to the neighbouring moment, `/` opens search (see search.js)
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Escape") { menu(false); return; }
    if (event.target.closest("input, textarea, select, [contenteditable], [role=listbox], [tabindex='0'], .moments, summary, dialog")) return;
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    var link = document.querySelector('a[data-key="' + event.key + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });

  // Closed parts are printed open, and closed again.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (part) { part.open = true; });
  });
  addEventListener("afterprint", function () { opened.forEach(function (part) { part.open = false; }); });

  function prepare() {
    var link = document.querySelector("[data-menu]");
    if (link) { link.setAttribute("role", "button"); link.setAttribute("aria-expanded", "false"); link.setAttribute("aria-controls", "menu"); }
    var now = document.querySelector(".moments [aria-current]");
    if (now) { var strip = now.closest(".moments"); strip.scrollLeft = now.parentNode.offsetLeft - strip.offsetLeft - (strip.clientWidth - now.offsetWidth) / 2; }
    // Code may be wider than the page: the keyboard can scroll it too.
    document.querySelectorAll("pre").forEach(function (pre) { pre.tabIndex = 0; });
    // A link into a closed part opens it.
    var part = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (part && part.tagName === "DETAILS") part.open = true;
  }
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("refrain:swapped", prepare);
  addEventListener("hashchange", prepare);

  window.refrain = { say: say };
})();
