// Buttons that copy a text.
// Needs of the page: hidden places [data-copy="the id of what is copied"] with the button's word in data-label and what
// is told afterwards in data-done; an element [role=status] to tell it. Does nothing where the browser cannot copy.
(() => {
  if (!navigator.clipboard) return;
  const status = document.querySelector('[role=status]');
  const tell = (words) => {
    status.textContent = words;
    setTimeout(() => { status.textContent = ''; }, 2500);
  };
  for (const place of document.querySelectorAll('[data-copy]')) {
    const source = document.getElementById(place.dataset.copy);
    if (!source) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn';
    button.textContent = place.dataset.label;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(source.innerText.trim());
        tell(place.dataset.done);
      } catch { /* The reader said no. */ }
    });
    place.append(button);
    place.hidden = false;
  }
})();
