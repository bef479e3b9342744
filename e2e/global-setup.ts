import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSite, ROOT } from './product.mjs';
import { serve } from './serve.mjs';
import { ANYWHERE, SITES } from './sites.mjs';

const FIXTURE = join(ROOT, 'e2e/fixtures/site');

/** Builds the fixture site for each kind of host, and serves all sites until the run is over. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { root, subPath, large, connected } = SITES;
  await Promise.all([
    build(root.dist, ['--site', 'site.yaml', '--base', root.base]),
    build(subPath.dist, ['--site', 'site.yaml', '--base', subPath.base]),
    build(ANYWHERE, ['--site', 'published.yaml']),
    build(connected.dist, ['--site', '../connected/site.yaml'], '../connected/posts'),
    manyPosts().then((posts) => build(large.dist, ['--site', 'site.yaml'], posts)),
  ]);
  const servers = await Promise.all(
    Object.values(SITES).map(({ dist, base, port, mode }) => serve({ dist, base, mode }, port)),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
}

/** What sets some of the many posts apart: three are a series, and two are about the same. */
const SPECIAL: Record<number, { header?: string; text?: string }> = {
  30: { text: 'A quokka smiles at its keeper. Quokkas live on islands.' },
  60: { header: 'series: Three of Many\ndescription: The first of three.' },
  61: { header: 'series: Three of Many' },
  62: { header: 'series: Three of Many' },
  90: { text: 'No quokka smiles at night. Quokkas sleep on their islands.' },
};

/** A folder of 120 short posts, each with a link to the one before. */
async function manyPosts(): Promise<string> {
  const folder = join(ROOT, 'target/e2e/many-posts');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const name = (number: number): string => `post-${String(number).padStart(3, '0')}`;
  for (let number = 1; number <= 120; number += 1) {
    const day = new Date(Date.UTC(2020, 0, number)).toISOString().slice(0, 10);
    const tag = number % 2 === 0 ? 'even' : 'odd';
    const { header = '', text = '' } = SPECIAL[number] ?? {};
    await writeFile(
      join(folder, `${name(number)}.md`),
      `---\ntitle: Post ${number}\ndate: ${day}\ntags: [${tag}]\n${header}\n---\n\n` +
        `After [the one before](${name(number - 1)}.md). ${text}\n`,
    );
  }
  return folder;
}

async function build(dist: string, options: string[], posts = 'posts'): Promise<void> {
  await buildSite(FIXTURE, dist, [
    '--posts',
    posts,
    '--cache',
    join(ROOT, 'target/e2e/rendered'),
    ...options,
  ]);
}
