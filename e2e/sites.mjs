// @ts-check
/** The sites that the Playwright suite reads, and where and how they are served. */
import { join } from 'node:path';
import { ROOT } from './product.mjs';

const FIRST_PORT = Number(process.env.STUDYBUDDY_E2E_PORT ?? 4171);

/**
 * @typedef {object} ServedSite
 * @property {string} dist
 * @property {string} base
 * @property {number} port
 * @property {import('./serve.mjs').Manner['mode']} mode what the host answers to an address that is not there
 */

/** @param {string} path */
const built = (path) => join(ROOT, 'target/e2e', path);

/**
 * The fixture site is built for the root and for a path, and read from hosts of each manner; `showcase` is what
 * `cargo xtask build` made of the real posts.
 *
 * @satisfies {Record<string, ServedSite>}
 */
export const SITES = {
  /** `index.html` for every unknown address, with status 200. */
  root: { dist: built('root'), base: '/', port: FIRST_PORT, mode: 'spa-200' },
  /** Nothing of ours for unknown addresses, as a bare file server. */
  subPath: { dist: built('notes'), base: '/notes/', port: FIRST_PORT + 1, mode: 'plain' },
  /** `404.html` with status 404, as GitHub Pages. */
  fallback: { dist: built('notes'), base: '/notes/', port: FIRST_PORT + 2, mode: 'github-pages' },
  showcase: {
    dist: process.env.STUDYBUDDY_DIST ?? join(ROOT, 'dist'),
    base: '/',
    port: FIRST_PORT + 3,
    mode: 'github-pages',
  },
  /** More posts than one manifest holds. */
  large: { dist: built('large'), base: '/', port: FIRST_PORT + 4, mode: 'github-pages' },
  /** Posts in a series, that link to each other, and about the same. */
  connected: { dist: built('connected'), base: '/notes/', port: FIRST_PORT + 5, mode: 'github-pages' },
};

/** The fixture site with the address where it will be, built once for all of `hosts/`. */
export const ANYWHERE = built('anywhere');

/** @param {Pick<ServedSite, 'base' | 'port'>} site */
export const urlOf = ({ base, port }) => `http://127.0.0.1:${port}${base}`;
