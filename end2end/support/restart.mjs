// A demo on a database of its own that is killed and served again: with the same files or with others, by an instance that makes no
// exports or by one that does.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, pause, program, targetFolder } from './demo.mjs';

/**
 * @returns {Promise<{url: string, folder: string, kill: () => Promise<void>, start: (...flags: string[]) => Promise<void>,
 * restart: (...flags: string[]) => Promise<void>, remove: () => void}>} `kill` ends what runs without a warning, `start` serves the same
 * database at the same address with these flags, `restart` does both, `remove` ends it and throws if a log has a panic. Files may be laid
 * in `folder`, which goes with it.
 */
export async function killable() {
  const folder = mkdtempSync(join(tmpdir(), 'ogonhojd-restart-'));
  const logFile = join(folder, 'server.log');
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const database = `sqlite:${join(folder, 'town.db')}`;
  const env = { OGONHOJD_ASSETS: join(targetFolder, 'site'), ...process.env, TMPDIR: folder };
  let child;
  const run = async (args) => {
    const output = openSync(logFile, 'a');
    child = spawn(program, args, { env, stdio: ['ignore', output, output] });
    closeSync(output);
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      if (answer?.status === 200) return;
      await pause(100);
    }
    throw new Error(`${args[0]} did not become ready:\n${readFileSync(logFile, 'utf8')}`);
  };
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  await run(['demo', '--listen', address, '--database', database]);
  // The demo keeps its keys in its own folder, which outlives a kill.
  const own = readdirSync(folder).find((name) => name.startsWith('ogonhojd-demo.'));
  const keys = join(folder, own, 'keys');
  const start = (...flags) => run(['serve', '--listen', address, '--database', database, '--keys', keys, ...flags]);
  return {
    url,
    folder,
    kill,
    start,
    restart: async (...flags) => {
      await kill();
      await start(...flags);
    },
    remove: () => {
      child.kill('SIGKILL');
      const log = readFileSync(logFile, 'utf8');
      rmSync(folder, { recursive: true, force: true });
      if (log.includes('panicked at')) throw new Error(`the server panicked:\n${log}`);
    },
  };
}
