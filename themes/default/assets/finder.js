/* The reference finder: shows the rows that bear every key that was chosen. Without it all rows are shown. */
(function () {
  "use strict";
  function find(form) {
    var wanted = [];
    form.querySelectorAll("select").forEach(function (select) { if (select.value) wanted.push(select.value); });
    var rows = document.querySelectorAll("#" + form.dataset.finder + " tbody tr"), found = 0;
    rows.forEach(function (row) {
      var keys = row.dataset.keys.split(" ");
      row.hidden = !wanted.every(function (key) { return keys.indexOf(key) >= 0; });
      if (!row.hidden) found++;
    });
    form.querySelector("[data-found]").textContent = wanted.length ? found + " of " + rows.length + " customers" : "";
  }
  document.addEventListener("change", function (event) { var form = event.target.closest("[data-finder]"); if (form) find(form); });
  function start() { document.querySelectorAll("[data-finder]").forEach(find); }
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("refrain:swapped", start);
})();
