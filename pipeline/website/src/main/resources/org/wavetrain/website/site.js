// Asks now and then whether the page would show something new, and puts that in its place.
(() => {
  const live = document.getElementById('live');
  const away = document.getElementById('away');
  const news = document.getElementById('news');
  const stateAddress = `/state${location.pathname}${location.search}`;
  const pauseWhileAway = 5;
  const newsSeconds = 8;
  let refresh = Number(live.dataset.refresh);
  let state = live.dataset.state;
  let updated = new Date();
  let forgetNews;

  // The clock of the server, by which times of beginning are.
  const ahead = Date.parse(document.body.dataset.now) - Date.now();
  const duration = (seconds) => {
    const two = (number) => String(Math.floor(number)).padStart(2, '0');
    if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${two(seconds % 3600 / 60)} min`;
  };
  const tick = () => document.querySelectorAll('time.elapsed').forEach((time) => {
    time.textContent = duration((Date.now() + ahead - Date.parse(time.dateTime)) / 1000);
  });

  // What has a status, by the name that heads its row.
  const statuses = (root) => new Map([...root.querySelectorAll('tr:has(.status)')].map((row) =>
    [row.querySelector('th').firstChild.textContent, row.querySelector('.status').textContent]));
  const changes = (before, after) => [...after].filter(([name, status]) => before.get(name) !== status)
    .map(([name, status]) => before.has(name) ? `${name}: ${before.get(name)} → ${status}` : `${name}: ${status}`);

  const tell = (sentences) => {
    if (!sentences.length) return;
    news.textContent = sentences.slice(0, 3).join(', ') + (sentences.length > 3 ? ' and others' : '');
    news.hidden = false;
    clearTimeout(forgetNews);
    forgetNews = setTimeout(() => { news.hidden = true; }, 1000 * newsSeconds);
  };

  // What tells an element of the page before from its like in the one after.
  const place = (element) => {
    const value = element.type === 'checkbox' ? `[value="${CSS.escape(element.value)}"]` : '';
    if (element.name) return `${element.tagName}[name="${CSS.escape(element.name)}"]${value}`;
    if (element.getAttribute('href')) return `a[href="${CSS.escape(element.getAttribute('href'))}"]`;
    if (element.classList.contains('scroll')) return `.scroll[aria-label="${CSS.escape(element.getAttribute('aria-label'))}"]`;
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
    tick();
    window.dispatchEvent(new Event('charts'));
  };

  const answered = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer;
  };

  const fetchPage = async () => {
    const text = await (await answered(location.href)).text();
    const page = new DOMParser().parseFromString(text, 'text/html').getElementById('live');
    const before = statuses(live);
    replace(page.innerHTML);
    tell(changes(before, statuses(live)));
    state = page.dataset.state;
    refresh = Number(page.dataset.refresh);
  };

  const update = async () => {
    let pause = refresh;
    try {
      const known = await (await answered(stateAddress)).json();
      if (known.state !== state) await fetchPage();
      pause = refresh;
      updated = new Date();
      away.hidden = true;
    } catch (unanswered) {
      away.textContent = `Nothing new is known since ${updated.toLocaleTimeString()}: `
        + 'the tracking server or this site does not answer. It is asked again and again.';
      away.hidden = false;
      pause = pauseWhileAway;
    }
    setTimeout(update, 1000 * pause);
  };

  // A page that could not be shown comes when it can be. Only that is asked: to make it may take long.
  const retry = async () => {
    const answer = await fetch(stateAddress).catch(() => null);
    if (answer && answer.status !== 503) location.reload();
    else setTimeout(retry, 1000 * refresh);
  };

  tick();
  setInterval(tick, 1000);
  if (refresh > 0) setTimeout(live.querySelector('[data-refused]') ? retry : update, 1000 * refresh);
})();
