// While something runs, fetches the page again and puts what is new in its place.
(() => {
  const interval = 2000;
  const live = document.getElementById('live');
  const said = document.getElementById('said');
  let shown = live.innerHTML;

  const statuses = (root) => [...root.querySelectorAll('.status')].map((one) => one.textContent).join();

  const update = async () => {
    let next = interval;
    try {
      const answer = await fetch(location.href, {headers: {Accept: 'text/html'}});
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live');
      said.textContent = statuses(page) === statuses(live) ? '' : 'Something has changed its state.';
      if (page.innerHTML !== shown) {
        shown = page.innerHTML;
        const focused = document.activeElement?.id;
        live.innerHTML = shown;
        if (focused) document.getElementById(focused)?.focus();
        window.dispatchEvent(new Event('charts'));
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
