// The other language shows the same place of a page, not only the same page.
const other = document.querySelector("a.language");
other.addEventListener("click", () => {
  other.hash = location.hash;
});
