// Shows where a table that scrolls has more, and begins one of years with the newest.
function mark(region) {
  const rest = region.scrollWidth - region.clientWidth - region.scrollLeft;
  region.classList.toggle("more-before", region.scrollLeft > 1);
  region.classList.toggle("more-after", rest > 1);
}
for (const region of document.querySelectorAll(".scroll")) {
  if (region.matches(".by-year") && !location.hash) region.scrollLeft = region.scrollWidth;
  region.addEventListener("scroll", () => mark(region), { passive: true });
  new ResizeObserver(() => mark(region)).observe(region);
  mark(region);
}
