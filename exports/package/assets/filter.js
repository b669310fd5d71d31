// Shows the filter and hides the rows of this page that do not hold the words typed. Nothing leaves the page.
(function () {
  "use strict";
  var box = document.querySelector("[data-filter]");
  var body = document.querySelector("tbody[data-rows]");
  if (!box || !body) { return; }
  var input = box.querySelector("input");
  var answer = box.querySelector("[data-answer]");
  var rows = Array.prototype.slice.call(body.rows).map(function (row) {
    return { row: row, text: row.textContent.toLocaleLowerCase() };
  });

  function filter() {
    var words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (line) {
      var fits = words.every(function (word) { return line.text.indexOf(word) >= 0; });
      line.row.hidden = !fits;
      if (fits) { shown += 1; }
    });
    answer.textContent = words.length
      ? box.getAttribute("data-filter").replace("%shown%", shown).replace("%total%", rows.length)
      : "";
  }

  box.hidden = false;
  input.addEventListener("input", filter);
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { input.value = ""; filter(); }
  });
}());
