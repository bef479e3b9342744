/** Programs that serve a folder, as owners run them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../product.mjs';
import { serve } from '../serve.mjs';

/** Who serves: two real programs, and our imitations of hosts with a page for unknown addresses. */
export type Kind = 'nginx' | 'python' | 'spa-200' | 'github-pages';

export interface Host {
  /** The address of the site's root. */
  url: string;
  close: () => Promise<void>;
}

/** Serves `dist` under `base`, which has slashes at its ends. */
export async function start(kind: Kind, dist: string, base: string): Promise<Host> {
  if (kind === 'spa-200' || kind === 'github-pages') {
    const { origin, close } = await serve({ dist, base, mode: kind });
    return { url: origin + base, close };
  }
  const folder = await mkdtemp(join(tmpdir(), 'studybuddy-host-'));
  const root = join(folder, 'www');
  const site = join(root, base);
  await mkdir(dirname(site.replace(/\/$/, '')), { recursive: true });
  await symlink(dist, site.replace(/\/$/, ''));
  const port = await freePort();
  const server = kind === 'nginx' ? await startNginx(folder, root, base, port) : startPython(root, port);
  const url = `http://127.0.0.1:${port}${base}`;
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill()) await ended;
    await rm(folder, { recursive: true });
  };
  try {
    await answers(url, server);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

const SNIPPET = join(ROOT, 'docs/hosting/nginx.conf');

/** nginx with the file that we give to owners. */
async function startNginx(folder: string, root: string, base: string, port: number): Promise<ChildProcess> {
  const snippet = await readFile(SNIPPET, 'utf8');
  await writeFile(join(folder, 'studybuddy.conf'), snippet.replace(' /404.html;', ` ${base}404.html;`));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((what) => `${what}_temp_path ${folder}/${what};`)
    .join(' ');
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr crit; events {}
     http { access_log off; ${temporary}
       server { listen 127.0.0.1:${port}; root ${root}; include ${folder}/studybuddy.conf; } }`,
  );
  const program = process.env.NGINX ?? '/usr/sbin/nginx';
  return spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function startPython(root: string, port: number): ChildProcess {
  const options = ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', root];
  return spawn('python3', options, { stdio: 'ignore' });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** Waits until the server answers. */
async function answers(url: string, server: ChildProcess): Promise<void> {
  let failure = '';
  server.once('error', (error) => (failure = error.message));
  server.once('exit', (code) => (failure ||= `it ended with ${code}`));
  for (let tries = 0; tries < 100 && failure === ''; tries += 1) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${server.spawnfile} does not serve: ${failure || 'no answer'}`);
}
