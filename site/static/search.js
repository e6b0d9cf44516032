// Filters the list of labels by words: all that a site without the ranked search of site/search/ has.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const form = document.querySelector("form.search");
const field = document.getElementById("q");
const found = document.getElementById("found");
const letters = document.querySelector(".letters");
const sections = [...document.querySelectorAll("section.letter")].map((section) => ({
  section,
  entries: [...section.querySelectorAll(".entries > li")].map((entry) => ({
    entry,
    text: plain(entry.textContent),
  })),
}));

function search() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { section, entries } of sections) {
    let here = 0;
    for (const { entry, text } of entries) {
      entry.hidden = !words.every((word) => text.includes(word));
      here += !entry.hidden;
    }
    section.hidden = !here;
    count += here;
  }
  letters.hidden = words.length > 0;
  const said = count ? found.dataset.some.replace("{count}", count) : found.dataset.none;
  found.textContent = words.length ? said : "";
}

form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", search);
form.addEventListener("submit", (event) => event.preventDefault());
search();
