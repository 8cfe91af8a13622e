// Runs once, as gradio's js_on_load, with `element`, `trigger` and `watch`. Any button with data-show
// moves the pane to a record and marks its words, wherever the button stands.
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
  const { record, name } = current;
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
  const words = pane().dataset;
  element.querySelector(".lz-shown").textContent =
    words.shown.replace("{name}", name) + (count > 1 ? words.cut.replace("{count}", count) : "");
  element.querySelector(".lz-strip").classList.add("lz-on");
  current.from.closest(".lz-card")?.classList.add("lz-current");
  scrollTo(marks[0]);
  element.querySelector(".lz-source-body").focus({ preventScroll: true });
}

function back() {
  if (!current) return;
  const from = current.from;
  clear();
  current = null;
  if (!from?.isConnected) return;
  from.scrollIntoView({ block: "nearest", behavior: glide() });
  from.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-show]");
  if (!from) return;
  from.closest("[popover]")?.hidePopover();
  current = { record: from.dataset.show, party: from.dataset.party, name: from.dataset.name, from };
  if (pane()?.dataset.party === current.party) show();
  else trigger("open", { party: current.party });
});

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
    trigger("open", { party: event.target.value });
  } else if (event.target.matches(".lz-chapters") && event.target.value) {
    const heading = element.querySelector(`[data-chapter="${CSS.escape(event.target.value)}"]`);
    event.target.value = "";
    if (heading) scrollTo(heading);
  }
});

// Another Party's factsheet has come: mark what it was opened for.
watch("value", () => {
  if (current) show();
});
