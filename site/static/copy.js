// Buttons that copy: data-copies names the element whose text is copied, or is empty for the address
// of the page. What was done is told in the button's next element.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure connection browsers have no clipboard for a page, but they copy a selection.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const part = document.getElementById(button.dataset.copies);
    await copy(part ? part.value ?? part.textContent : location.href);
    button.focus();
    button.nextElementSibling.textContent = button.dataset.done;
  });
}
