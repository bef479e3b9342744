// Asks for what a reader is about to need. Not on a connection that is slow or paid for by the byte.
const asked = new Set();

export function prefetch(url) {
  const { saveData, effectiveType = '' } = navigator.connection ?? {};
  if (saveData || effectiveType.endsWith('2g') || asked.has(url)) return;
  asked.add(url);
  const link = document.createElement('link');
  link.rel = 'prefetch';
  link.href = url;
  document.head.append(link);
}
