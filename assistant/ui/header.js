// Runs once, as gradio's js_on_load, with `element` and `trigger`. The levels' pop-over opens by itself (popovertarget).
element.addEventListener("click", (event) => {
  if (event.target.closest("[data-new]")) trigger("restart");
});
