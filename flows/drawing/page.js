"use strict";
// The page works without this, as a row of drawings; this adds tabs, moving and zooming, search and details.
(() => {
  const { words, flows } = JSON.parse(document.getElementById("data").textContent);
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const panel = document.getElementById("panel");
  const search = document.getElementById("search");
  const hits = document.getElementById("hits");
  const sections = new Map(all("section").map((section) => [section.dataset.flow, section]));
  const views = new Map();
  let shown = "";

  // Words of a flow only ever become text, never markup.
  const make = (tag, className, text, parent) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const nodeOf = (flow, id) =>
    all(".node", sections.get(flow)).find((element) => element.dataset.node === id);

  // ---- what part of a drawing is seen
  const svgOf = (flow) => find("svg", sections.get(flow));
  const apply = (flow) => {
    const view = views.get(flow), svg = svgOf(flow);
    view.seen = svg.getBoundingClientRect().width;
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  };
  const fit = (flow) => {
    const svg = svgOf(flow);
    const width = Number(svg.getAttribute("width")), height = Number(svg.getAttribute("height"));
    const seen = svg.getBoundingClientRect();
    // A small flow is not blown up beyond half as large again.
    const scale = Math.min(seen.width / width, seen.height / height, 1.5) || 1;
    const view = { width: seen.width / scale, height: seen.height / scale };
    view.x = (width - view.width) / 2;
    view.y = (height - view.height) / 2;
    views.set(flow, view);
    apply(flow);
  };
  const zoom = (flow, factor, atX = 0.5, atY = 0.5) => {
    const view = views.get(flow);
    const width = Math.min(Math.max(view.width * factor, 150), 40000);
    const real = width / view.width;
    view.x += view.width * (1 - real) * atX;
    view.y += view.height * (1 - real) * atY;
    view.width = width;
    view.height *= real;
    apply(flow);
  };
  const centre = (flow, element) => {
    const seen = svgOf(flow).getBoundingClientRect();
    const view = views.get(flow), box = element.getBBox();
    const moved = element.transform.baseVal.consolidate().matrix;
    if (view.width > seen.width) {
      view.height *= seen.width / view.width;
      view.width = seen.width;
    }
    view.x = moved.e + box.x + box.width / 2 - view.width / 2;
    view.y = moved.f + box.y + box.height / 2 - view.height / 2;
    apply(flow);
  };
  const movable = (flow) => {
    const svg = svgOf(flow);
    const pointers = new Map();
    let travelled = 0;
    const place = (event) => {
      const seen = svg.getBoundingClientRect();
      return [(event.clientX - seen.left) / seen.width, (event.clientY - seen.top) / seen.height];
    };
    svg.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoom(flow, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 300), ...place(event));
    }, { passive: false });
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      pointers.set(event.pointerId, place(event));
      travelled = 0;
    });
    svg.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = place(event), view = views.get(flow);
      const seen = svg.getBoundingClientRect();
      travelled += Math.abs(now[0] - before[0]) * seen.width + Math.abs(now[1] - before[1]) * seen.height;
      if (travelled > 4 && !svg.classList.contains("moving")) {
        svg.classList.add("moving");
        svg.setPointerCapture(event.pointerId);
      }
      if (pointers.size === 2) {
        const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
        const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
        const is = Math.hypot(now[0] - other[0], now[1] - other[1]);
        if (was && is) zoom(flow, was / is, other[0], other[1]);
      } else {
        view.x -= (now[0] - before[0]) * view.width;
        view.y -= (now[1] - before[1]) * view.height;
        apply(flow);
      }
      pointers.set(event.pointerId, now);
    });
    const over = (event) => {
      pointers.delete(event.pointerId);
      svg.classList.remove("moving");
    };
    svg.addEventListener("pointerup", over);
    svg.addEventListener("pointercancel", over);
    svg.addEventListener("click", (event) => {
      if (travelled > 4) return;
      const node = event.target.closest(".node");
      if (node) pick(flow, node.dataset.node); else clear();
    });
    svg.addEventListener("dblclick", (event) => {
      const node = event.target.closest(".node");
      if (node && node.dataset.calls && sections.has(node.dataset.calls)) open(node.dataset.calls);
    });
    for (const node of all(".node", svg)) {
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      node.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          pick(flow, node.dataset.node);
        }
      });
    }
  };

  // ---- tabs
  const open = (flow) => {
    if (!sections.has(flow)) return;
    shown = flow;
    for (const [name, section] of sections) section.hidden = name !== flow;
    for (const tab of all("#tabs button")) tab.setAttribute("aria-pressed", String(tab.dataset.flow === flow));
    if (!views.has(flow)) fit(flow);
    about(flow);
  };

  // ---- details
  const about = (flow) => {
    const data = flows[flow];
    panel.replaceChildren();
    make("h2", "", data.title || data.name, panel);
    make("p", "kind-line", [data.name, data.language].join(" · "), panel);
    if (data.about) make("p", "about", data.about, panel);
    if (data.variables.length) {
      make("h3", "", words.variables, panel);
      const list = make("dl", "", undefined, panel);
      for (const each of data.variables) {
        make("dt", "", each.name, list);
        make("dd", "", each.value ? `${each.type} = ${each.value}` : each.type, list);
      }
    }
    make("p", "hint", words.hint, panel);
  };
  const marks = (flow, id) => {
    const svg = svgOf(flow);
    svg.classList.toggle("picked", Boolean(id));
    for (const node of all(".node", svg)) node.classList.toggle("now", node.dataset.node === id);
    for (const wire of all(".wire", svg)) {
      wire.classList.toggle("near", Boolean(id) && (wire.dataset.from === id || wire.dataset.to === id));
    }
  };
  const clear = () => {
    marks(shown, "");
    about(shown);
    history.replaceState(null, "", "#" + encodeURIComponent(shown));
  };
  const pick = (flow, id, move = false) => {
    if (flow !== shown) open(flow);
    const element = nodeOf(flow, id), node = flows[flow].nodes[id];
    if (!element) return;
    marks(flow, id);
    if (move) centre(flow, element);
    history.replaceState(null, "", "#" + [flow, id].map(encodeURIComponent).join("/"));
    if (!node) return;
    panel.replaceChildren();
    make("h2", "", node.title, panel);
    const line = [node.kind, node.id];
    if (!node.enabled) line.push(words.off);
    if (node.sensitive) line.push(words.sensitive);
    make("p", "kind-line", line.join(" · "), panel);
    if (node.note) make("p", "note-line", node.note, panel);
    if (node.flow && sections.has(node.flow)) {
      const button = make("button", "open", `${words.open} ${flows[node.flow].title || node.flow} →`, panel);
      button.addEventListener("click", () => open(node.flow));
    }
    if (node.prompts.length) make("h3", "", words.prompts, panel);
    for (const each of node.prompts) {
      const said = make("div", "said", undefined, panel);
      const label = [each.title, each.language || words.any];
      if (each.attempt > 1) label.push(words.attempt.replace("{}", each.attempt));
      make("small", "", label.join(" · "), said);
      make("span", "", each.words, said);
    }
    if (node.parameters.length) {
      make("h3", "", words.parameters, panel);
      const list = make("dl", "", undefined, panel);
      for (const each of node.parameters) {
        make("dt", "", each.title, list);
        make("dd", "", each.value, list);
      }
    }
    if (node.exits.length) make("h3", "", words.exits, panel);
    for (const each of node.exits) {
      const way = make("div", "way", undefined, panel);
      if (each.keys) make("kbd", "", each.keys, way);
      make("span", "", each.name, way);
      if (each.to) {
        const button = make("button", "", `→ ${each.title}`, way);
        button.addEventListener("click", () => pick(flow, each.to, true));
      } else {
        make("span", "hint", words.ends, way);
      }
    }
  };

  // ---- search
  const index = [];
  for (const [flow, data] of Object.entries(flows)) {
    for (const node of Object.values(data.nodes)) {
      const said = node.prompts.map((each) => each.words);
      const set = node.parameters.map((each) => each.value);
      index.push({ flow, node, text: [node.title, node.id, node.kind, node.note, ...said, ...set].join("\n").toLowerCase() });
    }
  }
  let found = [], chosen = 0;
  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    hits.replaceChildren();
    hits.hidden = !wanted;
    found = wanted ? index.filter((each) => each.text.includes(wanted)).slice(0, 50) : [];
    chosen = Math.min(chosen, Math.max(found.length - 1, 0));
    if (wanted && !found.length) make("p", "", words.nothing, make("li", "", undefined, hits));
    found.forEach((each, number) => {
      const button = make("button", number === chosen ? "now" : "", undefined, make("li", "", undefined, hits));
      button.type = "button";
      make("span", "", each.node.title, button);
      const line = each.text.split("\n").find((part) => part.includes(wanted)) || "";
      make("small", "", [flows[each.flow].title || each.flow, each.node.kind, line].join(" · "), button);
      button.addEventListener("click", () => take(number));
    });
  };
  const take = (number) => {
    const each = found[number];
    if (!each) return;
    hits.hidden = true;
    pick(each.flow, each.node.id, true);
  };
  search.addEventListener("input", () => { chosen = 0; show(); });
  search.addEventListener("focus", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = Math.max(0, Math.min(found.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
      show();
    } else if (event.key === "Enter") {
      take(chosen);
    } else if (event.key === "Escape") {
      search.value = "";
      show();
      search.blur();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) hits.hidden = true;
  });

  // ---- buttons and keys
  document.getElementById("larger").addEventListener("click", () => zoom(shown, 1 / 1.3));
  document.getElementById("smaller").addEventListener("click", () => zoom(shown, 1.3));
  document.getElementById("fit").addEventListener("click", () => fit(shown));
  for (const tab of all("#tabs button")) tab.addEventListener("click", () => open(tab.dataset.flow));
  for (const button of all("#changes button")) {
    button.addEventListener("click", () => {
      if (button.dataset.node) pick(button.dataset.flow, button.dataset.node, true);
      else open(button.dataset.flow);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    else if (event.key === "+") zoom(shown, 1 / 1.3);
    else if (event.key === "-") zoom(shown, 1.3);
    else if (event.key === "0") fit(shown);
    else if (event.key === "Escape") clear();
  });
  // The middle and the scale stay; the other drawings are fitted when they are opened.
  window.addEventListener("resize", () => {
    for (const flow of [...views.keys()]) if (flow !== shown) views.delete(flow);
    const view = views.get(shown), seen = svgOf(shown).getBoundingClientRect();
    const scale = view.seen / view.width;
    view.x += (view.width - seen.width / scale) / 2;
    view.y += (view.height - seen.height / scale) / 2;
    view.width = seen.width / scale;
    view.height = seen.height / scale;
    apply(shown);
  });

  document.documentElement.classList.add("live");
  for (const flow of sections.keys()) movable(flow);
  const [flow, id] = location.hash.slice(1).split("/").map(decodeURIComponent);
  open(sections.has(flow) ? flow : sections.keys().next().value);
  if (id) pick(flow, id, true);
})();
