import { defineConfig } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from './e2e/browser.mjs';
import { SITES, urlOf } from './e2e/sites.mjs';

const SHOWCASE = 'showcase/**';
const WITHOUT_SCRIPTS = 'without-scripts/**';
/** Says nothing more under another path, and takes its time. */
const ACCESSIBILITY = 'accessibility.spec.ts';

/**
 * `cargo xtask test` runs this; `npx playwright test` does too, once the product is built. Traces are off: they make
 * long posts several times slower. `--trace on` records one.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'target/e2e/results',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  reporter: 'list',
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS },
  },
  projects: [
    { name: 'root', testIgnore: [SHOWCASE, WITHOUT_SCRIPTS], use: { baseURL: urlOf(SITES.root) } },
    {
      name: 'sub-path',
      testIgnore: [SHOWCASE, WITHOUT_SCRIPTS, ACCESSIBILITY],
      use: { baseURL: urlOf(SITES.subPath) },
    },
    {
      name: 'no-scripts',
      testMatch: WITHOUT_SCRIPTS,
      use: { baseURL: urlOf(SITES.subPath), javaScriptEnabled: false },
    },
    { name: 'showcase', testMatch: SHOWCASE, use: { baseURL: urlOf(SITES.showcase) } },
  ],
});
