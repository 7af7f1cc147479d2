// Ticks of axes: round numbers, and days at round distances.

export function numberTicks(from, to, most) {
  if (from === to) return [from];
  const rough = (to - from) / Math.max(most, 1);
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * unit >= rough) * unit;
  const found = [];
  for (let n = Math.ceil(from / step); n * step <= to + step * 1e-9; n += 1) found.push(Number((n * step).toPrecision(12)));
  return found;
}

const DAY = 86_400_000;

// Times in milliseconds with their texts: years, quarters or months, or days.
export function dayTicks(from, to, most) {
  const years = (to - from) / (365.25 * DAY);
  if (years > most / 4) return yearTicks(from, to, Math.max(1, numberTicks(0, years, most)[1] || 1));
  return (to - from) / (30 * DAY) > 2 ? monthTicks(from, to, years * 12 > most ? 3 : 1) : dayByDay(from, to, most);
}

function yearTicks(from, to, step) {
  const found = [];
  for (let year = Math.ceil(new Date(from).getUTCFullYear() / step) * step; Date.UTC(year, 0) <= to; year += step) {
    if (Date.UTC(year, 0) >= from) found.push([Date.UTC(year, 0), String(year)]);
  }
  return found;
}

function monthTicks(from, to, step) {
  const found = [];
  const start = new Date(from);
  for (let month = Math.ceil(start.getUTCMonth() / step) * step; ; month += step) {
    const time = Date.UTC(start.getUTCFullYear(), month);
    if (time > to) return found;
    if (time >= from) found.push([time, dayText(time).slice(0, 7)]);
  }
}

function dayByDay(from, to, most) {
  const step = Math.max(1, Math.ceil((to - from) / DAY / most)) * DAY;
  const found = [];
  for (let time = from; time <= to; time += step) found.push([time, dayText(time)]);
  return found;
}

export const dayText = (time) => new Date(time).toISOString().slice(0, 10);

// A text cut to so many letters; a Chinese one counts for two.
export function cut(text, letters) {
  let used = 0;
  for (let i = 0; i < text.length; i += 1) {
    used += text.charCodeAt(i) > 0x2e7f ? 2 : 1;
    if (used > letters) return `${text.slice(0, Math.max(i - 1, 1))}…`;
  }
  return text;
}

export const round = (value) => Math.round(value * 10) / 10;
