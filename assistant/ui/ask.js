// Runs once, as gradio's js_on_load, with `element`. The conversation: asked here, answered piece by piece, kept in this browser.
const { part, post, ask, say, announce, notice, save, mark, keep, read, basket, filtersOf, bus } = window.lanzarote;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let turns = read("turns", []); // { question, filters, html, answered, records, status }
let running = null; // { abort, section } of the question being answered

const find = (selector) => element.querySelector(selector);
const filterForm = () => find(".lz-filter-form");
const isFiltered = (filters) => Object.values(filters ?? {}).some((values) => values.length);
const sections = () => [...element.querySelectorAll(".lz-turns .lz-turn")];
window.lanzarote.turnOf = (node) => turns[sections().indexOf(node.closest(".lz-turn"))];

// Older questions change nothing: no more than the program looks back at are sent.
function history(place) {
  return turns.slice(0, place).filter((turn) => turn.answered).map((turn) => turn.question).slice(-6);
}

function remember() {
  let kept = turns;
  while (!keep("turns", kept) && kept.length) kept = kept.slice(1);
  if (kept.length < turns.length) notice(say("full"));
}

function drawTurn(turn, place) {
  const section = document.createElement("section");
  section.className = "lz-turn";
  section.id = `lz-turn-${place + 1}`;
  const heading = document.createElement("h3");
  heading.className = "lz-question";
  const unseen = document.createElement("span");
  unseen.className = "lz-unseen";
  unseen.textContent = say("asked");
  heading.append(unseen, turn.question);
  const body = document.createElement("div");
  body.className = "lz-answer-body";
  body.innerHTML = turn.html ?? "";
  section.append(heading, body);
  return section;
}

function drawAll() {
  find(".lz-turns").replaceChildren(...turns.map(drawTurn));
  showState();
}

function showState() {
  find(".lz-nothing").hidden = turns.length > 0;
  find(".lz-about-turns").hidden = turns.length === 0;
  find("#lz-stop").hidden = !running;
  find("#lz-send").hidden = !!running;
  const chosen = filtersOf(filterForm());
  const labels = [...filterForm().querySelectorAll("input:checked")].map((box) => box.closest("label").textContent.trim());
  find(".lz-set").textContent = isFiltered(chosen) ? `: ${labels.join(", ")}` : "";
  mark(element);
}

// One line of ours in place of an answer, with the way on.
function fault(line) {
  const box = document.createElement("div");
  box.className = "lz-failed";
  const said = document.createElement("p");
  said.textContent = line;
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "lz-quiet", textContent: say("again") });
  again.dataset.again = "";
  box.append(said, again);
  return box.outerHTML;
}

async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const rows = (rest + value).split("\n");
    rest = rows.pop();
    yield* rows.map((row) => JSON.parse(row));
  }
}

// Asks a question anew, or again at its place in the conversation.
async function answer(question, filters, place = turns.length) {
  running?.abort.abort();
  const abort = new AbortController();
  const turn = { question, filters, html: "", answered: false, records: [], status: "" };
  turns[place] = turn;
  const section = drawTurn(turn, place);
  const before = sections()[place];
  before ? before.replaceWith(section) : find(".lz-turns").append(section);
  running = { abort, section };
  const body = section.querySelector(".lz-answer-body");
  body.setAttribute("aria-busy", "true");
  body.innerHTML = '<p class="lz-pending"></p>';
  body.firstChild.textContent = say("looking");
  showState();
  section.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  announce(say("looking"));
  try {
    const response = await post("ask", { question, filters, history: history(place) }, abort.signal);
    for await (const row of lines(response)) {
      if (row.wait) body.querySelector(".lz-pending").textContent = row.wait;
      if (row.add) {
        body.querySelector(".lz-pending")?.remove();
        body.insertAdjacentHTML("beforeend", row.add);
        turn.html += row.add;
      }
      if (row.status !== undefined) Object.assign(turn, row);
    }
  } catch (error) {
    turn.html = fault(error.name === "AbortError" ? say("stopped") : error.message);
    turn.status = error.name === "AbortError" ? say("stopped") : error.message;
    body.innerHTML = turn.html;
  }
  body.removeAttribute("aria-busy");
  if (running?.abort === abort) running = null;
  if (turns[place] === turn) remember();
  announce(turn.status);
  showState();
}

