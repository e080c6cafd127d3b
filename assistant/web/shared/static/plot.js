// Draws the tables of plots as columns that stand, or bars that lie, on each other: one for each row, a part for each of its figures.
window.policyPlot = (within) => {
  const BAR = 26; // the height of a row of lying bars, in pixels
  const LABEL = 108; // the width that a label under a column takes

  function draw(figure) {
    const drawing = figure.querySelector(".drawing");
    const lines = [...figure.querySelectorAll("tbody tr")].map((line) => [...line.cells].map((cell) => cell.textContent));
    const names = [...figure.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent);
    const isLying = figure.dataset.kind === "bars";
    const data = { labels: lines.map((line) => line[0]), series: names.map((_, place) => lines.map((line) => Number(line[place + 1]))) };
    const highest = Math.max(1, ...lines.map((line) => line.slice(1).reduce((sum, one) => sum + Number(one), 0)));
    const figures = { onlyInteger: true, low: 0, high: highest, offset: isLying ? 20 : 34, scaleMinSpace: isLying ? 44 : 24 };
    const every = Math.ceil(lines.length / Math.max(1, Math.floor(drawing.clientWidth / LABEL))); // the labels that have room
    const columns = { showGrid: false, offset: 20, labelInterpolationFnc: (label, place) => (place % every ? null : label) };
    const names_ = { showGrid: false, offset: Math.min(260, drawing.clientWidth * 0.42) };
    const chart = new Chartist.BarChart(drawing, isLying ? { labels: data.labels.toReversed(), series: data.series.map((one) => one.toReversed()) } : data, {
      stackBars: true,
      horizontalBars: isLying,
      height: isLying ? BAR * lines.length + 30 : 170,
      chartPadding: { top: 12, right: 12, bottom: 0, left: 0 },
      axisX: isLying ? figures : columns,
      axisY: isLying ? names_ : figures,
    });
    const thickness = isLying ? 14 : Math.max(2, Math.min(30, ((drawing.clientWidth - 46) / lines.length) * 0.7));
    chart.on("draw", (part) => {
      if (part.type !== "bar") return;
      const line = lines[isLying ? lines.length - 1 - part.index : part.index];
      part.element.getNode().style.strokeWidth = `${thickness}px`;
      part.element.elem("title").text(`${line[0]}: ${names[part.seriesIndex]} ${line[part.seriesIndex + 1]}`);
    });
  }

  within.querySelectorAll("figure.plot").forEach(draw);
};
policyPlot(document);
