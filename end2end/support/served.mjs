// `ogonhojd serve` on a municipality of its own, as it is set up for real: keys, accounts with activation links, passwords and codes.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, pause, program, targetFolder } from './demo.mjs';

const STEP = 30;

/** What an authenticator app shows for a key, in groups or not, so many seconds from now. */
export function codeOf(key, later = 0) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replaceAll(' ', '')].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor((Date.now() / 1000 + later) / STEP)));
  const mac = createHmac('sha1', secret).update(step).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Six digits that it shows neither now nor next to now. */
export function wrongCodeOf(key) {
  const near = [-STEP, 0, STEP].map((later) => codeOf(key, later));
  return ['111111', '222222', '333333', '444444'].find((code) => !near.includes(code));
}

// What puts a program's clock ahead. The program is started by itself and not through `faketime`, which does not pass on that it is to stop.
function clockAhead(minutes) {
  if (minutes === 0) return {};
  const { stdout } = spawnSync('faketime', ['-f', '+1m', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  return { LD_PRELOAD: stdout.trim(), FAKETIME: `+${minutes}m` };
}

/**
 * @param {{ filled?: boolean, env?: Record<string, string> }} [how] `filled` makes a municipality with units and cases first; `env` is
 * added to the server's environment.
 * @returns {Promise<{url: string, add: (...args: string[]) => string, user: (...args: string[]) => string, later: (minutes: number) => Promise<void>,
 * log: () => string, stop: () => Promise<void>}>} `add` makes an account and gives its activation link, `user` runs another command about
 * accounts, `later` starts the server again on a clock that is so many minutes ahead, `log` is what the server has written, `stop` ends it
 * and throws if its log has a panic.
 */
export async function served({ filled = false, env: more = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ogonhojd-served-'));
  const logFile = join(folder, 'server.log');
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const env = {
    OGONHOJD_ASSETS: join(targetFolder, 'site'),
    ...process.env,
    OGONHOJD_DATABASE: `sqlite:${join(folder, 'town.db')}`,
    OGONHOJD_PUBLIC_ORIGIN: url,
    ...more,
  };
  const command = (...args) => {
    const done = spawnSync(program, args, { env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  let child;
  let ended;
  const run = async (minutes) => {
    const output = openSync(logFile, 'a');
    child = spawn(program, ['serve', '--listen', address], { env: { ...env, ...clockAhead(minutes) }, stdio: ['ignore', output, output] });
    closeSync(output);
    ended = new Promise((resolve) => child.once('exit', resolve));
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      if (answer?.status === 200) return;
      await pause(100);
    }
    throw new Error(`serve did not become ready:\n${readFileSync(logFile, 'utf8')}`);
  };
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  command('migrate');
  if (filled) command('simulate', '--size', 'small');
  await run(0);
  return {
    url,
    add: (...args) => /\S+\/aktivera\/\S+/.exec(command('user', 'add', ...args))[0],
    user: (...args) => command('user', ...args),
    later: async (minutes) => {
      await end();
      await run(minutes);
    },
    log: () => readFileSync(logFile, 'utf8'),
    stop: async () => {
      await end();
      const log = readFileSync(logFile, 'utf8');
      rmSync(folder, { recursive: true, force: true });
      if (log.includes('panicked at')) throw new Error(`the server panicked:\n${log}`);
    },
  };
}
