"use strict";
// Arrow keys move from row to row; the row that has the focus is said below.
const plan = JSON.parse(document.getElementById("plan").textContent);
const said = document.getElementById("said");
const rows = [...document.querySelectorAll("[tabindex='0']")];
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const place = rows.indexOf(document.activeElement);
  if (step && place >= 0) {
    event.preventDefault();
    let next = place + step;
    while (rows[next] && rows[next].getClientRects().length === 0) next += step;
    if (rows[next]) rows[next].focus();
  }
});
for (const pod of document.querySelectorAll(".pod")) {
  const say = () => { said.textContent = pod.getAttribute("aria-label"); };
  pod.addEventListener("focus", say);
  pod.addEventListener("mouseenter", say);
  pod.addEventListener("blur", () => { said.textContent = ""; });
}
document.documentElement.dataset.workloads = plan.workloads.length;
