"use strict";
// Searches and filters the items, opens what a link leads to, and opens everything for the printer.
const form = document.getElementById("filters");
const items = [...document.querySelectorAll("[data-item]")];
const groups = [...document.querySelectorAll("[data-group]")];
const search = document.getElementById("search");
const shown = document.getElementById("shown");
const selects = form ? [...form.querySelectorAll("select")] : [];
const texts = new Map();
const textOf = (item) => {
  if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
  return texts.get(item);
};
const filter = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = selects.filter((select) => select.value);
  let count = 0;
  for (const item of items) {
    const fits = chosen.every((select) => (item.dataset[select.dataset.filter] ?? "").split(" ").includes(select.value))
      && words.every((word) => textOf(item).includes(word));
    item.hidden = !fits;
    count += fits;
  }
  for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
  shown.textContent = `${count.toLocaleString("en")} of ${items.length.toLocaleString("en")} ${shown.dataset.what}`;
};
const follow = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) {
    part.hidden = false;
    if (part.tagName === "DETAILS") part.open = true;
  }
  target.scrollIntoView();
};
if (form) {
  form.hidden = false;
  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, items.length > 500 ? 150 : 0); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-key]");
    const select = link && selects.find((select) => select.dataset.filter === link.dataset.key);
    if (!select) return;
    select.value = link.dataset.value;
    filter();
  });
}
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
follow();
document.documentElement.dataset.items = items.length;
