// While something runs, fetches the page again and puts what is new in its place.
(() => {
  const interval = 2000;
  const live = document.getElementById('live');
  const said = document.getElementById('said');
  let shown = live.innerHTML;

  const statuses = (root) => [...root.querySelectorAll('.status')].map((one) => one.textContent).join();

  // What tells an element of the page before from its like in the one after.
  const place = (element) => {
    const value = element.type === 'checkbox' ? `[value="${CSS.escape(element.value)}"]` : '';
    if (element.name) return `${element.tagName}[name="${CSS.escape(element.name)}"]${value}`;
    if (element.getAttribute('href')) return `a[href="${CSS.escape(element.getAttribute('href'))}"]`;
    return null;
  };

  // What a person has ticked, chosen, opened, scrolled to and focused stays so.
  const replace = (html) => {
    const fields = [...live.querySelectorAll('input, select')]
      .map((field) => ({place: place(field), checked: field.checked, value: field.value}));
    const opened = [...live.querySelectorAll('details')].map((one) => one.open);
    const scrolled = [...live.querySelectorAll('.scroll')].map((one) => one.scrollLeft);
    const focused = live.contains(document.activeElement) ? place(document.activeElement) : null;
    live.innerHTML = html;
    fields.forEach((before) => {
      const field = before.place && live.querySelector(before.place);
      if (!field) return;
      if (field.type === 'checkbox') field.checked = before.checked;
      else field.value = before.value;
    });
    live.querySelectorAll('details').forEach((one, index) => { one.open = opened[index] ?? one.open; });
    live.querySelectorAll('.scroll').forEach((one, index) => { one.scrollLeft = scrolled[index] ?? 0; });
    if (focused) live.querySelector(focused)?.focus({preventScroll: true});
    window.dispatchEvent(new Event('charts'));
  };

  const update = async () => {
    let next = interval;
    try {
      const answer = await fetch(location.href, {headers: {Accept: 'text/html'}});
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live');
      said.textContent = statuses(page) === statuses(live) ? '' : 'Something has changed its state.';
      if (page.innerHTML !== shown) {
        shown = page.innerHTML;
        replace(shown);
      }
      if (page.dataset.live !== 'true') return;
    } catch (away) {
      said.textContent = 'The server does not answer; it is asked again.';
      next = 5 * interval;
    }
    setTimeout(update, next);
  };
  if (live.dataset.live === 'true') setTimeout(update, interval);
})();
