/* Search in the playbook: no server, no network, the same from file:// as from http. This file only opens it: by its link, by
 * `/` or Ctrl+K. What answers, and the index, are loaded when it is first opened, while the first letters are typed. */
(function () {
  "use strict";
  var base = document.body.dataset.root || "", engine = null, index = null, data = null, version = 0, page = null, dialog = null, box = null;

  function script(name) {
    return new Promise(function (resolve, reject) {
      var node = document.createElement("script");
      node.src = base + "assets/" + name;
      node.onload = resolve;
      node.onerror = reject;
      document.head.appendChild(node);
    });
  }

  /** Promises the index, ready to be asked; what could not be loaded is tried again the next time. */
  function load() {
    engine = engine || script("search-engine.js");
    index = index || script("search-index.js" + (version ? "?" + version : ""));
    return Promise.all([engine, index]).then(function () {
      return data || (data = self.REFRAIN_ENGINE.decode(self.REFRAIN_SEARCH));
    }, function (error) {
      engine = self.REFRAIN_ENGINE ? engine : null;
      index = null;
      throw error;
    });
  }

  function set(node, attributes) {
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    return node;
  }

  /** The field, at once, so that no letter is lost; the answers follow. */
  function field(host, close) {
    var bar = set(document.createElement("div"), { class: "bar" }), made = { input: document.createElement("input"), draw: null };
    set(made.input, { type: "text", inputmode: "search", enterkeyhint: "search", id: host.id + "-input", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": host.id + "-list", "aria-label": "Search the playbook", placeholder: "A pain, a claim, an objection, a rival", autocomplete: "off", spellcheck: "false" });
    bar.append(made.input);
    if (close) {
      var shut = set(document.createElement("button"), { type: "button", class: "button" });
      shut.textContent = "Close";
      shut.addEventListener("click", close);
      bar.append(shut);
    }
    host.append(bar);
    ready(host, made);
    return made;
  }

  function ready(host, made) {
    load().then(function () {
      if (made.draw) return;
      host.querySelectorAll(".status").forEach(function (told) { told.remove(); });
      made.draw = self.REFRAIN_ENGINE.mount(host, made.input, base, load);
      made.draw();
    }, function () {
      var told = host.querySelector(".status") || host.appendChild(set(document.createElement("p"), { class: "status", role: "status" }));
      told.textContent = "Search could not be loaded.";
    });
  }

  function onPage(asked) {
    page = document.querySelector("[data-search-page]");
    if (!page) return;
    page.classList.add("search");
    page.textContent = "";
    box = field(page, null);
    box.input.value = asked || "";
    box.input.focus();
  }

  function open(event) {
    event.preventDefault();
    if (!page && !dialog) {
      dialog = set(document.createElement("dialog"), { class: "search", id: "search", "aria-label": "Search" });
      document.body.append(dialog);
      box = field(dialog, function () { dialog.close(); });
      dialog.addEventListener("click", function (click) { if (click.target === dialog) dialog.close(); });
    } else if (!box.draw) ready(page || dialog, box);
    if (dialog && !dialog.open) dialog.showModal();
    box.input.focus();
    box.input.select();
  }

  onPage(new URLSearchParams(location.search).get("q"));
  // The server has made another index; it is asked for when it is needed.
  document.addEventListener("refrain:swapped", function () {
    index = data = null;
    version += 1;
    delete self.REFRAIN_SEARCH;
    if (page) onPage(box.input.value);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-search]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
  });
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) open(event);
    else if ((event.key === "k" || event.key === "K") && (event.ctrlKey || event.metaKey)) open(event);
  });
})();
