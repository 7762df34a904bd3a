/* The figures of the page, kept fresh. Written for the browser of an old phone; without it the page is whole. */
(function () {
  var source = document.getElementById("live");
  if (!source || !window.EventSource || !window.JSON) { return; }
  new EventSource(source.getAttribute("data-from")).onmessage = function (event) {
    var told = JSON.parse(event.data), places = document.querySelectorAll("[data-live]"), at, words;
    for (at = 0; at < places.length; at += 1) {
      words = told[places[at].getAttribute("data-live")];
      if (words && places[at].textContent !== words) { places[at].textContent = words; }
    }
  };
}());
