// Fills in what a page on disk or of an unknown address cannot know: the day, and where it stands.
const root = new URL("..", document.currentScript.src).href;
const day = new Date();
const language = document.documentElement.lang;

for (const part of document.querySelectorAll("[data-day]")) {
  const said = day.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
  part.textContent = part.dataset.day.replace("{day}", said);
}
for (const part of document.querySelectorAll("[data-urldate]")) {
  const iso = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
  part.textContent = `,\n  urldate = {${iso}}`;
}
const permanent = document.querySelector("a[data-address]").href;
for (const part of document.querySelectorAll("[data-address]")) part.textContent = permanent;
const embed = document.getElementById("embed");
if (embed) embed.value = embed.value.replaceAll("ROOT/", root);
