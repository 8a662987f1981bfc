/* The answers of search: the engine, and the list of what it finds. `search.js` loads this file and the index when search is
 * first opened. The format of the index and the rules for terms are told where it is written, in `src/site/search`. */
(function () {
  "use strict";

  var FOLD = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
  var ALONE = "[\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  var WORD = new RegExp(ALONE + "|(?:(?!" + ALONE + ")[\\p{Alphabetic}\\p{N}])+", "gu");
  /** Words that say little: they hardly count where something else was typed. */
  var SMALL = new Set("a about am an and any are as at be been but by can could did do does for from get got had has have he her his how i if in into is it its just me my never no not of on or our should so than that the their them then there they this to too us was we were what when where which who will with would you your".split(" "));
  /** With one of these it is somebody speaking, and what buyers say goes first. */
  var SPOKEN = new Set("i we my our me us you your too".split(" ")), SAID = "objection";
  var WEIGHT = [10, 4, 1];

  function fold(text) {
    text = text.toLowerCase();
    if (/^[\x00-\x26\x28-\x7f]*$/.test(text)) return text;
    return text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f'\u2019\u02bc]/g, "")
      .replace(/[ßæœøłđðþı]/g, function (c) { return FOLD[c]; });
  }

  function terms(text) {
    return (fold(text).match(WORD) || []).map(function (word) { return word.length > 40 ? Array.from(word).slice(0, 40).join("") : word; });
  }

  /** What the forms of an English word begin with: price, prices, priced and pricing all with `pric`. */
  function stem(word) {
    if (word.length < 4) return word;
    var cut = word.replace(/(?:ies|ied|y|ings?|e?s|e[dr]|ers|e|als?)$/, "");
    if (cut.length < 3) return word;
    return /([bdfgmnprt])\1$/.test(cut) ? cut.slice(0, -1) : cut;
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
    var data = { index: index, terms: list, shared: shared, numbers: numbers, starts: starts, size: index.items.length, alike: new Map(), labels: [] };
    (index.alike || []).forEach(function (group) {
      group = group.split(" ");
      group.forEach(function (term) { data.alike.set(stem(term), (data.alike.get(stem(term)) || []).concat(group)); });
    });
    // The names of kinds and facet values are words too: "owner objections" finds what owners object.
    var label = function (names) { var made = { names: terms(names), items: [] }; data.labels.push(made); return made; };
    var kinds = index.kinds.map(function (kind) { return label(kind[0] + " " + kind[1]); });
    var facets = index.facets.map(function (facet) { return facet[2].map(function (value) { return label(value[0] + " " + value[1]); }); });
    // Kinds that come first go first among equals; how the playbook is checked is seldom meant.
    data.prior = index.kinds.map(function (kind, at) { return kind[0] === "conversation" ? 1.2 : kind[0] === "check" ? 0.35 : 1 - 0.02 * at; });
    // A long title says less by each of its words.
    data.title = new Float32Array(data.size);
    index.items.forEach(function (item, number) {
      data.title[number] = 1.2 / (1.05 + 0.07 * item[0].split(" ").length);
      if (kinds[item[2]]) kinds[item[2]].items.push(number);
      item[3].forEach(function (values, facet) { values.forEach(function (value) { facets[facet][value].items.push(number); }); });
    });
    return data;
  }

  function lower(list, word) {
    var low = 0, high = list.length;
    while (low < high) { var mid = (low + high) >> 1; if (list[mid] < word) low = mid + 1; else high = mid; }
    return low;
  }

  /** Terms that begin with the word or are a form of it, as [term number, likeness]. */
  function beginning(data, word) {
    var out = [], root = stem(word);
    for (var i = lower(data.terms, root); i < data.terms.length && data.terms[i].startsWith(root); i++) {
      var term = data.terms[i], starts = term.startsWith(word);
      if (term === word) out.push([i, 1]);
      else if (stem(term) === root) out.push([i, 0.85]);
      else if (starts) out.push([i, 0.25 + 0.4 * word.length / term.length]);
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
      if (distance <= most) out.push([i, (distance === 0 ? 0.3 : distance === 1 ? (m > 6 ? 0.6 : 0.45) : 0.25) * Math.min(1, m / term.length)]);
    }
    return out;
  }

  function spread(data, found) {
    var sum = 0;
    for (var i = 0; i < found.length; i++) sum += data.starts[found[i][0] + 1] - data.starts[found[i][0]];
    return sum;
  }

  function exact(data, word) {
    var at = lower(data.terms, word);
    return data.terms[at] === word ? at : -1;
  }

  /** Terms that a word stands for, as [term number, likeness]; the likest of each first. */
  function meant(data, word) {
    var found = beginning(data, word), sure = found.some(function (pair) { return pair[1] > 0.8; });
    (data.alike.get(stem(word)) || []).forEach(function (other) {
      if (other === word) return;
      sure = true;
      beginning(data, other).forEach(function (pair) { if (pair[1] > 0.8) found.push([pair[0], pair[1] * 0.5]); });
    });
    var most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!sure && most && spread(data, found) < 5 && /\D/.test(word)) found = found.concat(near(data, word, most));
    return found.sort(function (a, b) { return b[1] - a[1]; });
  }

  /** Items for a query, best first: {hits: [item number, ...], words: matched terms}. A word counts for an item by its best
   *  place and likeness, and by how few items have it; an item with more of the words goes first. */
  function query(data, text) {
    var typed = terms(text).slice(0, 12), words = new Map(), meanings = function (word) { words.set(word, words.get(word) || meant(data, word)); return words.get(word); };
    typed.forEach(function (word, at) {
      // "off line" is "offline" too, and "noshow" is "no show".
      var found = meanings(word);
      if (at) beginning(data, typed[at - 1] + word).forEach(function (pair) {
        if (pair[1] > 0.8) { pair = [pair[0], 2.5]; found.unshift(pair); meanings(typed[at - 1]).unshift(pair); }
      });
      for (var cut = 2; !found.length && cut < word.length - 1; cut++) {
        if (exact(data, word.slice(0, cut)) >= 0 && exact(data, word.slice(cut)) >= 0) { meanings(word.slice(0, cut)); found = meanings(word.slice(cut)); }
      }
    });
    var telling = typed.some(function (word) { return !SMALL.has(word); }), spoken = telling && typed.some(function (word) { return SPOKEN.has(word); });
    var score = new Float32Array(data.size), cover = new Float32Array(data.size), best = new Float32Array(data.size), matched = new Set(), whole = 0;
    words.forEach(function (found, word) {
      var touched = [], root = stem(word);
      var rare = Math.log(1.6 + data.size / (1 + spread(data, found.filter(function (pair) { return pair[1] > 0.8 || found[0][1] < 0.8; })))) * (telling && SMALL.has(word) ? 0.1 : 1);
      var give = function (item, points) {
        if (best[item] === 0) touched.push(item);
        if (points > best[item]) best[item] = points;
      };
      found.forEach(function (pair) {
        var item = -1;
        matched.add(data.terms[pair[0]]);
        for (var p = data.starts[pair[0]], to = data.starts[pair[0] + 1]; p < to; p++) {
          item += data.numbers[p] >>> 2;
          var field = data.numbers[p] & 3;
          give(item, pair[1] * WEIGHT[field] * (field ? 1 : data.title[item]));
        }
      });
      data.labels.forEach(function (label) {
        if (label.names.some(function (name) { return name === word || (word.length > 3 && stem(name) === root); })) label.items.forEach(function (item) { give(item, 3); });
      });
      touched.forEach(function (item) { score[item] += best[item] * rare; cover[item] += rare * Math.min(1, 0.7 + best[item] / 5); best[item] = 0; });
      if (touched.length) whole += rare;
    });
    var top = 0, hits = [], phrase = " " + typed.join(" ");
    for (var i = 0; i < data.size; i++) if (cover[i] > top) top = cover[i];
    for (i = 0; i < data.size; i++) {
      if (cover[i] === 0 || cover[i] < top * 0.6) continue;
      var entry = data.index.items[i];
      score[i] *= Math.pow(cover[i] / whole, 2) * data.prior[entry[2]] * (spoken && data.index.kinds[entry[2]][0] === SAID ? 1.45 : 1);
      hits.push(i);
    }
    // The order of the words counts in titles, for those that could come first.
    var bar = 0;
    hits.forEach(function (item) { if (score[item] > bar) bar = score[item]; });
    hits.forEach(function (item) {
      if (score[item] * 4 < bar) return;
      var title = " " + terms(data.index.items[item][0]).join(" ");
      if (title === phrase) score[item] *= 2.2;
      else if (title.startsWith(phrase)) score[item] *= 1.2 + phrase.length / title.length;
      else if (typed.length > 1 && title.includes(phrase)) score[item] *= 1.25;
    });
    hits.sort(function (a, b) { return score[b] - score[a] || a - b; });
    return { hits: hits, scores: score, words: matched };
  }

  // ---------------------------------------------------------------- what the reader sees

  function element(name, attributes, text) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }

  var SPOKEN_WORD = /[\p{Alphabetic}\p{N}\p{M}'’]+/gu;
  function hit(word, words) {
    return terms(word).some(function (term) { return words.has(term); });
  }

  /** Text with the words that matched in <mark>; only text nodes are made, so no text can become markup. */
  function marked(node, text, words) {
    var at = 0;
    for (var found of text.matchAll(SPOKEN_WORD)) {
      if (!hit(found[0], words)) continue;
      node.append(text.slice(at, found.index), element("mark", {}, found[0]));
      at = found.index + found[0].length;
    }
    node.append(text.slice(at));
    return node;
  }

  /** The excerpt of an item, or the part of its text that holds what was found where title and excerpt do not. */
  function excerpt(item, words) {
    var holds = function (text) { return Array.from(text.matchAll(SPOKEN_WORD)).find(function (found) { return hit(found[0], words); }); };
    var found = item[5] && !holds(item[0]) && !holds(item[4]) && holds(item[5]);
    if (!found) return item[4];
    var from = found.index > 60 ? item[5].indexOf(" ", found.index - 50) + 1 : 0, text = item[5].slice(from);
    return (from ? "… " : "") + (text.length > 170 ? text.slice(0, 170).replace(/\s+\S*$/, " …") : text);
  }

  var HINT = "Type to search. Arrow keys move, Enter opens.", FEW = 5;

  /** Adds the answers to a host (the dialog, or the search page) with its input; `load` promises the decoded index. Returns
   *  what draws them anew. */
  function mount(host, input, base, load) {
    var id = host.id, kinds = element("div", { class: "facets", role: "group", "aria-label": "Kind" });
    var picks = element("div", { class: "picks", role: "group", "aria-label": "Narrow down" });
    var list = element("div", { class: "results", role: "listbox", id: id + "-list", "aria-label": "Results" });
    var status = element("p", { class: "status", role: "status" });
    host.append(kinds, picks, list, status);
    // Which kind, and which value of each facet, is asked for; -1 is any.
    var kindAsked = -1, asked = [], wide = new Set(), active = -1, options = [];

    function tell(text) { status.textContent = text; }
    tell(HINT);

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
      var item = data.index.items[number], node = option(element("a", { href: base + item[1] })), text = excerpt(item, words), of = [];
      node.append(marked(element("b"), item[0], words));
      if (text) node.append(marked(element("small"), text, words));
      // For whom and when, where it is for few.
      item[3].slice(0, 2).forEach(function (values, facet) {
        if (values.length && values.length < 3) of.push(values.map(function (value) { return data.index.facets[facet][2][value][1]; }).join(", "));
      });
      if (of.length && data.index.kinds[item[2]][0] !== "conversation") node.append(element("small", { class: "of" }, of.join(" · ")));
      return node;
    }

    function passes(item, but) {
      return (but === -1 || kindAsked < 0 || item[2] === kindAsked) && asked.every(function (value, facet) {
        return facet === but || value < 0 || item[3][facet].indexOf(value) >= 0;
      });
    }

    function count(map, key) { map.set(key, (map.get(key) || 0) + 1); }

    function drawKinds(data, hits) {
      var held = kinds.contains(document.activeElement) ? document.activeElement.dataset.kind : null, counts = new Map();
      hits.forEach(function (number) { var item = data.index.items[number]; if (passes(item, -1)) count(counts, item[2]); });
      kinds.textContent = "";
      if (counts.size < 2 && kindAsked < 0) return;
      if (kindAsked >= 0 && !counts.has(kindAsked)) counts.set(kindAsked, 0);
      counts.forEach(function (number, kind) {
        var chip = element("button", { type: "button", "aria-pressed": String(kind === kindAsked), "data-kind": kind }, data.index.kinds[kind][1] + " " + number);
        chip.addEventListener("click", function () { kindAsked = kind === kindAsked ? -1 : kind; draw(); });
        kinds.append(chip);
        if (held === String(kind)) chip.focus();
      });
    }

    function drawPicks(data, hits) {
      data.index.facets.forEach(function (facet, at) {
        var counts = new Map(), pick = picks.children[at], any = "Any " + facet[1].toLowerCase();
        if (!pick) {
          pick = element("select", { "aria-label": facet[1] });
          pick.addEventListener("change", function () { asked[at] = Number(pick.value); draw(); });
          picks.append(pick);
          asked[at] = -1;
        }
        hits.forEach(function (number) { var item = data.index.items[number]; if (passes(item, at)) item[3][at].forEach(function (value) { count(counts, value); }); });
        pick.hidden = !counts.size && asked[at] < 0;
        pick.textContent = "";
        pick.append(element("option", { value: -1 }, any));
        facet[2].forEach(function (value, number) {
          if (counts.get(number) || asked[at] === number) pick.append(element("option", { value: number }, value[1] + " (" + (counts.get(number) || 0) + ")"));
        });
        pick.value = asked[at];
      });
    }

    function draw() {
      var text = input.value;
      load().then(function (data) {
        if (text !== input.value) return;
        list.textContent = ""; options = []; active = -1;
        input.removeAttribute("aria-activedescendant");
        if (!terms(text).length) {
          kinds.textContent = ""; picks.textContent = ""; kindAsked = -1;
          input.setAttribute("aria-expanded", "false");
          tell(HINT);
          return;
        }
        var result = query(data, text), groups = new Map();
        drawPicks(data, result.hits);
        drawKinds(data, result.hits.filter(function (number) { return asked.every(function (value, facet) { return value < 0 || data.index.items[number][3][facet].indexOf(value) >= 0; }); }));
        var hits = result.hits.filter(function (number) { return passes(data.index.items[number]); });
        hits.forEach(function (number) {
          var kind = data.index.items[number][2];
          if (!groups.has(kind)) groups.set(kind, []);
          groups.get(kind).push(number);
        });
        groups.forEach(function (numbers, kind) {
          var title = data.index.kinds[kind][1], group = element("div", { role: "group", "aria-label": title });
          group.append(element("div", { class: "kind", role: "presentation" }, title + " " + numbers.length));
          var shown = wide.has(kind) || kind === kindAsked ? numbers.slice(0, 200) : numbers.slice(0, FEW);
          shown.forEach(function (number) { group.append(entry(data, number, result.words)); });
          if (shown.length < numbers.length && shown.length === FEW) {
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
    return draw;
  }

  var engine = { fold: fold, terms: terms, decode: decode, query: query, near: near };
  if (typeof module !== "undefined") module.exports = engine;
  else self.REFRAIN_ENGINE = { decode: decode, mount: mount };
})();
