import { defineConfig } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from './e2e/browser.mjs';
import type { Options } from './e2e/fixtures/test';
import { SITES, urlOf } from './e2e/sites.mjs';

/** What needs the app: clicks without a reload, focus, the theme, copying. */
const APP = /@app/;
/** Specs that choose their own site, or say nothing more on another host. */
const ONCE = [
  'showcase/**',
  'formulas/**',
  'hosts/**',
  'safety/**',
  'large/**',
  'connections/**',
  'accessibility.spec.ts',
];

/**
 * `cargo xtask test` runs this; `npx playwright test` does too, once the product is built. Traces are off: they make
 * long posts several times slower. `--trace on` records one.
 */
export default defineConfig<Options>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'target/e2e/results',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  // A machine with other work may be late once; what is late twice is a fault. The report names what was.
  retries: 1,
  reporter: 'list',
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS },
  },
  projects: [
    { name: 'root', testIgnore: ONCE, use: { baseURL: urlOf(SITES.root) } },
    { name: 'sub-path', testIgnore: ONCE, use: { baseURL: urlOf(SITES.subPath), hasFallback: false } },
    {
      name: 'no-scripts',
      testIgnore: ONCE,
      grepInvert: APP,
      use: { baseURL: urlOf(SITES.fallback), javaScriptEnabled: false },
    },
    { name: '404-fallback', testIgnore: ONCE, use: { baseURL: urlOf(SITES.fallback) } },
    { name: 'accessibility', testMatch: 'accessibility.spec.ts', use: { baseURL: urlOf(SITES.root) } },
    { name: 'formulas', testMatch: 'formulas/*.spec.ts' },
    { name: 'hosts', testMatch: 'hosts/*.spec.ts' },
    { name: 'safety', testMatch: 'safety/*.spec.ts' },
    { name: 'large', testMatch: 'large/*.spec.ts', use: { baseURL: urlOf(SITES.large) } },
    { name: 'connections', testMatch: 'connections/*.spec.ts', use: { baseURL: urlOf(SITES.connected) } },
    { name: 'showcase', testMatch: 'showcase/*.spec.ts', use: { baseURL: urlOf(SITES.showcase) } },
  ],
});
