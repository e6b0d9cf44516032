// Shows where a table that scrolls has more, and begins one of years with the newest. A column that
// is half behind the labels is not shown, lest 157 be read as 57.
function mark(region) {
  const rest = region.scrollWidth - region.clientWidth - region.scrollLeft;
  region.classList.toggle("more-before", region.scrollLeft > 1);
  region.classList.toggle("more-after", rest > 1);
  const heads = [...(region.querySelector("thead tr")?.cells ?? [])];
  const labels = heads.shift();
  if (!labels || getComputedStyle(labels).position !== "sticky") return;
  const edge = labels.getBoundingClientRect().right;
  const behind = heads.find((head) => {
    const { left, right } = head.getBoundingClientRect();
    return left < edge - 2 && right > edge;
  });
  const wanted = behind ? region.querySelectorAll(`tr > :nth-child(${behind.cellIndex + 1})`) : [];
  for (const cell of region.querySelectorAll(".behind")) cell.classList.remove("behind");
  for (const cell of wanted) cell.classList.add("behind");
}
for (const region of document.querySelectorAll(".scroll")) {
  if (region.matches(".by-year") && !location.hash) region.scrollLeft = region.scrollWidth;
  region.addEventListener("scroll", () => mark(region), { passive: true });
  new ResizeObserver(() => mark(region)).observe(region);
  mark(region);
}
