export const now = () => performance.now();

// Lets the browser deal with input and paint. A timer would wait 4 ms each time, and a second in a hidden tab.
export function pause() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(undefined);
  });
}
