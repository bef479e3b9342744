// @ts-check
/**
 * From a case's `input` to files on disk.
 *
 * A value is a string, a list of parts to be joined (strings and `{"repeat": s, "times": n}`), `{"hex": …}`,
 * `{"png": [w, h]}` or `{"generate": {n, text}}`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const FRONT_MATTER = 'title: X\ndate: 2024-01-01\n';
const MARKDOWN_POST = /^posts\/.*\.(md|markdown)$/i;
/** Where the number goes in the path of a generated file: `{i}`, `{i:04}`, `{}`, `*`. */
const COUNTER_IN_PATH = /\{[a-z]?(?::0?(\d+))?\}|\*/g;
/** In a text only `{i}` and `{n}` count, and not where TeX has a subscript or an argument. */
const COUNTER_IN_TEXT = /(?<!\\[A-Za-z]*|[_^}])\{[in](?::0?(\d+))?\}/g;

/**
 * Expands a case's input.
 *
 * @param {Record<string, unknown>} input
 * @param {boolean} raw whether posts are used byte for byte
 * @returns {Map<string, Buffer>} path to content
 */
export function expandInput(input, raw) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const [path, value] of Object.entries(input)) {
    for (const [name, content] of expandEntry(path, value)) {
      files.set(name, raw || !MARKDOWN_POST.test(name) ? content : withFrontMatter(content));
    }
  }
  return files;
}

/**
 * Writes files below a folder.
 *
 * @param {string} folder
 * @param {Map<string, Buffer>} files
 */
export async function writeFiles(folder, files) {
  for (const [path, content] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

/**
 * @param {string} path
 * @param {any} value
 * @returns {Array<[string, Buffer]>}
 */
function expandEntry(path, value) {
  const generate = value?.generate;
  // A counter in the path, or a folder as path, makes many files; otherwise the text is repeated in one.
  const pattern = /\.[^/.]+$/.test(path) ? path : `${path.replace(/\/$/, '')}/p{i}.md`;
  if (generate && pattern.search(COUNTER_IN_PATH) >= 0) {
    return range(generate.n).map((i) => [
      count(pattern, COUNTER_IN_PATH, i),
      content(countIn(generate.text, i)),
    ]);
  }
  return [[path, content(value)]];
}

/**
 * @param {any} value
 * @returns {Buffer}
 */
function content(value) {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (Array.isArray(value)) return Buffer.concat(value.map(content));
  if (typeof value?.repeat === 'string') return Buffer.from(value.repeat.repeat(value.times), 'utf8');
  if (typeof value?.hex === 'string') return Buffer.from(value.hex.replace(/\s+/g, ''), 'hex');
  if (Array.isArray(value?.png)) return png(value.png[0], value.png[1]);
  if (value?.generate) {
    const { n, text } = value.generate;
    return Buffer.concat(range(n).map((i) => content(countIn(text, i))));
  }
  throw new Error(`unknown kind of input: ${JSON.stringify(value).slice(0, 80)}`);
}

/** @param {number} n */
const range = (n) => Array.from({ length: n }, (_, i) => i + 1);

/**
 * @param {string} text
 * @param {RegExp} counter
 * @param {number} i
 */
const count = (text, counter, i) =>
  text.replace(counter, (_, width) => String(i).padStart(Number(width ?? 0), '0'));

/**
 * @param {any} value
 * @param {number} i
 * @returns {any}
 */
function countIn(value, i) {
  if (typeof value === 'string') return count(value, COUNTER_IN_TEXT, i);
  return Array.isArray(value) ? value.map((part) => countIn(part, i)) : value;
}

/** @param {Buffer} post */
function withFrontMatter(post) {
  const text = post.toString('utf8');
  const hasOne = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n([\s\S]*?\r?\n)?(\1|\.\.\.)[ \t]*(\r?\n|$)/.test(text);
  return hasOne ? post : Buffer.concat([Buffer.from(`---\n${FRONT_MATTER}---\n\n`), post]);
}

/**
 * A valid PNG of one grey.
 *
 * @param {number} width
 * @param {number} height
 */
function png(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits per sample; colour type 0 is grey
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0x80)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, checksum]);
}
