// Runs once, as gradio's js_on_load, with `element`, `trigger` and `watch`.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

element.addEventListener("click", (event) => {
  const asking = event.target.closest("[data-ask]");
  if (!asking) return;
  trigger("ask", { question: asking.dataset.ask });
});

// A new question goes to the top of the view, so that its answer is read from its beginning.
let shown = 0;
watch("value", () => {
  const turns = element.querySelectorAll(".lz-turn");
  const last = turns[turns.length - 1];
  if (turns.length > shown && last) {
    last.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }
  shown = turns.length;
});

// Ready to type at a desk; on a phone the keyboard would cover the page.
if (window.matchMedia("(pointer: fine)").matches) {
  requestAnimationFrame(() => document.querySelector("#lz-question textarea")?.focus());
}
