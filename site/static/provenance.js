// Shows beside a cell of the printed table, on hover, on focus and on a tap, what the list of cells
// below says of it. Without this script, and with the Enter key, a cell is a link into that list.
const list = document.getElementById("provenance");
const heads = [...list.querySelectorAll("thead th")].map((head) => head.textContent);

const tip = document.createElement("div");
tip.className = "tip";
tip.popover = "manual";
document.body.append(tip);
let shown = null;
let pinned = false; // by a tap: it stays until the next one

function show(link) {
  const row = document.getElementById(link.hash.slice(1));
  const source = document.createElement("p");
  source.textContent = list.caption.textContent;
  const facts = document.createElement("dl");
  [...row.cells].forEach((cell, number) => {
    const head = document.createElement("dt");
    const text = document.createElement("dd");
    head.textContent = heads[number];
    text.textContent = cell.textContent.trim();
    facts.append(head, text);
  });
  const more = document.createElement("a");
  more.href = link.hash;
  more.textContent = list.dataset.more;
  tip.replaceChildren(source, facts, more);
  if (!tip.matches(":popover-open")) tip.showPopover();
  shown = link;
  place();
}

// Beside its cell, and nowhere while that is out of sight.
function place() {
  const at = shown.getBoundingClientRect();
  tip.hidden = at.bottom < 0 || at.top > innerHeight;
  const below = at.bottom + 6 + tip.offsetHeight < innerHeight;
  tip.style.top = `${Math.max(4, below ? at.bottom + 6 : at.top - tip.offsetHeight - 6)}px`;
  tip.style.left = `${Math.max(4, Math.min(at.left, innerWidth - tip.offsetWidth - 8))}px`;
}

function hide() {
  if (tip.matches(":popover-open")) tip.hidePopover();
  shown = null;
  pinned = false;
}

let leaving = 0;
function leave() {
  // Time to move the pointer onto the tip, which may be read and selected.
  leaving = setTimeout(() => {
    if (!pinned && (document.activeElement !== shown || !shown)) hide();
  }, 200);
}

for (const link of document.querySelectorAll("a.cell")) {
  link.setAttribute("aria-describedby", link.hash.slice(1));
  link.addEventListener("mouseenter", () => {
    clearTimeout(leaving);
    show(link);
  });
  link.addEventListener("mouseleave", leave);
  link.addEventListener("focus", () => show(link));
  link.addEventListener("blur", (event) => {
    if (!tip.contains(event.relatedTarget)) hide();
  });
  link.addEventListener("click", (event) => {
    if (!event.detail) return; // the Enter key
    event.preventDefault();
    show(link);
    pinned = true;
  });
}
tip.addEventListener("mouseenter", () => clearTimeout(leaving));
tip.addEventListener("mouseleave", leave);
document.addEventListener("pointerdown", (event) => {
  if (!tip.contains(event.target) && !event.target.closest("a.cell")) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
// A cell that has the focus keeps what is said of it: going to it by keyboard scrolls as well.
const follow = () => (shown && shown === document.activeElement ? place() : hide());
addEventListener("scroll", follow, { passive: true, capture: true });
