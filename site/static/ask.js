// A link to the SQL page takes along the query that data-asks names. Written here and not into the
// page, which would hold every query twice.
for (const link of document.querySelectorAll("a[data-asks]")) {
  link.hash = `q=${encodeURIComponent(document.getElementById(link.dataset.asks).textContent)}`;
}
