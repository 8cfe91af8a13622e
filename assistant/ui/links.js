// `?q=…` asks a question, `?record=…` shows a record; what cannot be done is one line.
(() => {
  const { bus, ask, say, notice } = window.lanzarote;
  const MOST = 2000; // characters of a question
  const tell = (event, detail) => bus.dispatchEvent(new CustomEvent(event, { detail }));

  function question(text) {
    // A reload does not ask again: the question is part of the conversation now.
    window.history.replaceState(null, "", location.pathname);
    if (!text) notice(say("no_question"));
    else if (text.length > MOST) notice(say("too_long", { count: MOST }));
    else tell("ask", text);
  }

  async function record(name) {
    try {
      const { html } = await ask("card", { record: name });
      const linked = document.createElement("div");
      linked.className = "lz-linked lz-turn";
      linked.innerHTML = html;
      tell("linked", linked);
      tell("show", linked.querySelector("[data-show]"));
    } catch (error) {
      notice(error.message);
    }
  }

  bus.addEventListener("whole", () => {
    const given = new URLSearchParams(location.search);
    if (given.has("q") || given.has("record")) tell("open-tab", "ask");
    if (given.has("q")) question(given.get("q").trim());
    else if (given.has("record")) record(given.get("record"));
  }, { once: true });
})();
