// A demo on a database of its own that is killed and served again: by an instance that makes no exports, and by one that does.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, pause, program, targetFolder } from './demo.mjs';

/**
 * @returns {Promise<{url: string, restart: (...flags: string[]) => Promise<void>, remove: () => void}>} `restart` kills what runs, without
 * a warning, and serves the same database at the same address with these flags.
 */
export async function killable() {
  const folder = mkdtempSync(join(tmpdir(), 'ogonhojd-restart-'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const database = `sqlite:${join(folder, 'town.db')}`;
  const env = { OGONHOJD_ASSETS: join(targetFolder, 'site'), ...process.env, TMPDIR: folder };
  let child;
  const run = async (args) => {
    child = spawn(program, args, { env, stdio: 'ignore' });
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      if (answer?.status === 200) return;
      await pause(100);
    }
    throw new Error(`${args[0]} did not become ready`);
  };
  const kill = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  await run(['demo', '--listen', address, '--database', database]);
  // The demo keeps its keys in its own folder, which outlives a kill.
  const own = readdirSync(folder).find((name) => name.startsWith('ogonhojd-demo.'));
  const keys = join(folder, own, 'keys');
  return {
    url,
    restart: async (...flags) => {
      await kill();
      await run(['serve', '--listen', address, '--database', database, '--keys', keys, ...flags]);
    },
    remove: () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
