// What all parts of the page share: what is kept in this browser, how the program is asked, what is said aloud.
window.lanzarote = (() => {
  const LANGUAGES = ["en", "ro", "fr"];
  const KEY = "lanzarote.";
  const bus = new EventTarget();
  const parts = {};

  // What another user of this browser asked and collected is not this one's: the page's head names who is logged in.
  const user = document.querySelector('meta[name="lanzarote-user"]')?.content ?? "";
  if (read("user", "") !== user) forget();
  if (user) keep("user", user);

  function forget() {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(KEY)) localStorage.removeItem(key);
    } catch {
      // The browser keeps nothing.
    }
  }

  // Who logs out leaves nothing behind, whatever the program or the browser do.
  async function logOut() {
    await fetch("logout", { method: "POST" }).catch(() => {});
    forget();
    location.replace(location.pathname);
  }

  function read(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(KEY + name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(KEY + name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  const near = (navigator.languages ?? []).map((each) => each.slice(0, 2).toLowerCase()).find((each) => LANGUAGES.includes(each));
  let language = read("language", null) ?? near ?? "en";
  if (!LANGUAGES.includes(language)) language = "en";
  // The server draws the page in English; any other language is fetched before the parts show themselves.
  let drawn = language === "en" ? null : views();

  async function views() {
    return (await post("views", {})).json();
  }

  // Asks the program; what it refuses, and that it cannot be reached, becomes an Error with one line for a person.
  async function post(path, body, signal) {
    let response;
    try {
      response = await fetch(`page/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "accept-language": language },
        body: JSON.stringify({ language, ...body }),
        signal,
      });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Error(say("unreachable"));
    }
    if (!response.ok) {
      const fault = await response.json().catch(() => ({}));
      throw new Error(fault.line ?? say("unreachable"));
    }
    return response;
  }

  const ask = async (path, body) => (await post(path, body)).json();

  function say(key, values = {}) {
    const words = JSON.parse(document.querySelector(".lz-header")?.dataset.words ?? "{}");
    return (words[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  // For who does not see the page; the line is emptied first, so that the same words are said twice.
  function announce(text) {
    const live = document.getElementById("lz-live");
    if (!live) return;
    live.textContent = "";
    setTimeout(() => (live.textContent = text), 50);
  }

  function notice(line) {
    const place = document.querySelector(".lz-notice");
    if (!place) return;
    place.textContent = line;
    place.hidden = !line;
  }

  // A line of ours stands until the next thing is done.
  document.addEventListener("click", () => notice(""), true);

  async function save(path, body) {
    const response = await post(path, body);
    const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "file";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return name;
  }

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error(say("uncopied"));
  }

  // A part of the page: its element, and what it does each time it has been drawn anew.
  async function part(name, element, redraw) {
    parts[name] = { element, redraw };
    if (drawn) {
      try {
        const html = (await drawn)[name];
        if (html !== undefined) element.innerHTML = html;
      } catch {
        // The program cannot be reached: the page stays in English.
      }
    }
    document.documentElement.lang = language;
    redraw();
    parts[name].isDrawn = true;
  }

  const isDrawn = (name) => Boolean(parts[name]?.isDrawn);

  async function speak(chosen) {
    const before = language;
    language = LANGUAGES.includes(chosen) ? chosen : "en";
    try {
      drawn = views();
      const all = await drawn;
      keep("language", language);
      document.documentElement.lang = language;
      for (const [name, { element, redraw }] of Object.entries(parts)) {
        element.innerHTML = all[name];
        redraw();
      }
      bus.dispatchEvent(new Event("language"));
    } catch (error) {
      language = before;
      notice(error.message);
    }
  }

  // The basket: records in the order of their collecting, or as ordered by hand, each with a comment.
  let items = read("basket", []);

  function setBasket(changed) {
    items = changed;
    keep("basket", items);
    bus.dispatchEvent(new Event("basket"));
  }

  const basket = {
    get items() {
      return items;
    },
    has: (record) => items.some((item) => item.record === record),
    set: setBasket,
    add(records) {
      const fresh = [...new Set(records)].filter((record) => !basket.has(record));
      setBasket([...items, ...fresh.map((record) => ({ record, comment: "" }))]);
      announce(say("added", { count: fresh.length }));
    },
    drop(record) {
      setBasket(items.filter((item) => item.record !== record));
      announce(say("removed"));
    },
    comment(record, comment) {
      // Kept without an event: nothing else shows it, and the cursor stays in its box.
      items = items.map((item) => (item.record === record ? { ...item, comment } : item));
      keep("basket", items);
    },
  };

  window.addEventListener("storage", (event) => {
    if (event.key !== `${KEY}basket`) return;
    items = read("basket", []);
    bus.dispatchEvent(new Event("basket"));
  });

  // Each switch shows whether its record is in the basket, wherever it is drawn.
  function mark(root = document) {
    for (const button of root.querySelectorAll("[data-collect]")) button.setAttribute("aria-pressed", basket.has(button.dataset.collect));
    for (const size of document.querySelectorAll("[data-basket-size]")) size.textContent = items.length || "";
  }

  bus.addEventListener("basket", () => mark());

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-log-out]")) logOut();
    const collect = event.target.closest("[data-collect]");
    if (collect) basket.has(collect.dataset.collect) ? basket.drop(collect.dataset.collect) : basket.add([collect.dataset.collect]);
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied.dataset.copy).then(() => announceAt(copied, say("copied")), () => notice(say("uncopied")));
  });

  // Said aloud, and for a moment shown on the button itself.
  function announceAt(button, text) {
    announce(text);
    const before = button.dataset.before ?? button.textContent;
    button.dataset.before = before;
    button.textContent = text;
    setTimeout(() => (button.textContent = before), 1800);
  }

  const filtersOf = (form) => {
    const chosen = { parties: [], chapters: [], urgencies: [], addressees: [], kinds: [] };
    for (const box of form.querySelectorAll("input:checked")) chosen[box.name]?.push(box.value);
    return chosen;
  };

  return {
    bus, basket, part, isDrawn, post, ask, say, announce, notice, save, speak, mark, read, keep, filtersOf,
    get language() {
      return language;
    },
  };
})();
