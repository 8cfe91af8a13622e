// Thumbs under an answer, where they are offered: what is sent is the verdict, and the question's words only with consent.
(() => {
  const lanzarote = window.lanzarote;

  document.addEventListener("click", (event) => {
    const verdict = event.target.closest("[data-verdict]");
    if (!verdict) return;
    const form = verdict.closest("form");
    for (const each of form.querySelectorAll("[data-verdict]")) each.setAttribute("aria-pressed", each === verdict);
    form.querySelector(".lz-verdict-more").hidden = false;
    form.elements.reason.focus();
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".lz-verdict")) return;
    event.preventDefault();
    const { question, records } = lanzarote.turnOf(form);
    const made = form.querySelector(".lz-made");
    const consent = form.elements.consent.checked;
    const verdict = form.querySelector("[aria-pressed=true]").dataset.verdict;
    try {
      const body = { verdict, records, reason: form.elements.reason.value, consent, ...(consent ? { question } : {}) };
      made.textContent = (await lanzarote.ask("keep_feedback", body)).line;
      form.querySelector(".lz-verdict-more").hidden = true;
    } catch (error) {
      made.textContent = error.message;
    }
  });
})();
