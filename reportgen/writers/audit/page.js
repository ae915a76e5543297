(function () {
  "use strict";
  var bar = document.querySelector(".filter");
  var boxes = Array.prototype.slice.call(bar.querySelectorAll("input[data-tone]"));
  var only = bar.querySelector("input[data-only]");
  function apply() {
    var on = {};
    boxes.forEach(function (box) { on[box.dataset.tone] = box.checked; });
    document.querySelectorAll("a.f").forEach(function (one) { one.classList.toggle("hushed", !on[one.dataset.tone]); });
    document.querySelectorAll("[data-tones]").forEach(function (one) {
      var wanted = one.dataset.tones.split(" ").some(function (tone) { return on[tone]; });
      one.hidden = !wanted && (only.checked || one.classList.contains("card"));
    });
    document.querySelectorAll("main [data-plain]").forEach(function (one) { one.hidden = only.checked; });
    document.querySelectorAll(".card li").forEach(function (one) { one.hidden = !on[one.dataset.tone]; });
  }
  bar.hidden = false;
  bar.addEventListener("change", apply);
}());
