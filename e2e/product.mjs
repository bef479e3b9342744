// @ts-check
/** Where the built parts of the product are: named by the environment, or at their usual places. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @returns {import('./cases/site.mjs').Product}
 */
export function findProduct() {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
  // `cargo xtask build` keeps its copy in `cli`; cargo itself uses the profile's folder.
  const binaries = ['cli', 'release', 'debug'].map((folder) => join(target, folder, 'studybuddy'));
  const product = {
    bin: resolve(process.env.STUDYBUDDY_BIN ?? binaries.find(existsSync) ?? binaries[0]),
    app: resolve(process.env.STUDYBUDDY_APP ?? join(ROOT, 'target', 'app')),
    web: resolve(process.env.STUDYBUDDY_WEB ?? join(ROOT, 'target', 'web')),
  };
  for (const [part, path] of Object.entries(product)) {
    if (!existsSync(path)) {
      throw new Error(
        `${path} is missing; make it with \`cargo xtask build\`, or set STUDYBUDDY_${part.toUpperCase()}`,
      );
    }
  }
  return product;
}

/**
 * Builds a site with the tool. Posts of tests have faults, of which the tool complains; the page has to be there all the same.
 *
 * @param {string} folder where `public` and the posts are
 * @param {string} dist
 * @param {string[]} options beside those for the parts
 * @param {string} [page] that has to be there
 */
export async function buildSite(folder, dist, options, page = 'index.html') {
  const { bin, app, web } = findProduct();
  const paths = ['--public', 'public', '--app', app, '--web', web, '--dist', dist];
  const output = await new Promise((resolve) => {
    const limits = { cwd: folder, maxBuffer: 1 << 28 };
    execFile(bin, ['build', ...paths, ...options], limits, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  if (!existsSync(join(dist, page))) throw new Error(`the site was not built:\n${output}`);
}
