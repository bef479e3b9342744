// Fetches pieces of the index, all at once, and unpacks them (RFC 1951): hosts do not compress what they do not know.

export const fetchPieces = (urls, fresh) => Promise.all(urls.map((url) => fetchPiece(url, fresh)));

async function fetchPiece(url, fresh) {
  let response;
  try {
    response = await fetch(url, { cache: fresh ? 'no-cache' : 'default' });
  } catch {
    throw 'network';
  }
  if (response.status === 404 || response.status === 410) throw 'missing';
  if (!response.ok) throw 'status';
  try {
    const unpacked = response.body.pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch {
    throw 'malformed';
  }
}
