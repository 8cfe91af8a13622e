// Runs once, as gradio's js_on_load, with `element`. The tabs, the language, and how far the program is.
const { part, ask, say, speak, mark, keep, read, notice, bus, isDrawn } = window.lanzarote;
const TABS = ["ask", "browse", "prepare", "about"];

function open(tab, focus = false) {
  if (!TABS.includes(tab)) tab = "ask";
  for (const each of TABS) {
    const button = document.getElementById(`lz-tab-${each}`);
    const panel = document.getElementById(`lz-${each}`);
    if (!button || !panel) continue;
    button.setAttribute("aria-selected", each === tab);
    button.tabIndex = each === tab ? 0 : -1;
    panel.hidden = each !== tab;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    if (each === tab && focus) button.focus();
  }
  const columns = document.getElementById("lz-columns");
  if (columns && columns.dataset.tab !== tab) {
    columns.dataset.tab = tab;
    delete columns.dataset.source;
  }
  keep("tab", tab);
  bus.dispatchEvent(new CustomEvent("tab", { detail: tab }));
}

element.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (tab) open(tab.dataset.tab);
  if (event.target.closest("[data-retry]")) ask("open", {}).then(watchOpening, (error) => notice(error.message));
});

element.addEventListener("keydown", (event) => {
  const tab = event.target.closest("[data-tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || (!step && event.key !== "Home" && event.key !== "End")) return;
  event.preventDefault();
  const place = TABS.indexOf(tab.dataset.tab);
  open(event.key === "Home" ? TABS[0] : event.key === "End" ? TABS.at(-1) : TABS.at((place + step) % TABS.length), true);
});

element.addEventListener("change", async (event) => {
  if (event.target.id !== "lz-language") return;
  await speak(event.target.value);
  document.getElementById("lz-language")?.focus();
});

// Until the program is ready a line says what it is doing; the page can be used meanwhile.
async function watchOpening() {
  const place = element.querySelector(".lz-opening");
  let state;
  try {
    state = await ask("state", {});
  } catch {
    state = { stage: "unreachable", line: say("unreachable") };
  }
  const ready = state.stage === "ready";
  place.hidden = ready;
  const said = place.querySelector("p");
  if (said.textContent !== state.line) said.textContent = ready ? "" : state.line;
  const bar = place.querySelector("progress");
  bar.hidden = !state.total;
  if (state.total) Object.assign(bar, { value: state.done, max: state.total });
  place.querySelector("[data-retry]").hidden = state.stage !== "failed";
  if (ready) bus.dispatchEvent(new Event("ready"));
  else if (state.stage !== "failed") setTimeout(watchOpening, state.stage === "unreachable" ? 3000 : 400);
}

bus.addEventListener("open-tab", (event) => open(event.detail, true));

// The parts below are mounted after this one, and drawn anew in another language.
requestAnimationFrame(function whole() {
  const waits = [...TABS, "pane"].some((name) => !document.getElementById(`lz-${name}`) || !isDrawn(`lz-${name}`));
  if (waits) return requestAnimationFrame(whole);
  open(read("tab", "ask"));
  bus.dispatchEvent(new Event("whole"));
});

part("lz-top", element, () => {
  document.title = element.querySelector("h1").textContent;
  mark();
  open(read("tab", "ask"));
  watchOpening();
});
