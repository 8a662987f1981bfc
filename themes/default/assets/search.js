/* Search in the playbook: no server, no network, the same from file:// as from http.
 *
 * The index is the classic script `search-index.js`, loaded when search is first opened. It sets one global:
 *
 *   self.REFRAIN_SEARCH = {
 *     "v": 1,
 *     "kinds":  [[id, title], ...]                       order = which kind goes first among equals
 *     "facets": [[id, title, [[id, title], ...]], ...]   persona, stage, team
 *     "items":  [[title, url, kind, [[...], [...], [...]], excerpt], ...]
 *                kind and facet values are numbers into the lists above, url is relative to the top of the site
 *     "terms":  all terms, unique, sorted by UTF-16 units, joined by blanks; each is one base-36 digit that says how many
 *               UTF-16 units it shares with the term before it (0 to 35), then the rest: "0refill 6ed 6s 2newal"
 *     "posts":  for each term, in the order of `terms`, its postings and then a zero. All are numbers in base 64 with
 *               the least digit first (A-Z a-z 0-9 + /; five bits a digit, the sixth says that more follow).
 *               A posting is (items onward from the last one, the first counted from -1) * 4 + field;
 *               field is 0 for the title, 1 for words (other names, buyers' words), 2 for the body, the best one only
 *   };
 *
 * A term is made of text like this, here and where the index is written:
 *   1. NFKD, lower case; combining marks U+0300 to U+036F and the apostrophes ' U+2019 U+02BC are left out;
 *   2. ß is ss, æ ae, œ oe, ø o, ł l, đ and ð d, þ th, ı i;
 *   3. runs of alphabetic or numeric characters; each character of U+3040-30FF, 3400-9FFF, F900-FAFF, 20000-3FFFF
 *      is a term of its own; a term is cut after 40 characters. */
