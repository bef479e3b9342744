import zlib from 'node:zlib';

/** The bytes of a text as a careful host sends it. */
export function brotliSize(content) {
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 22 };
  return zlib.brotliCompressSync(content, { params }).length;
}
