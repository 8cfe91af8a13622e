// Runs once, as gradio's js_on_load, with `element`. The basket: ordered and commented here, made into files by the program.
const { part, ask, say, announce, notice, save, basket, keep, read, bus } = window.lanzarote;

const find = (selector) => element.querySelector(selector);

async function draw(focus) {
  try {
    const { html, line } = await ask("basket", { items: basket.items });
    find(".lz-basket").innerHTML = html;
    find(".lz-total").textContent = line;
    find("[data-empty]").hidden = !basket.items.length;
    if (focus) (find(focus) ?? find("#lz-add")).focus();
  } catch (error) {
    notice(error.message);
  }
}

function move(record, step) {
  const items = [...basket.items];
  const from = items.findIndex((item) => item.record === record);
  const to = from + step;
  if (from < 0 || to < 0 || to >= items.length) return;
  items.splice(to, 0, ...items.splice(from, 1));
  const stays = to === 0 || to === items.length - 1 ? -step : step;
  focusNext = `[data-of="${CSS.escape(record)}"][data-move="${stays}"]`;
  basket.set(items);
  announce(say("moved", { place: to + 1, count: items.length }));
}

// What is to have the focus when the basket has been drawn anew.
let focusNext = null;

async function make(button, path, settings) {
  const made = button.closest(".lz-panel").querySelector(".lz-made");
  if (!basket.items.length) {
    made.textContent = say("empty");
    return;
  }
  const count = basket.items.length;
  const panel = button.closest(".lz-panel");
  panel.setAttribute("aria-busy", "true");
  made.textContent = say("making");
  try {
    const address = location.origin + location.pathname;
    const file = await save(path, { items: basket.items, title: find("#lz-title").value, address, ...settings });
    made.textContent = path === "quiz" ? say("saved_quiz", { file, count: settings.questions }) : say("made", { file, count });
  } catch (error) {
    made.textContent = error.message;
  }
  panel.removeAttribute("aria-busy");
}

element.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  if (on("[data-move]")) move(on("[data-move]").dataset.of, Number(on("[data-move]").dataset.move));
  if (on("[data-drop]")) {
    const next = on("li").nextElementSibling ?? on("li").previousElementSibling;
    focusNext = next ? `[data-drop="${CSS.escape(next.dataset.item)}"]` : "#lz-add";
    basket.drop(on("[data-drop]").dataset.drop);
  }
  if (on("[data-empty]")) {
    focusNext = "#lz-add";
    basket.set([]);
    announce(say("emptied"));
  }
  if (on("[data-make]")) make(on("[data-make]"), "export", { format: on("[data-make]").dataset.make });
  if (on("[data-quiz]")) {
    const value = (name) => find(`#lz-quiz-${name}`).value;
    make(on("[data-quiz]"), "quiz", {
      format: on("[data-quiz]").dataset.quiz,
      questions: Math.trunc(Number(value("number"))),
      seed: Math.trunc(Number(value("seed"))),
      difficulty: value("difficulty"),
    });
  }
});

element.addEventListener("submit", async (event) => {
  event.preventDefault();
  const box = find("#lz-add");
  const fault = find("#lz-add-fault");
  fault.textContent = "";
  if (!box.value.trim()) return;
  try {
    basket.add((await ask("named", { names: box.value })).records);
    box.value = "";
  } catch (error) {
    fault.textContent = error.message;
  }
});

element.addEventListener("input", (event) => {
  if (event.target.dataset.comment) basket.comment(event.target.dataset.comment, event.target.value);
  if (event.target.id === "lz-title") keep("title", event.target.value);
});

bus.addEventListener("basket", () => {
  draw(focusNext);
  focusNext = null;
});

part("lz-prepare", element, () => {
  find("#lz-title").value = read("title", "");
  draw();
});
