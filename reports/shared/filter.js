// Filters the findings of a report in a browser; without it the report is whole.
// The address holds what was chosen ("#?shows=not-met"), so that a view can be kept and sent.
"use strict";
(() => {
  const bar = document.getElementById("filter");
  if (!bar) return;
  const part = bar.parentElement;
  const controls = [...bar.querySelectorAll("input, select")];
  const choice = Object.fromEntries(controls.map((control) => [control.name, control]));
  const says = bar.querySelector("output");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const number = (n) => n.toLocaleString(document.documentElement.lang);

  const entries = [];
  let chapter = "";
  let article = "";
  for (const node of part.children) {
    if (node.matches("h3")) {
      chapter = node.id;
      choice.chapter.append(new Option(node.textContent.replace(/\s+/g, " ").trim(), node.id));
    } else if (node.matches("h4")) {
      article = node.textContent;
    } else if (node.matches(".block")) {
      const rows = [...node.querySelectorAll("tr[data-shows]")];
      entries.push({ ...node.dataset, node, rows, chapter, text: plain(`${article} ${node.textContent}`) });
    }
  }

  const has = (held, wanted) => !wanted || (held ?? "").split(" ").includes(wanted);
  for (const select of bar.querySelectorAll("select")) {
    for (const option of [...select.options]) {
      if (!entries.some((entry) => has(entry[select.name], option.value))) option.remove();
    }
    select.parentElement.hidden = select.options.length < 3;
  }

  const fits = (entry, words) =>
    ["shows", "severity", "strength", "chapter"].every((name) => has(entry[name], choice[name].value)) &&
    words.every((word) => entry.text.includes(word));

  function apply() {
    const chosen = controls.some((control) => control.value.trim());
    const words = plain(choice.text.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      entry.node.hidden = !fits(entry, words);
      for (const row of entry.rows) row.hidden = !has(row.dataset.shows, choice.shows.value);
      count += !entry.node.hidden;
    }
    let under3 = false;
    let under4 = false;
    for (const node of [...part.children].reverse()) {
      if (node.matches(".block")) {
        if (!node.hidden) under3 = under4 = true;
      } else if (node.matches("h4")) {
        node.hidden = !under4;
        under3 ||= under4;
        under4 = false;
      } else if (node.matches("h3")) {
        node.hidden = !under3 && !under4;
        under3 = under4 = false;
      } else if (node.previousElementSibling?.matches("h3")) {
        node.hidden = chosen;
      }
    }
    const counts = { shown: number(count), all: number(entries.length) };
    says.textContent = chosen ? bar.dataset.says.replace(/\{(\w+)\}/g, (_, name) => counts[name]) : "";
  }

  function keep() {
    apply();
    const held = new URLSearchParams(controls.map(({ name, value }) => [name, value]).filter(([, value]) => value));
    history.replaceState(null, "", held.size ? `#?${held}` : "#");
  }

  function read() {
    const hash = location.hash;
    if (hash.startsWith("#?")) {
      const held = new URLSearchParams(hash.slice(2));
      for (const control of controls) {
        control.value = held.get(control.name) ?? "";
        if (control.selectedIndex === -1) control.value = "";
      }
      apply();
      bar.scrollIntoView();
      return;
    }
    const target = document.querySelector(":target");
    if (!target?.closest("[hidden]")) return;
    clear();
    target.scrollIntoView();
  }

  function clear() {
    for (const control of controls) control.value = "";
    apply();
  }

  bar.addEventListener("input", keep);
  bar.querySelector("button").addEventListener("click", () => {
    clear();
    keep();
    choice.text.focus();
  });
  window.addEventListener("hashchange", read);
  bar.hidden = false;
  read();
})();
