// Runs once, as gradio's js_on_load, with `element`. A badge opens the pop-over at its level; the button in the header at none.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[popovertarget]");
  const levels = opener && document.getElementById(opener.getAttribute("popovertarget"));
  if (!levels || levels.contains(opener)) return;
  for (const entry of levels.querySelectorAll("[data-level]")) {
    entry.classList.toggle("lz-asked", entry.dataset.level === opener.dataset.level);
  }
});

window.lanzarote.part("lz-dialogs", element, () => {});
