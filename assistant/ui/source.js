// Runs once, as gradio's js_on_load, with `element`. Any button with data-show moves the pane to a record
// and marks its words, wherever the button stands.
const { part, ask, say, notice, bus } = window.lanzarote;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let current = null; // { record, party, name, from }: what is shown, and the button that asked for it

const pane = () => element.querySelector(".lz-source");
const glide = () => (calm.matches ? "auto" : "smooth");

function clear() {
  for (const mark of element.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  for (const lead of element.querySelectorAll(".lz-led")) lead.classList.remove("lz-led");
  for (const card of document.querySelectorAll(".lz-current")) card.classList.remove("lz-current");
  element.querySelector(".lz-strip")?.classList.remove("lz-on");
  const status = element.querySelector(".lz-shown");
  if (status) status.textContent = "";
}

// In how many places the marked words stand: a page break or a shared sentence may part them.
function places(marks) {
  const blocks = marks.map((mark) => mark.closest("p, li"));
  const all = [...element.querySelectorAll(".lz-page p, .lz-page li")];
  const found = [...new Set(blocks.map((block) => all.indexOf(block)))];
  return 1 + found.filter((place, i) => i > 0 && place !== found[i - 1] + 1).length;
}

function scrollTo(target) {
  const body = element.querySelector(".lz-source-body");
  const rect = target.getBoundingClientRect();
  const scrolls = body.scrollHeight > body.clientHeight + 1 && getComputedStyle(body).overflowY !== "visible";
  const pane = scrolls ? body : document.scrollingElement;
  const above = scrolls ? body.getBoundingClientRect().top + body.clientHeight * 0.22 : window.innerHeight * 0.3;
  const top = pane.scrollTop + rect.top - above;
  // Far away it jumps the most of the way: that it moves, and where to, is seen, and nobody waits.
  const far = top - pane.scrollTop;
  if (Math.abs(far) > 2 * pane.clientHeight) pane.scrollTo({ top: top - Math.sign(far) * pane.clientHeight, behavior: "instant" });
  pane.scrollTo({ top, behavior: glide() });
}

function show() {
  const { record, name, quietly } = current;
  clear();
  const held = element.querySelectorAll(`[data-in~="${CSS.escape(record)}"]`);
  const marks = [...held].map((piece) => {
    const mark = document.createElement("mark");
    mark.append(...piece.childNodes);
    piece.append(mark);
    return mark;
  });
  if (!marks.length) return;
  for (const lead of element.querySelectorAll(`[data-lead~="${CSS.escape(record)}"]`)) lead.classList.add("lz-led");
  const count = places(marks);
  element.querySelector(".lz-shown").textContent = say("shown", { name }) + (count > 1 ? say("cut", { count }) : "");
  element.querySelector(".lz-strip").classList.add("lz-on");
  current.from.closest(".lz-card")?.classList.add("lz-current");
  scrollTo(marks[0]);
  if (!quietly) element.querySelector(".lz-source-body").focus({ preventScroll: true });
}

// Opens the pane at the record that a button names; `quietly` leaves the focus where it is.
async function open(from, quietly = false) {
  from.closest("[popover]")?.hidePopover();
  document.getElementById("lz-columns").dataset.source = "open";
  current = { record: from.dataset.show, party: from.dataset.party, name: from.dataset.name, from, quietly };
  const wanted = current;
  if (pane()?.dataset.party !== wanted.party && !(await draw(wanted.party))) return;
  if (current === wanted) show();
}

async function draw(party) {
  try {
    element.innerHTML = (await ask("source", { party })).html;
    return true;
  } catch (error) {
    notice(error.message);
    return false;
  }
}

function back() {
  if (!current) return;
  const from = current.from;
  clear();
  current = null;
  delete document.getElementById("lz-columns").dataset.source;
  if (!from?.isConnected) return;
  from.scrollIntoView({ block: "nearest", behavior: glide() });
  from.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-show]");
  if (from) open(from);
  // A record's name is its stable address; a plain click shows the record without loading the page anew.
  const link = event.target.closest('a[href^="?record="]');
  const shown = link?.closest(".lz-card")?.querySelector("[data-show]");
  if (shown && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    window.history.replaceState(null, "", link.getAttribute("href"));
    open(shown);
  }
});

bus.addEventListener("show", (event) => open(event.detail));
bus.addEventListener("show-quietly", (event) => open(event.detail, true));

element.addEventListener("click", (event) => {
  if (event.target.closest(".lz-back")) back();
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && current) back();
});

element.addEventListener("change", (event) => {
  if (event.target.matches(".lz-party")) {
    current = null;
    clear();
    draw(event.target.value);
  } else if (event.target.matches(".lz-chapters") && event.target.value) {
    const heading = element.querySelector(`[data-chapter="${CSS.escape(event.target.value)}"]`);
    event.target.value = "";
    if (heading) scrollTo(heading);
  }
});

// Drawn in another language, it goes on showing what it showed.
part("lz-pane", element, () => {
  if (current) show();
});
