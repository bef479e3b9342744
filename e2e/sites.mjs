// @ts-check
/** The sites that the Playwright suite reads, and where they are served. */
import { join } from 'node:path';
import { ROOT } from './product.mjs';

const FIRST_PORT = Number(process.env.STUDYBUDDY_E2E_PORT ?? 4171);

/**
 * @typedef {object} ServedSite
 * @property {string} dist
 * @property {string} base
 * @property {number} port
 */

/**
 * `root` and `subPath` are the fixture site, built for each; `anywhere` is the one built for the root, served
 * elsewhere; `showcase` is what `cargo xtask build` made of the real posts.
 */
export const SITES = {
  root: { dist: join(ROOT, 'target/e2e/root'), base: '/', port: FIRST_PORT },
  subPath: { dist: join(ROOT, 'target/e2e/notes'), base: '/notes/', port: FIRST_PORT + 1 },
  anywhere: { dist: join(ROOT, 'target/e2e/root'), base: '/some/where/else/', port: FIRST_PORT + 2 },
  showcase: { dist: process.env.STUDYBUDDY_DIST ?? join(ROOT, 'dist'), base: '/', port: FIRST_PORT + 3 },
};

/** @param {ServedSite} site */
export const urlOf = ({ base, port }) => `http://127.0.0.1:${port}${base}`;
