// Runs once, as gradio's js_on_load, with `element`. Which index is in use is known once it is.
const { part, ask, bus } = window.lanzarote;

async function facts() {
  const place = element.querySelector(".lz-index");
  if (!place) return;
  try {
    place.outerHTML = (await ask("index", {})).html || place.outerHTML;
  } catch {
    // There is none yet; the page's own line says so.
  }
}

bus.addEventListener("ready", facts);
part("lz-about", element, facts);
