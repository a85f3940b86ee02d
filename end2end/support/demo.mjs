// One `ogonhojd demo` in a temporary folder on a free port, and what it wrote to its log.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;

export const targetFolder = process.env.CARGO_TARGET_DIR || join(homedir(), '.cache', 'ogonhojd', 'target');
export const program = process.env.OGONHOJD_BIN || join(targetFolder, 'debug', 'ogonhojd');

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts the demo and waits until `/readyz` answers 200.
 * @returns {Promise<{url: string, log: () => string, stop: () => Promise<void>}>} `stop` ends the demo and throws if its
 * log has a panic, if it did not end by itself after SIGTERM, or if it ended with another code than 0.
 */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'ogonhojd-end2end-'));
  const logFile = join(folder, 'server.log');
  const output = openSync(logFile, 'a');
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, ['demo', '--listen', address], {
    env: { OGONHOJD_ASSETS: join(targetFolder, 'site'), ...process.env, TMPDIR: folder },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ reason: error.message }));
    child.once('exit', (code, signal) => resolve({ code, reason: `code ${code}, signal ${signal}` }));
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);

  const log = () => readFileSync(logFile, 'utf8');
  const lastLines = () => log().trimEnd().split('\n').slice(-20).join('\n');
  const remove = () => {
    process.off('exit', killWithUs);
    rmSync(folder, { recursive: true, force: true });
  };

  const url = `http://${address}`;
  const ready = async () => {
    for (;;) {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      if (answer?.status === 200) return 'ready';
      await pause(100);
    }
  };
  const first = await Promise.race([ready(), ended, pause(READY_WITHIN_MS)]);
  if (first !== 'ready') {
    child.kill('SIGKILL');
    const message = `${program} demo did not become ready (${first?.reason ?? 'time is up'}):\n${lastLines()}`;
    remove();
    throw new Error(message);
  }

  const stop = async () => {
    child.kill('SIGTERM');
    const end = await Promise.race([ended, pause(STOPPED_WITHIN_MS)]);
    if (!end) {
      child.kill('SIGKILL');
      await ended;
    }
    const text = log();
    const tail = lastLines();
    remove();
    const panics = text.split('\n').filter((line) => line.includes('panicked at'));
    if (panics.length > 0) throw new Error(`the server panicked ${panics.length} times:\n${panics.join('\n')}`);
    if (!end) throw new Error(`the server did not stop within ${STOPPED_WITHIN_MS / 1000} s of SIGTERM:\n${tail}`);
    if (end.code !== 0) throw new Error(`the server ended with ${end.reason} instead of code 0:\n${tail}`);
  };

  return { url, log, stop };
}
