// Runs once, as gradio's js_on_load, with `element`. All records: searched, filtered, sorted, opened, saved as shown.
const { part, ask, say, announce, notice, save, mark, basket, filtersOf, bus } = window.lanzarote;
const wanted = { query: "", match: "meaning", filters: {}, order: "best", descending: false };
let records = []; // identifiers of the rows, in their order
let latest = 0; // number of the last request: what comes late is not shown

const find = (selector) => element.querySelector(selector);
const isWide = () => window.matchMedia("(min-width: 901px)").matches;

// Draws the list anew; the focus stays on what was used.
async function list() {
  const number = ++latest;
  const focused = document.activeElement;
  const key = element.contains(focused) && keyOf(focused);
  find(".lz-found").setAttribute("aria-busy", "true");
  try {
    const found = await ask("browse", wanted);
    if (number !== latest) return;
    records = found.records;
    find(".lz-facets").innerHTML = found.facets;
    find(".lz-chart").innerHTML = found.chart;
    find(".lz-list").innerHTML = found.table;
    find(".lz-total").textContent = found.line;
    mark(element);
    if (key) find(key)?.focus();
  } catch (error) {
    notice(error.message);
  } finally {
    find(".lz-found").removeAttribute("aria-busy");
  }
}

function keyOf(focused) {
  if (focused.id) return `#${focused.id}`;
  const { chapter, urgency, order } = focused.dataset;
  if (chapter) return `.lz-piece[data-chapter="${chapter}"][data-urgency="${urgency}"]`;
  return order ? `[data-order="${order}"]` : null;
}

// Opens a row: its card below it, and beside the table its place in the source.
async function open(button) {
  const row = button.closest("tr");
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", !isOpen);
  if (isOpen) {
    row.nextElementSibling.remove();
    return;
  }
  try {
    const { html } = await ask("card", { record: button.dataset.open });
    const opened = document.createElement("tr");
    opened.className = "lz-opened";
    opened.innerHTML = `<td colspan="${row.children.length}">${html}</td>`;
    row.after(opened);
    mark(opened);
    requestAnimationFrame(() => row.scrollIntoView({ block: "nearest" }));
    if (isWide()) bus.dispatchEvent(new CustomEvent("show-quietly", { detail: opened.querySelector("[data-show]") }));
  } catch (error) {
    button.setAttribute("aria-expanded", "false");
    notice(error.message);
  }
}

element.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  if (on("[data-open]")) open(on("[data-open]"));
  if (on(".lz-piece")) {
    const { chapter, urgency } = on(".lz-piece").dataset;
    const letGo = on(".lz-piece").getAttribute("aria-pressed") === "true";
    wanted.filters = { ...wanted.filters, chapters: letGo ? [] : [chapter], urgencies: letGo ? [] : [urgency] };
    list();
  }
  if (on("[data-order]")) {
    const { order } = on("[data-order]").dataset;
    wanted.descending = wanted.order === order && !wanted.descending;
    wanted.order = order;
    list();
  }
  if (on("[data-collect-shown]")) basket.add(records);
  if (on("[data-export]")) {
    const items = records.map((record) => ({ record }));
    const address = location.origin + location.pathname;
    save("export", { items, format: on("[data-export]").dataset.export, address }).then(
      (file) => announce(say("made", { file, count: items.length })), (error) => notice(error.message));
  }
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  wanted.query = find("#lz-find").value;
  wanted.match = find("[name=match]:checked").value;
  Object.assign(wanted, { order: "best", descending: false });
  list();
});

element.addEventListener("change", (event) => {
  if (event.target.closest(".lz-facets")) wanted.filters = filtersOf(find(".lz-facets"));
  else if (event.target.name === "match") wanted.match = event.target.value;
  else return;
  list();
});

element.addEventListener("reset", () => {
  wanted.filters = {};
  setTimeout(list);
});

part("lz-browse", element, () => {
  find("#lz-find").value = wanted.query;
  find(`[name=match][value=${wanted.match}]`).checked = true;
  list();
});
