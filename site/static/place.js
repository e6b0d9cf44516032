// The other language shows the same place of a page, not only the same page, and the same search.
const other = document.querySelector("a.language");
other.addEventListener("click", () => {
  other.search = location.search;
  other.hash = location.hash;
});
