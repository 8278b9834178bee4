// Draws every figure of the page from the JSON beside its canvas, in the colours of the style sheet.
(() => {
  const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = [];

  const draw = (figure) => {
    const chart = JSON.parse(figure.querySelector('script').textContent);
    const written = (value) =>
      chart.percent ? `${(100 * value).toFixed(2)}\u00a0%` : Number(value.toPrecision(4)).toString();
    const axis = (title, extra) => ({
      title: {display: true, text: title, color: colour('--quiet')},
      grid: {color: colour('--line')},
      border: {color: colour('--line')},
      ...extra,
      ticks: {color: colour('--quiet'), maxRotation: 0, ...extra.ticks},
    });
    return new Chart(figure.querySelector('canvas'), {
      type: 'line',
      data: {
        datasets: chart.curves.map((curve, index) => ({
          label: curve.label,
          data: curve.points.map(([x, y]) => ({x, y})),
          borderColor: colour(`--curve-${index % 4 + 1}`),
          backgroundColor: colour(`--curve-${index % 4 + 1}`),
          borderDash: dashes[index % 4],
          borderWidth: 2,
          pointRadius: curve.points.length > 40 ? 0 : 2.5,
          pointHitRadius: 8,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        parsing: false,
        interaction: {mode: 'nearest', axis: 'x', intersect: false},
        scales: {
          x: axis(chart.x, {type: 'linear', beginAtZero: true, ticks: {precision: 0}}),
          y: axis(chart.y, {
            type: 'linear', beginAtZero: chart.percent,
            // Steps of 0.2 add up to 0.6000000000000001.
            ticks: {
              callback: (value) => chart.percent
                ? `${Number((100 * value).toPrecision(3))}\u00a0%` : Number(value.toPrecision(6)),
            },
          }),
        },
        plugins: {
          legend: {
            display: chart.curves.length > 1,
            labels: {color: colour('--text'), boxWidth: 32, boxHeight: 0},
          },
          tooltip: {
            callbacks: {
              title: ([item]) => `${chart.x} ${item.parsed.x}`,
              label: (item) => `${item.dataset.label}: ${written(item.parsed.y)}`,
            },
          },
        },
      },
    });
  };

  const drawAll = () => {
    charts.splice(0).forEach((chart) => chart.destroy());
    document.querySelectorAll('figure').forEach((figure) => charts.push(draw(figure)));
  };
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  // Pages that update themselves put other figures in place.
  window.addEventListener('charts', drawAll);
})();