function send(question, filters = filtersOf(filterForm())) {
  question = question.trim();
  if (question) answer(question, filters);
}

function restart() {
  running?.abort.abort();
  running = null;
  turns = [];
  remember();
  drawAll();
  find(".lz-linked")?.remove();
  announce(say("new"));
  find("#lz-question").focus();
}

function tick(filters) {
  for (const box of filterForm().querySelectorAll("input")) box.checked = (filters?.[box.name] ?? []).includes(box.value);
  keep("filters", filtersOf(filterForm()));
  showState();
}

async function why(details) {
  const body = details.querySelector(".lz-why-body");
  if (!details.open || body.childElementCount) return;
  const place = sections().indexOf(details.closest(".lz-turn"));
  const { question, filters } = turns[place];
  try {
    body.innerHTML = (await ask("why", { question, filters, history: history(place) })).html;
  } catch (error) {
    body.innerHTML = "<p></p>";
    body.firstChild.textContent = error.message;
  }
}

element.addEventListener("toggle", (event) => event.target.matches(".lz-why") && why(event.target), true);

element.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  const place = sections().indexOf(on(".lz-turn"));
  if (on("[data-ask]")) send(on("[data-ask]").dataset.ask);
  if (on("[data-new]")) restart();
  if (on("#lz-stop")) running?.abort.abort();
  if (on("[data-save]")) {
    const asked = turns.map(({ question, filters, answered }, i) => ({ question, filters, answered, history: history(i) }));
    const format = on("[data-save]").dataset.save;
    const address = location.origin + location.pathname;
    save("conversation", { format, address, turns: asked.filter((turn) => turn.answered) }).then(
      (file) => announce(say("made_file", { file })), (error) => notice(error.message));
  }
  if (on("[data-collect-all]")) basket.add(turns.flatMap((turn) => turn.records ?? []));
  if (place < 0) return;
  if (on("[data-again]")) answer(turns[place].question, turns[place].filters, place);
  if (on("[data-unfiltered]")) {
    tick({});
    answer(turns[place].question, {}, place);
  }
  if (on("[data-collect-turn]")) basket.add(turns[place].records);
  if (on("[data-edit]")) {
    tick(turns[place].filters);
    const box = find("#lz-question");
    box.value = turns[place].question;
    find(".lz-filters").open = isFiltered(turns[place].filters);
    box.focus();
    grow();
  }
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!event.target.matches(".lz-box-form")) return;
  const box = find("#lz-question");
  send(box.value);
  box.value = "";
  grow();
});

element.addEventListener("reset", (event) => {
  if (event.target === filterForm()) setTimeout(() => tick({}));
});

element.addEventListener("change", (event) => {
  if (!event.target.closest(".lz-filter-form")) return;
  keep("filters", filtersOf(filterForm()));
  showState();
});

function grow() {
  const box = find("#lz-question");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
}

element.addEventListener("input", (event) => event.target.id === "lz-question" && grow());

element.addEventListener("keydown", (event) => {
  if (event.target.id !== "lz-question" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// In another language the conversation is asked again, one question after the other.
bus.addEventListener("language", async () => {
  const asked = turns.map(({ question, filters }) => ({ question, filters }));
  for (const [place, { question, filters }] of asked.entries()) await answer(question, filters, place);
});

bus.addEventListener("ask", (event) => send(event.detail, {}));

// A record that a link names stands below the conversation.
bus.addEventListener("linked", (event) => {
  find(".lz-linked")?.remove();
  find(".lz-turns").after(event.detail);
  find(".lz-nothing").hidden = true;
  mark(event.detail);
  event.detail.scrollIntoView({ block: "start" });
});

let drawn = false;
part("lz-ask", element, () => {
  tick(read("filters", {}));
  drawAll();
  sections().at(-1)?.scrollIntoView({ block: "start" });
  if (drawn) return;
  drawn = true;
  // Ready to type at a desk; on a phone the keyboard would cover the page.
  if (window.matchMedia("(pointer: fine)").matches) requestAnimationFrame(() => find("#lz-question")?.focus({ preventScroll: true }));
});
