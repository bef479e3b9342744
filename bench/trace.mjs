// What a renderer's main thread did until a moment, from Chromium's own trace.

const CATEGORIES = [
  'toplevel',
  'loading',
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
];

/** Traces what `run` does. */
export async function traced(tab, run) {
  await tab.browser.startTracing(tab.page, { categories: CATEGORIES });
  let buffer;
  try {
    await run();
  } finally {
    buffer = await tab.browser.stopTracing();
  }
  return JSON.parse(buffer.toString()).traceEvents;
}

/**
 * The main thread of the page that says `until`, from the event `from` (the start of its navigation if there is none)
 * to the last `until`. Times in ms.
 */
export function mainThread(events, until, from) {
  const end = events.filter(({ name }) => name === until).at(-1);
  if (!end) throw new Error(`no ${until} in the trace`);
  const isOfPage = ({ pid, tid }) => pid === end.pid && tid === end.tid;
  const mine = events.filter(isOfPage);
  const isStart = ({ name, ts }) => name === (from ?? 'navigationStart') && ts < end.ts;
  const start = mine.filter(isStart).at(-1);
  if (!start) throw new Error(`no ${from ?? 'navigationStart'} before ${until} in the trace`);
  const tasks = mine.filter(
    ({ name, ts, dur }) => name === 'RunTask' && dur && ts + dur > start.ts && ts < end.ts,
  );
  // Of a task that began before or went on after, the part that lies between.
  const share = ({ ts, dur }) => (Math.min(ts + dur, end.ts) - Math.max(ts, start.ts)) / dur;
  return {
    wall: (end.ts - start.ts) / 1000,
    cpu: tasks.reduce((sum, task) => sum + (task.tdur ?? task.dur) * share(task), 0) / 1000,
  };
}
