// Saves steps, never stands in the way: each improvement is loaded only where its mark is.
const improvements = {
  "[data-focus]": "./focus.js",
  "[data-counter]": "./counter.js",
  "[data-copy]": "./copy.js",
  "[data-print]": "./print.js",
  "[data-passkey]": "./passkey.js",
  "[data-board]": "./board.js",
  "[data-room-add]": "./noting.js",
  "[data-room]": "./unsent.js",
  "[data-arrivals]": "./arrivals.js",
  "[data-unsent-list]": "./ticks.js",
  "[data-unsent-list]": "./ticks.js",
  "[data-refresh]": "./refresh.js",
  "form[data-form]": "./leave.js",
  "form[data-filters]": "./filters.js",
  "input[data-suggest]": "./suggest.js",
  "textarea[data-places]": "./places.js",
};

for (const [mark, module] of Object.entries(improvements)) {
  const found = document.querySelectorAll(mark);
  if (found.length) import(module).then(({ improve }) => found.forEach(improve));
}
