// @ts-check
/** Where the built parts of the product are: named by the environment, or at their usual places. */
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
