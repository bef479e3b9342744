import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProduct, ROOT } from './product.mjs';
import { serve } from './serve.mjs';
import { SITES } from './sites.mjs';

const FIXTURE = join(ROOT, 'e2e/fixtures/site');

/** Builds the fixture site for the root and for a sub-path, and serves all sites until the run is over. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await Promise.all([build(SITES.root), build(SITES.subPath)]);
  const servers = await Promise.all(
    Object.values(SITES).map(({ dist, base, port }) => serve({ dist, base, mode: 'github-pages' }, port)),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
}

/** One of the posts has a broken header, so the tool complains; the site has to be there all the same. */
async function build({ dist, base }: { dist: string; base: string }): Promise<void> {
  const { bin, app, web } = findProduct();
  const paths = [
    '--posts',
    'posts',
    '--site',
    'site.yaml',
    '--public',
    'public',
    '--app',
    app,
    '--web',
    web,
    '--dist',
    dist,
  ];
  const output = await new Promise<string>((resolve) => {
    execFile(bin, ['build', ...paths, '--base', base], { cwd: FIXTURE }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  if (!existsSync(join(dist, 'index.html'))) throw new Error(`the fixture site was not built:\n${output}`);
}
