// Filters the claims by words and by verdict, and opens the parts in which some are left.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const filters = document.getElementById("filter");
const field = document.getElementById("words");
const choice = document.getElementById("verdict");
const found = document.getElementById("found");
const parts = [...document.querySelectorAll("details.part")].map((part) => ({
  part,
  claims: [...part.querySelectorAll("li")].map((claim) => ({
    claim,
    text: plain(claim.textContent),
  })),
}));

function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const verdict = choice.value;
  const isFiltered = words.length > 0 || verdict !== "";
  let count = 0;
  for (const { part, claims } of parts) {
    let here = 0;
    for (const { claim, text } of claims) {
      claim.hidden =
        (verdict && claim.dataset.verdict !== verdict) || !words.every((word) => text.includes(word));
      here += !claim.hidden;
    }
    part.hidden = !here;
    part.open = isFiltered && here > 0;
    count += here;
  }
  const said = count ? found.dataset.some.replace("{count}", count) : found.dataset.none;
  found.textContent = isFiltered ? said : "";
}

filters.hidden = false;
field.addEventListener("input", filter);
choice.addEventListener("change", filter);
