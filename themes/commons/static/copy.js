// Buttons that copy a text.
// Needs of the page: hidden places [data-copy="the id of what is copied"] with the button's word in data-label, what is
// told afterwards in data-done and, where the text has a file of its own, its address in data-file; an element
// [role=status] to tell it. Does nothing where the browser cannot copy.
(() => {
  if (!navigator.clipboard) return;
  const status = document.querySelector('[role=status]');
  const tell = (words) => {
    status.textContent = words;
    setTimeout(() => { status.textContent = ''; }, 2500);
  };
  // A page that was opened from a folder cannot read other files: there the text itself is copied.
  const text_of = async (source, file) => {
    const answer = file && await fetch(file).catch(() => null);
    return answer?.ok ? answer.text() : source.innerText.trim();
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
        await navigator.clipboard.writeText(await text_of(source, place.dataset.file));
        tell(place.dataset.done);
      } catch { /* The reader said no. */ }
    });
    place.append(button);
    place.hidden = false;
  }
})();
