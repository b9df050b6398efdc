"use strict";
const board = document.getElementById("board"), canvas = document.getElementById("canvas"), sized = document.getElementById("sized");
const cards = [...document.querySelectorAll(".card")], ways = [...document.querySelectorAll("#over path[data-from]")];
const find = document.getElementById("find"), hits = document.getElementById("hits");
const full = { width: canvas.offsetWidth, height: canvas.offsetHeight };
let scale = 1, held = null; // a browser moves the focus to what a link leads to: it is taken back to where one was

function zoom(to, x = board.clientWidth / 2, y = board.clientHeight / 2) {
  const was = scale;
  scale = Math.min(2, Math.max(0.12, to));
  const left = (board.scrollLeft + x) * scale / was - x, top = (board.scrollTop + y) * scale / was - y;
  canvas.style.transform = `scale(${scale})`;
  sized.style.width = `${full.width * scale}px`;
  sized.style.height = `${full.height * scale}px`;
  board.scrollTo(left, top);
}
function fit() {
  zoom(Math.min(1, board.clientWidth / full.width, board.clientHeight / full.height));
}
function chosen() {
  return cards.find((card) => `#${card.dataset.id}` === location.hash);
}
function choose() {
  const card = chosen(), near = new Set();
  for (const way of ways) {
    const goes = card && way.dataset.from === card.dataset.id, comes = card && way.dataset.to === card.dataset.id;
    way.classList.toggle("on", Boolean(goes || comes));
    way.classList.toggle("in", Boolean(comes));
    if (goes) near.add(way.dataset.to);
    if (comes) near.add(way.dataset.from);
  }
  for (const one of cards) {
    one.classList.toggle("chosen", one === card);
    one.classList.toggle("near", near.has(one.dataset.id));
  }
  document.querySelector("aside").scrollTop = 0;
  if (card) show(card);
  const back = () => held && held.focus({ preventScroll: true });
  back();
  requestAnimationFrame(() => requestAnimationFrame(back)); // some browsers move it a frame later
}
function show(card) {
  const left = card.offsetLeft * scale, top = card.offsetTop * scale, width = card.offsetWidth * scale, height = card.offsetHeight * scale;
  const inside = left >= board.scrollLeft && left + width <= board.scrollLeft + board.clientWidth
    && top >= board.scrollTop && top + height <= board.scrollTop + board.clientHeight;
  if (!inside) board.scrollTo(left + width / 2 - board.clientWidth / 2, top + height / 2 - board.clientHeight / 2);
}
function search() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = cards.filter((card) => words.every((word) => card.dataset.words.includes(word)));
  for (const card of cards) card.classList.toggle("off", words.length > 0 && !found.includes(card));
  hits.textContent = words.length ? `${found.length} of ${cards.length}` : "";
  return words.length ? found : [];
}
function neighbour(card, key) {
  const middle = (one) => [one.offsetLeft + one.offsetWidth / 2, one.offsetTop + one.offsetHeight / 2];
  const [x, y] = middle(card), across = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  let best = null, least = Infinity;
  for (const other of cards) {
    const [ox, oy] = middle(other), along = sign * (across ? ox - x : oy - y), aside = Math.abs(across ? oy - y : ox - x);
    if (other !== card && along > 1 && along + 2.5 * aside < least) [best, least] = [other, along + 2.5 * aside];
  }
  return best;
}

let press = null;
board.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "mouse" && event.button === 0) press = { x: event.clientX, y: event.clientY, left: board.scrollLeft, top: board.scrollTop, moved: false };
});
window.addEventListener("pointermove", (event) => {
  if (!press) return;
  const x = event.clientX - press.x, y = event.clientY - press.y;
  if (Math.abs(x) + Math.abs(y) > 4) press.moved = true;
  if (press.moved) {
    board.classList.add("held");
    board.scrollTo(press.left - x, press.top - y);
  }
});
window.addEventListener("pointerup", () => {
  board.classList.remove("held");
  setTimeout(() => { press = null; });
});
board.addEventListener("click", (event) => {
  if (press && press.moved) event.preventDefault();
  else held = event.target.closest(".card") || held;
}, true);
document.querySelector("aside").addEventListener("click", () => { held = null; });
board.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const at = board.getBoundingClientRect();
  zoom(scale * Math.exp(-event.deltaY / 400), event.clientX - at.left, event.clientY - at.top);
}, { passive: false });

for (const [id, act] of Object.entries({ in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), fit })) {
  document.getElementById(id).addEventListener("click", act);
}
document.getElementById("ways").addEventListener("click", (event) => {
  const on = canvas.classList.toggle("all");
  event.currentTarget.setAttribute("aria-pressed", String(on));
});
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = root.dataset.theme || (dark ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
});
for (const chip of document.querySelectorAll(".chip")) {
  chip.addEventListener("click", () => {
    const on = document.body.dataset.only !== chip.dataset.only;
    if (on) document.body.dataset.only = chip.dataset.only;
    else delete document.body.dataset.only;
    for (const one of document.querySelectorAll(".chip")) one.setAttribute("aria-pressed", String(on && one === chip));
  });
}
find.addEventListener("input", search);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const card = document.activeElement.closest(".card");
  if (document.activeElement === find) {
    const found = event.key === "Enter" ? search() : [];
    if (found.length) {
      const next = found[(found.indexOf(chosen()) + 1) % found.length];
      held = find;
      location.hash = next.dataset.id;
    } else if (event.key === "Escape") {
      find.value = "";
      search();
      find.blur();
    }
  } else if (event.key === "/") {
    event.preventDefault();
    find.focus();
  } else if (event.key === "+" || event.key === "=") zoom(scale * 1.25);
  else if (event.key === "-") zoom(scale / 1.25);
  else if (event.key === "0") fit();
  else if (event.key === "Escape") location.hash = "overview";
  else if (event.key.startsWith("Arrow") && card) {
    const next = neighbour(card, event.key);
    event.preventDefault();
    if (next) {
      next.focus({ preventScroll: true });
      show(next);
    }
  }
});
window.addEventListener("hashchange", choose);
fit();
if (scale < 0.4) zoom(0.4, 0, 0);
choose();
