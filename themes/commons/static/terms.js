// Escape hides the definition beside a term until the pointer and the keyboard have left it.
// Needs from the page: elements with the class `term`, whose note the style sheet shows by hover and by focus and hides
// while they have the attribute `data-closed`. Without this script the notes show all the same.
"use strict";
(() => {
  const shown = () => document.querySelectorAll(".term:hover, .term:focus-within");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const term of shown()) term.dataset.closed = "";
  });
  const open = (event) => {
    const term = event.target instanceof Element && event.target.closest(".term");
    if (term && !term.contains(event.relatedTarget)) delete term.dataset.closed;
  };
  document.addEventListener("focusout", open);
  document.addEventListener("mouseout", open);
})();
