// What the page itself sees, put into it before its own scripts run. `measure.mjs` reads it.
(content) => {
  const now = () => performance.timeOrigin + performance.now();
  const m = {
    origin: performance.timeOrigin,
    painted: 0,
    changed: 0,
    fcp: 0,
    lcp: 0,
    cls: 0,
    tasks: [],
    click: 0,
    from: '',
    shown: 0,
    input: 0,
    found: 0,
    result: '',
    old: null,
    idleAt: 0,
  };
  const watch = (type, each) => {
    try {
      new PerformanceObserver((l) => l.getEntries().forEach(each)).observe({ type, buffered: true });
    } catch {
      /* not known here */
    }
  };
  watch('longtask', (e) => m.tasks.push([m.origin + e.startTime, e.duration]));
  watch('paint', (e) => {
    if (e.name === 'first-contentful-paint') m.fcp = e.startTime;
  });
  watch('largest-contentful-paint', (e) => {
    m.lcp = e.startTime;
  });
  watch('layout-shift', (e) => {
    if (!e.hadRecentInput) m.cls += e.value;
  });
  // The frame that shows a change is over when a task queued inside it runs.
  const afterFrame = (then) =>
    requestAnimationFrame(() => {
      const c = new MessageChannel();
      c.port1.onmessage = then;
      c.port2.postMessage(0);
    });
  let pending = false;
  const touched = () => {
    m.changed = now();
    if (pending) return;
    pending = true;
    afterFrame(() => {
      pending = false;
      m.painted = now();
      m.changed = m.painted;
    });
  };
  const article = () => document.querySelector(content);
  const inArticle = (node) => {
    const a = article();
    return a && (a.contains(node) || node.contains?.(a));
  };
  new MutationObserver((records) => {
    if (records.some((r) => inArticle(r.target))) {
      touched();
      if (m.click && !m.shown && location.pathname !== m.from)
        afterFrame(() => {
          if (m.shown) return;
          m.shown = now();
          performance.mark('bench-shown');
        });
    }
    if (m.result && !m.found && m.input) {
      const hit = document.querySelector(m.result);
      if (hit && hit !== m.old && hit.getClientRects().length)
        afterFrame(() => {
          m.found ||= now();
        });
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
  addEventListener(
    'click',
    () => {
      m.click = now();
      m.from = location.pathname;
      performance.mark('bench-click');
      try {
        sessionStorage.setItem('__click', m.click);
      } catch {
        /* not allowed here */
      }
      touched();
    },
    true,
  );
  addEventListener(
    'input',
    () => {
      m.input = now();
      m.found = 0;
      // What was found for the letters before does not count.
      m.old = m.result && document.querySelector(m.result);
    },
    true,
  );
  const beat = () =>
    requestIdleCallback(() => {
      m.idleAt = now();
      setTimeout(beat, 50);
    });
  beat();
  let fontsAt = 0;
  document.fonts?.addEventListener('loadingdone', () => {
    fontsAt = now();
  });
  const count = (a) => a.querySelectorAll('.katex').length || a.querySelectorAll('math').length;
  m.state = (want) => {
    const a = article();
    const started = !want.ready || !!document.querySelector(want.ready);
    let missing = '';
    if (!a) missing = 'no article';
    else if (!started) missing = `the element ${want.ready}`;
    else {
      const text = a.textContent;
      if (want.end && !text.includes(want.end)) missing = 'the last sentence';
      else if (want.math && count(a) < want.math) missing = `formulas: ${count(a)} of ${want.math}`;
      else if (want.end && /\$\$/.test(text)) missing = 'formulas as source';
    }
    return {
      ready: document.readyState,
      fonts: document.fonts?.status ?? 'loaded',
      idle: now() - m.idleAt < 200,
      quiet: now() - Math.max(m.changed, fontsAt, m.tasks.length ? m.tasks.at(-1)[0] + m.tasks.at(-1)[1] : 0),
      started,
      missing,
    };
  };
  m.report = () => {
    const nav = performance.getEntriesByType('navigation')[0],
      a = article();
    return {
      origin: m.origin,
      painted: Math.max(m.painted, m.origin + m.fcp),
      fcp: m.fcp,
      lcp: m.lcp,
      cls: m.cls,
      tasks: m.tasks,
      shown: m.shown,
      click: m.click || Number(sessionStorage.getItem('__click') ?? 0),
      dcl: nav?.domContentLoadedEventEnd ?? 0,
      dom: document.getElementsByTagName('*').length,
      math: a ? count(a) : 0,
      code: a ? a.querySelectorAll('pre').length : 0,
    };
  };
  // To the last heading with an id, until it has stood still for half a second.
  m.jump = async () => {
    const heads = [...(article()?.querySelectorAll('h2[id], h3[id]') ?? [])],
      head = heads.at(-1);
    if (!head) return 0;
    const start = now();
    location.hash = head.id;
    let top = NaN,
      still = now(),
      moved = now();
    while (now() - still < 500 || document.fonts.status !== 'loaded') {
      await new Promise((f) => afterFrame(f));
      const y = head.getBoundingClientRect().top;
      if (y !== top) {
        top = y;
        moved = now();
        still = moved;
      }
      if (document.fonts.status !== 'loaded') {
        moved = now();
        still = moved;
      }
      if (now() - start > 15000) break;
    }
    return moved - start;
  };
  window.__m = m;
};
