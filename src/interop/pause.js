/** Resolves when the browser has nothing else to do; where it does not say so, after `delay` milliseconds. */
export function idle(delay) {
  return new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(resolve);
    else setTimeout(resolve, delay);
  });
}

export const now = () => performance.now();

// Lets the browser deal with input and paint. A timer would wait 4 ms each time, and a second in a hidden tab. In a worker,
// messages have to come first, and would not.
export function pause() {
  if (globalThis.window?.scheduler?.yield) return scheduler.yield();
  return task();
}

// A frame has been painted when a task runs that was queued in it. A hidden tab has no frames.
export function painted() {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    requestAnimationFrame(() => resolve(task()));
    setTimeout(resolve, 1000);
  });
}

function task() {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(undefined);
  });
}
