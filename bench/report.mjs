// From single runs to a table: for each profile the figures in rows, the sites in columns, medians with their range.

/** What is shown, in this order, and its unit. */
const FIGURES = {
  screen: 'ms', screen_cpu: 'ms',
  content_complete: 'ms', fcp: 'ms', lcp: 'ms', cls: '', tbt: 'ms', longest_task: 'ms', tti: 'ms',
  cpu: 'ms', cpu_script: 'ms', cpu_layout: 'ms', jump: 'ms',
  bytes: 'kB', bytes_html: 'kB', bytes_css: 'kB', bytes_js: 'kB', bytes_wasm: 'kB', bytes_font: 'kB', bytes_other: 'kB',
  bytes_all: 'kB', requests: 'n', dom: 'n', heap: 'MB', math: 'n', code: 'n',
  home_content_complete: 'ms', home_cpu: 'ms', home_tbt: 'ms', home_bytes: 'kB', home_bytes_all: 'kB',
  tag_content_complete: 'ms', tag_cpu: 'ms', tag_bytes: 'kB', tag_bytes_all: 'kB',
  nav_screen: 'ms', nav_screen_cpu: 'ms', nav: 'ms', nav_cpu: 'ms', nav_longest_task: 'ms', nav_tbt: 'ms', nav_bytes: 'kB',
  search_cold: 'ms', search: 'ms', search_program_bytes: 'kB', search_cold_bytes: 'kB', search_bytes: 'kB',
}; // prettier-ignore

/** Least, middle and greatest of each figure, by profile and site. */
export function summarise(rows, profiles, sites) {
  const of = (mine) => {
    const names = new Set(mine.flatMap(Object.keys));
    const figures = [...names]
      .filter((name) => name !== 'run')
      .map((name) => [name, spread(mine.map((row) => row[name]))]);
    return Object.fromEntries(figures.filter(([, value]) => value));
  };
  const bySite = (profile) =>
    sites.map((site) => [site, of(rows.filter((row) => row.site === site && row.profile === profile))]);
  return Object.fromEntries(profiles.map((profile) => [profile, Object.fromEntries(bySite(profile))]));
}

export function spread(values) {
  const sorted = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}

function number(value, unit) {
  if (unit === 'kB') return (value / 1000).toFixed(1);
  if (unit === 'MB') return (value / 1e6).toFixed(1);
  return unit === '' ? value.toFixed(3) : String(Math.round(value));
}

/** The tables as Markdown; `base` is the site that the others are compared with. */
export function tables(summary, runs, base) {
  return Object.entries(summary).map(([profile, sites]) => {
    const names = Object.keys(sites);
    const cell = (site, figure) => {
      const value = sites[site][figure];
      if (!value) return '';
      const unit = FIGURES[figure];
      const range = unit === 'ms' ? ` [${number(value.min, unit)}–${number(value.max, unit)}]` : '';
      const other = site === base ? undefined : sites[base]?.[figure]?.median;
      return number(value.median, unit) + range + (other ? ` **${(value.median / other).toFixed(2)}×**` : '');
    };
    const rows = Object.keys(FIGURES)
      .filter((figure) => names.some((site) => sites[site][figure]))
      .map(
        (figure) =>
          `| ${figure} ${FIGURES[figure] && `(${FIGURES[figure]})`} | ${names.map((site) => cell(site, figure)).join(' | ')} |`,
      );
    return [
      `\n## ${profile}: medians [range] of ${runs} cold loads\n`,
      `| | ${names.join(' | ')} |`,
      `|---|${'---|'.repeat(names.length)}`,
      ...rows,
    ].join('\n');
  });
}
