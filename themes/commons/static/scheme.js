// Colours: as the system has them, or light, or dark.
// Needs of the page: [data-scheme-here], hidden, with a [role=group] in it that names the three in data-system,
// data-light and data-dark. Keeps the choice in local storage under `scheme`, and nothing else anywhere.
(() => {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem('scheme'); } catch { return null; } };
  const keep = (scheme) => { try { localStorage.setItem('scheme', scheme); } catch { /* Then it holds for this page. */ } };
  const wear = (scheme) => {
    if (scheme === 'light' || scheme === 'dark') root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };
  const now = kept() || 'system';
  wear(now);
  const place = document.querySelector('[data-scheme-here]');
  if (!place) return;
  const group = place.querySelector('[role=group]');
  for (const scheme of ['system', 'light', 'dark']) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = group.dataset[scheme];
    button.setAttribute('aria-pressed', String(scheme === now));
    button.addEventListener('click', () => {
      keep(scheme);
      wear(scheme);
      for (const other of group.children) other.setAttribute('aria-pressed', String(other === button));
    });
    group.append(button);
  }
  place.hidden = false;
})();