(function () {
  "use strict";

  var FOLD = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
  var WORD = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]|(?:(?![\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}])[\p{Alphabetic}\p{N}])+/gu;
  var WEIGHT = [10, 4, 1];

  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f'\u2019\u02bc]/g, "")
      .replace(/[ßæœøłđðþı]/g, function (c) { return FOLD[c]; });
  }

  function terms(text) {
    return (fold(text).match(WORD) || []).map(function (word) { return word.length > 40 ? Array.from(word).slice(0, 40).join("") : word; });
  }

  // ---------------------------------------------------------------- the engine

  function decode(index) {
    var coded = index.terms ? index.terms.split(" ") : [], list = new Array(coded.length), shared = new Uint8Array(coded.length), last = "";
    for (var i = 0; i < coded.length; i++) {
      shared[i] = parseInt(coded[i][0], 36);
      last = list[i] = last.slice(0, shared[i]) + coded[i].slice(1);
    }
    var value = new Uint8Array(128);
    for (i = 0; i < 64; i++) value["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charCodeAt(i)] = i;
    // One pass: all postings in one array, and where each term's begin.
    var posts = index.posts, numbers = new Uint32Array(posts.length), starts = new Uint32Array(list.length + 1), count = 0, term = 0, number = 0, shift = 0;
    for (i = 0; i < posts.length; i++) {
      var digit = value[posts.charCodeAt(i)];
      number |= (digit & 31) << shift;
      if (digit & 32) { shift += 5; continue; }
      if (number === 0) starts[++term] = count;
      else numbers[count++] = number;
      number = shift = 0;
    }
    return { index: index, terms: list, shared: shared, numbers: numbers, starts: starts, size: index.items.length };
  }

  function lower(list, word) {
    var low = 0, high = list.length;
    while (low < high) { var mid = (low + high) >> 1; if (list[mid] < word) low = mid + 1; else high = mid; }
    return low;
  }

  /** Terms that begin with the word, as [term number, weight]. */
  function beginning(data, word) {
    var out = [];
    for (var i = lower(data.terms, word); i < data.terms.length && data.terms[i].startsWith(word); i++) {
      var length = data.terms[i].length;
      out.push([i, length === word.length ? 1 : 0.3 + 0.45 * word.length / length]);
    }
    return out;
  }

  /** Terms whose whole or beginning is within `most` typing errors of the word. One column of the distance table per
   *  character; a term starts with the columns of the prefix it shares with the one before, and a hopeless prefix is
   *  skipped with all terms that share it. */
  function near(data, word, most) {
    var out = [], m = word.length, columns = [new Uint8Array(m + 1)], best = [255], dead = -1, last = "", done = 0;
    for (var r = 0; r <= m; r++) columns[0][r] = r;
    for (var i = 0; i < data.terms.length; i++) {
      var term = data.terms[i], shared = data.shared[i];
      if (dead >= 0 && shared > dead) continue;
      // Skipped terms leave the columns of an older term: what both share is still right.
      var keep = 0, limit = Math.min(done, term.length);
      while (keep < limit && last.charCodeAt(keep) === term.charCodeAt(keep)) keep++;
      dead = -1; done = keep; last = term;
      for (var j = keep; j < term.length && j < m + most; j++) {
        var column = columns[j + 1] || (columns[j + 1] = new Uint8Array(m + 1)), before = columns[j], code = term.charCodeAt(j), least;
        column[0] = least = j + 1;
        for (r = 1; r <= m; r++) {
          var same = word.charCodeAt(r - 1) === code;
          var cost = Math.min(before[r] + 1, column[r - 1] + 1, before[r - 1] + (same ? 0 : 1));
          if (!same && r > 1 && j > 0 && word.charCodeAt(r - 2) === code && word.charCodeAt(r - 1) === term.charCodeAt(j - 1)) cost = Math.min(cost, columns[j - 1][r - 2] + 1);
          column[r] = cost;
          if (cost < least) least = cost;
        }
        best[j + 1] = Math.min(best[j], column[m]);
        done = j + 1;
        if (least > most) { dead = j; break; }
      }
      var distance = best[done];
      if (distance <= most) out.push([i, (distance === 0 ? 0.3 : distance === 1 ? 0.45 : 0.25) * Math.min(1, m / term.length)]);
    }
    return out;
  }

  function spread(data, found) {
    var sum = 0;
    for (var i = 0; i < found.length; i++) sum += data.starts[found[i][0] + 1] - data.starts[found[i][0]];
    return sum;
  }

  /** Items for a query, best first: {hits: [item number, ...], scores, words: matched terms}. */
  function query(data, text) {
    var words = terms(text).slice(0, 12), score = new Float32Array(data.size), cover = new Float32Array(data.size), matched = new Set();
    for (var w = 0; w < words.length; w++) {
      var word = words[w], found = beginning(data, word);
      var most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
      if (most && spread(data, found) < 5) {
        var known = new Set(found.map(function (pair) { return pair[0]; }));
        found = found.concat(near(data, word, most).filter(function (pair) { return !known.has(pair[0]); }));
      }
      var best = new Float32Array(data.size), touched = [], rare = Math.log(2 + data.size / (1 + spread(data, found)));
      for (var f = 0; f < found.length; f++) {
        var term = found[f][0], from = data.starts[term], to = data.starts[term + 1], item = -1;
        var weight = found[f][1] * Math.log(2 + data.size / (1 + to - from));
        matched.add(data.terms[term]);
        for (var p = from; p < to; p++) {
          item += data.numbers[p] >>> 2;
          var points = weight * WEIGHT[data.numbers[p] & 3];
          if (best[item] === 0) touched.push(item);
          if (points > best[item]) best[item] = points;
        }
      }
      for (var t = 0; t < touched.length; t++) { score[touched[t]] += best[touched[t]]; cover[touched[t]] += rare; }
    }
    var top = 0, hits = [], whole = words.join(" ");
    for (var i = 0; i < data.size; i++) if (cover[i] > top) top = cover[i];
    for (i = 0; i < data.size; i++) {
      if (cover[i] === 0 || cover[i] < top * 0.8) continue;
      var entry = data.index.items[i], title = terms(entry[0]).join(" ");
      if (title === whole) score[i] += 60; else if (title.startsWith(whole)) score[i] += 20;
      score[i] *= 1 - 0.01 * entry[2];
      hits.push(i);
    }
    hits.sort(function (a, b) { return cover[b] - cover[a] || score[b] - score[a] || a - b; });
    return { hits: hits, scores: score, words: matched };
  }

  // ---------------------------------------------------------------- what the reader sees

  function element(name, attributes, text) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }

  /** Text with the words that matched in <mark>; only text nodes are made, so no text can become markup. */
  function marked(node, text, words) {
    var at = 0;
    for (var found of text.matchAll(/[\p{Alphabetic}\p{N}\p{M}'’]+/gu)) {
      if (!terms(found[0]).some(function (term) { return words.has(term); })) continue;
      node.append(text.slice(at, found.index), element("mark", {}, found[0]));
      at = found.index + found[0].length;
    }
    node.append(text.slice(at));
    return node;
  }

  var loading = null, version = 0;
  function load(base) {
    if (loading) return loading;
    loading = new Promise(function (resolve, reject) {
      if (self.REFRAIN_SEARCH) { resolve(decode(self.REFRAIN_SEARCH)); return; }
      var script = element("script", { src: base + "assets/search-index.js" + (version ? "?" + version : "") });
      script.onload = function () { if (self.REFRAIN_SEARCH) resolve(decode(self.REFRAIN_SEARCH)); else reject(new Error("empty")); };
      script.onerror = function () { loading = null; reject(new Error("missing")); };
      document.head.appendChild(script);
    });
    return loading;
  }

  /** Builds the search box into a host (the dialog, or the search page) and returns its input. */
  function mount(host, base, close) {
    var id = host.id || "search";
    var input = element("input", { type: "text", inputmode: "search", enterkeyhint: "search", id: id + "-input", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": id + "-list", "aria-label": "Search the playbook", placeholder: "A pain, a claim, an objection, a rival", autocomplete: "off", spellcheck: "false" });
    var bar = element("div", { class: "bar" }), facets = element("div", { class: "facets", role: "group", "aria-label": "Narrow down" });
    var list = element("div", { class: "results", role: "listbox", id: id + "-list", "aria-label": "Results" });
    var status = element("p", { class: "status", role: "status" });
    bar.append(input);
    if (close) {
      var shut = element("button", { type: "button", class: "button" }, "Close");
      shut.addEventListener("click", close);
      bar.append(shut);
    }
    host.append(bar, facets, list, status);
    var chosen = [new Set(), new Set(), new Set()], wide = new Set(), active = -1, options = [];

    function tell(text) { status.textContent = text; }
    tell("Type to search. Arrow keys move, Enter opens.");

    function activate(next) {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = options.length ? (next + options.length) % options.length : -1;
      if (active < 0) { input.removeAttribute("aria-activedescendant"); return; }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }

    function option(node) {
      node.id = id + "-option-" + options.length;
      node.setAttribute("role", "option");
      node.setAttribute("aria-selected", "false");
      node.tabIndex = -1;
      options.push(node);
      return node;
    }

    function entry(data, number, words) {
      var item = data.index.items[number], node = option(element("a", { href: base + item[1] }));
      node.append(marked(element("b"), item[0], words));
      if (item[4]) node.append(marked(element("small"), item[4], words));
      return node;
    }

    function passes(item, but) {
      return chosen.every(function (set, facet) {
        return facet === but || !set.size || (item[3][facet] || []).some(function (value) { return set.has(value); });
      });
    }

    function drawFacets(data, hits) {
      var held = document.activeElement && facets.contains(document.activeElement) ? document.activeElement.dataset.at : null;
      facets.textContent = "";
      (data.index.facets || []).forEach(function (facet, at) {
        var counts = new Map();
        hits.forEach(function (number) {
          var item = data.index.items[number];
          if (passes(item, at)) (item[3][at] || []).forEach(function (value) { counts.set(value, (counts.get(value) || 0) + 1); });
        });
        facet[2].forEach(function (value, number) {
          if (!counts.get(number) && !chosen[at].has(number)) return;
          var chip = element("button", { type: "button", "aria-pressed": String(chosen[at].has(number)), "data-at": at + "-" + number }, value[1] + " " + (counts.get(number) || 0));
          chip.title = facet[1] + ": " + value[1];
          chip.addEventListener("click", function () {
            if (!chosen[at].delete(number)) chosen[at].add(number);
            draw();
          });
          facets.append(chip);
          if (held === at + "-" + number) chip.focus();
        });
      });
    }

    function draw() {
      var text = input.value;
      load(base).then(function (data) {
        if (text !== input.value) return;
        list.textContent = ""; options = []; active = -1;
        input.removeAttribute("aria-activedescendant");
        if (!terms(text).length) { facets.textContent = ""; input.setAttribute("aria-expanded", "false"); tell("Type to search. Arrow keys move, Enter opens."); return; }
        var result = query(data, text), groups = new Map();
        drawFacets(data, result.hits);
        var hits = result.hits.filter(function (number) { return passes(data.index.items[number], -1); });
        hits.forEach(function (number) {
          var kind = data.index.items[number][2];
          if (!groups.has(kind)) groups.set(kind, []);
          groups.get(kind).push(number);
        });
        groups.forEach(function (numbers, kind) {
          var title = data.index.kinds[kind][1], group = element("div", { role: "group", "aria-label": title });
          group.append(element("div", { class: "kind", role: "presentation" }, title + " " + numbers.length));
          var shown = wide.has(kind) ? numbers : numbers.slice(0, 5);
          shown.forEach(function (number) { group.append(entry(data, number, result.words)); });
          if (shown.length < numbers.length) {
            var more = option(element("div", {}, "All " + numbers.length + " in " + title));
            more.addEventListener("click", function () { wide.add(kind); var at = active; draw(); setTimeout(function () { activate(at); }); input.focus(); });
            group.append(more);
          }
          list.append(group);
        });
        input.setAttribute("aria-expanded", String(options.length > 0));
        tell(hits.length ? hits.length + (hits.length === 1 ? " result" : " results") : "Nothing found for “" + text + "”. Try fewer words, or what a buyer would say.");
        if (options.length) activate(0);
      }, function () { tell("The search index could not be loaded."); });
    }

    input.addEventListener("input", function () { wide.clear(); draw(); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown") activate(active + 1);
      else if (event.key === "ArrowUp") activate(active - 1);
      else if (event.key === "Enter" && options[active]) options[active].click();
      else if (event.key === "Home" && event.ctrlKey) activate(0);
      else if (event.key === "End" && event.ctrlKey) activate(options.length - 1);
      else return;
      event.preventDefault();
    });
    document.addEventListener("refrain:swapped", function () {
      loading = null; version += 1; delete self.REFRAIN_SEARCH;
    });
    return { input: input, draw: draw };
  }

  function start() {
    var base = document.body.dataset.root || "", page = document.querySelector("[data-search-page]"), dialog = null, box = null;
    if (page) {
      page.classList.add("search");
      page.textContent = "";
      box = mount(page, base, null);
      var asked = new URLSearchParams(location.search).get("q");
      if (asked) { box.input.value = asked; box.draw(); }
      box.input.focus();
    }
    function open(event) {
      if (event) event.preventDefault();
      if (page) { box.input.focus(); box.input.select(); return; }
      if (!dialog) {
        dialog = element("dialog", { class: "search", id: "search", "aria-label": "Search" });
        document.body.append(dialog);
        box = mount(dialog, base, function () { dialog.close(); });
        dialog.addEventListener("click", function (click) { if (click.target === dialog) dialog.close(); });
      }
      if (!dialog.open) dialog.showModal();
      box.input.focus();
      box.input.select();
      load(base).catch(function () { /* Told when the first letter is typed. */ });
    }
    document.addEventListener("click", function (event) {
      if (event.target.closest("[data-search]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
    });
    document.addEventListener("keydown", function (event) {
      var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) open(event);
      else if ((event.key === "k" || event.key === "K") && (event.ctrlKey || event.metaKey)) open(event);
    });
  }

  if (typeof module !== "undefined") module.exports = { fold: fold, terms: terms, decode: decode, query: query, near: near };
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
