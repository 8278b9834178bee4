// Draws the curves and lists the utterances from the data in the page.
(async () => {
  const PAGE = 50;
  const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3]];
  const $ = (id) => document.getElementById(id);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const runColour = (run) => colour(`--curve-${run % 8 + 1}`);
  const dashOf = (run) => DASHES[Math.floor(run / 8) % DASHES.length];
  const count = (number, one, several) => `${number.toLocaleString('en')} ${number === 1 ? one : several}`;

  const read = async () => {
    const text = atob($('data').textContent);
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).json();
  };
  const data = await read();

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };

  // Charts -----------------------------------------------------------------------------------------------------------

  const axis = (title, extra = {}) => ({
    title: {display: true, text: title, color: colour('--quiet')},
    grid: {color: colour('--line')},
    border: {color: colour('--line')},
    ...extra,
    ticks: {color: colour('--quiet'), maxRotation: 0, ...extra.ticks},
  });
  const written = (value, percent) =>
    percent ? `${(100 * value).toFixed(2)}\u00a0%` : Number(value.toPrecision(4)).toString();
  const options = (x, y, percent, logarithmic, title, label, most) => ({
    animation: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: {mode: 'nearest', axis: 'xy', intersect: false},
    scales: {
      x: axis(x, {type: 'linear', beginAtZero: true, max: most}),
      y: axis(y, {
        type: logarithmic ? 'logarithmic' : 'linear',
        beginAtZero: percent && !logarithmic,
        ticks: {callback: (value) => percent ? `${Number((100 * value).toPrecision(3))}\u00a0%` : Number(value.toPrecision(3))},
      }),
    },
    plugins: {legend: {display: false}, tooltip: {callbacks: {title, label}}},
  });
  const charts = new Map();
  const draw = (canvas, configuration) => {
    charts.get(canvas)?.destroy();
    charts.set(canvas, new Chart(canvas, configuration));
  };
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

  const shownRuns = () =>
    new Set([...document.querySelectorAll('input[name="run"]:checked')].map((box) => Number(box.value)));
  const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`).value;

  const drawCurves = () => {
    if (!$('curve')) return;
    const curve = data.curves[$('curve').value];
    const across = chosen('across');
    const logarithmic = $('logarithmic').checked;
    const shown = shownRuns();
    const series = curve.series
      .map((one) => ({...one, visible: one.runs.filter((run) => shown.has(run))}))
      .filter((one) => one.visible.length > 0);
    const names = (one) => one.visible.map((run) => data.runs[run]).join(', ');
    draw($('curve-chart'), {
      type: 'line',
      data: {
        datasets: series.map((one) => ({
          label: names(one),
          data: one.values
            .map((value, index) => ({x: one[across][index], y: value}))
            .filter((point) => !logarithmic || point.y > 0),
          borderColor: runColour(one.visible[0]),
          backgroundColor: runColour(one.visible[0]),
          borderDash: dashOf(one.visible[0]),
          borderWidth: series.length > 12 ? 1.25 : 2,
          pointRadius: one.values.length > 40 ? 0 : 2.5,
          pointHitRadius: 8,
        })),
      },
      options: options(
        across === 'steps' ? 'step' : 'hours', curve.title, curve.percent, logarithmic,
        ([item]) => across === 'steps' ? `step ${item.parsed.x}` : `${Number(item.parsed.x.toPrecision(3))} hours`,
        (item) => `${item.dataset.label}: ${written(item.parsed.y, curve.percent)}`),
    });
    const last = series.slice(0, 4).map((one) => `${names(one)} ends at ${written(one.values.at(-1), curve.percent)}`);
    const more = series.length > 4 ? `, and ${series.length - 4} more` : '';
    $('curve-summary').textContent = series.length === 0 ? 'No run is chosen.' : `${curve.title}: ${last.join('; ')}${more}.`;
    $('curve-caption').textContent = `${curve.title}: where each curve begins and ends`;
    $('curve-table').replaceChildren(...series.map((one) => {
      const figure = (text) => element('td', {class: 'number'}, text);
      return element('tr', {},
        element('th', {scope: 'row'}, names(one)),
        ...[one.values[0], Math.min(...one.values), Math.max(...one.values), one.values.at(-1)]
          .map((value) => figure(written(value, curve.percent))),
        figure(one.steps.at(-1).toLocaleString('en')),
        figure(Number(one.hours.at(-1).toPrecision(3)).toString()));
    }));
  };

  const drawExits = () => {
    if (!$('exit-chart')) return;
    const most = Math.max(100, ...data.exits.flatMap((one) => one.points.map(([x]) => x)));
    draw($('exit-chart'), {
      type: 'line',
      data: {
        datasets: data.exits.map((one) => ({
          label: `${data.runs[one.run]}, ${one.kind === 'layer' ? 'fixed layer' : 'entropy'}`,
          data: one.points.map(([x, y, exit]) => ({x, y, exit})),
          borderColor: runColour(one.run),
          backgroundColor: runColour(one.run),
          borderDash: one.kind === 'layer' ? [] : [5, 4],
          borderWidth: 2,
          pointRadius: 3.5,
          pointStyle: one.kind === 'layer' ? 'circle' : 'rectRot',
          pointHitRadius: 8,
        })),
      },
      options: options(
        'compute, % of all layers', 'word error rate', true, false,
        ([item]) => `${item.raw.exit}, ${Number(item.parsed.x.toPrecision(3))} % of compute`,
        (item) => `${item.dataset.label}: ${written(item.parsed.y, true)}`,
        most),
    });
  };

  const drawAll = () => {
    drawCurves();
    drawExits();
  };

  // Utterances -------------------------------------------------------------------------------------------------------

  const [ID, TASK, SECONDS, SLICES, REFERENCE, HEARD, BY_RUN, RECORDING] = [0, 1, 2, 3, 4, 5, 6, 7];
  const tests = {
    'right-a': (a, b) => a[0] === 0 && b[0] > 0,
    'right-b': (a, b) => b[0] === 0 && a[0] > 0,
    'fewer-a': (a, b) => a[0] < b[0],
    'fewer-b': (a, b) => b[0] < a[0],
    'wrong': (a, b) => a[0] > 0 && b[0] > 0,
    'differ': (a, b) => a !== b,
    'all': () => true,
  };
  let matching = [];
  let listed = 0;
  const texts = data.utterances.map((row) => [
    row[ID], row[REFERENCE], ...row[HEARD].flatMap((heard) => heard.slice(1).filter((mark) => typeof mark === 'string')
      .map((mark) => mark.slice(1))),
  ].join(' ').toLowerCase());

  const edit = (kind, spoken, said, heard) => element('span', {class: `edit ${kind}`},
    element('span', {class: 'spoken'}, spoken),
    ...(said ? [element('del', {}, said)] : []),
    ...(heard ? [element('ins', {}, heard)] : []));
  const marked = (row, heard) => {
    const words = row[TASK] === 1 ? [row[REFERENCE]] : row[REFERENCE].split(' ').filter((word) => word);
    const shown = [];
    let at = 0;
    for (const mark of heard.slice(1)) {
      if (typeof mark === 'number') {
        shown.push(words.slice(at, at + mark).join(' '));
        at += mark;
      } else if (mark[0] === '~') {
        shown.push(edit('substitution', 'heard instead: ', words[at++], mark.slice(1)));
      } else if (mark[0] === '-') {
        shown.push(edit('deletion', 'missed: ', words[at++], ''));
      } else if (mark[0] === '+') {
        shown.push(edit('insertion', 'not said: ', '', mark.slice(1)));
      } else {
        shown.push(mark.slice(1));
      }
    }
    return shown.flatMap((part) => [part, ' ']);
  };
  const heardBy = (row, run) => row[HEARD][row[BY_RUN][run]];
  const result = (row, heard) =>
    heard[0] === 0 ? 'right' : row[TASK] === 1 ? 'wrong' : count(heard[0], 'error', 'errors');

  const item = (row, a, b) => {
    const title = element('h3', {}, row[ID]);
    const about = [
      row[TASK] === 1 ? 'classified' : '', `${Number(row[SECONDS].toFixed(1))}\u00a0s`,
      ...row[SLICES].map((slice) => data.slices[slice]),
    ].filter((part) => part).join(' · ');
    const made = element('li', {}, title, ' ', element('span', {class: 'note'}, about));
    const sound = data.recordings[row[RECORDING]];
    if (sound) {
      made.append(element('audio', {
        controls: '', preload: 'none', 'aria-label': `Recording of ${row[ID]}`, src: `data:audio/mpeg;base64,${sound}`,
      }));
    }
    const list = element('dl');
    [...new Set([a, b])].forEach((run) => {
      const heard = heardBy(row, run);
      list.append(
        element('dt', {},
          element('span', {class: `run run-${run % 8}`}, data.runs[run]), ' ',
          element('span', {class: heard[0] === 0 ? 'right' : ''}, result(row, heard))),
        element('dd', {class: 'words'}, ...marked(row, heard)));
    });
    made.append(list);
    return made;
  };

  const listMore = () => {
    const [a, b] = [Number($('a').value), Number($('b').value)];
    const before = listed;
    listed = Math.min(listed + PAGE, matching.length);
    $('rows').append(...matching.slice(before, listed).map((index) => item(data.utterances[index], a, b)));
    const left = matching.length - listed;
    $('more').hidden = left === 0;
    $('more').textContent = `Show ${Math.min(PAGE, left)} more of ${left.toLocaleString('en')}`;
    return before;
  };

  const filter = () => {
    const [a, b] = [Number($('a').value), Number($('b').value)];
    const slice = $('slice').value === '' ? -1 : Number($('slice').value);
    const words = $('search').value.toLowerCase().split(/\s+/).filter((word) => word);
    const playable = $('playable').checked;
    const counts = Object.fromEntries(Object.keys(tests).map((name) => [name, 0]));
    const shown = chosen('shown');
    let measured = 0;
    matching = [];
    data.utterances.forEach((row, index) => {
      const [byA, byB] = [heardBy(row, a), heardBy(row, b)];
      if (!byA || !byB) return;
      measured++;
      if (slice >= 0 && !row[SLICES].includes(slice)) return;
      if (playable && row[RECORDING] < 0) return;
      if (!words.every((word) => texts[index].includes(word))) return;
      for (const [name, test] of Object.entries(tests)) {
        if (test(byA, byB)) {
          counts[name]++;
          if (name === shown) matching.push(index);
        }
      }
    });
    const apart = (row) => Math.abs(heardBy(row, a)[0] - heardBy(row, b)[0]);
    matching.sort((one, other) => apart(data.utterances[other]) - apart(data.utterances[one]) || one - other);
    document.querySelectorAll('input[name="shown"]').forEach((radio) => {
      radio.parentElement.querySelector('output').textContent = counts[radio.value].toLocaleString('en');
    });
    $('rows').replaceChildren();
    listed = 0;
    listMore();
    $('count').textContent = measured === 0
      ? 'These two runs were measured on no utterance both.'
      : `${matching.length.toLocaleString('en')} of ${count(measured, 'utterance', 'utterances')}`;
  };

  // Controls ---------------------------------------------------------------------------------------------------------

  const on = (id, event, action) => $(id)?.addEventListener(event, action);
  ['curve', 'logarithmic'].forEach((id) => on(id, 'change', drawCurves));
  document.querySelectorAll('input[name="across"], input[name="run"]')
    .forEach((control) => control.addEventListener('change', drawCurves));
  const choose = (checked) => {
    document.querySelectorAll('input[name="run"]').forEach((box) => { box.checked = checked; });
    drawCurves();
  };
  on('no-runs', 'click', () => choose(false));
  on('all-runs', 'click', () => choose(true));
  if ($('filters')) {
    data.slices.forEach((slice, index) => $('slice').append(element('option', {value: index}, slice)));
    let typing;
    on('search', 'input', () => {
      clearTimeout(typing);
      typing = setTimeout(filter, 150);
    });
    on('filters', 'submit', (event) => event.preventDefault());
    ['a', 'b', 'slice', 'playable', 'shown'].forEach((id) => on(id, 'change', filter));
    on('more', 'click', () => {
      const first = listMore();
      const heading = $('rows').children[first].querySelector('h3');
      heading.tabIndex = -1;
      heading.focus();
    });
    filter();
  }
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  document.documentElement.dataset.ready = 'yes';
})();
