// Load on a running demo, with Node's own http client over kept-alive connections.
//
//   load.mjs find --url URL
//     Signs in as the demo's people until it finds a case list, a step page and a letter; prints their addresses as JSON.
//   load.mjs get --url URL --account ID --path PATH [--out FILE]
//     Fetches one page ten times and prints status, bytes and milliseconds as JSON.
//   load.mjs run --url URL --paths P[,P…] [--origin URL] [--account ID] [--clients 50] [--seconds 60] [--encoding br]
//                [--pid N] [--log FILE] [--label TEXT] [--json FILE]
//     A closed loop: each client signs in (at --origin, otherwise at --url), then asks for the paths in turn, the next as soon
//     as the last is answered. Exits with 1 after any status but 200, a broken connection, or a panic in the log.
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { parseArgs } from 'node:util';

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    origin: { type: 'string' },
    account: { type: 'string' },
    path: { type: 'string' },
    paths: { type: 'string' },
    out: { type: 'string' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    encoding: { type: 'string' },
    pid: { type: 'string' },
    log: { type: 'string' },
    label: { type: 'string', default: '' },
    json: { type: 'string' },
  },
});

const TICKS_PER_SECOND = 100;
const REQUEST_MS = 30_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });

function request(base, path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = http.request(new URL(path, base), { method, headers, agent, timeout: REQUEST_MS }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${REQUEST_MS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

async function peopleOf(base) {
  const { body } = await request(base, '/logga-in');
  const people = [...body.toString().matchAll(/name="account" value="([^"]+)"/g)].map((match) => match[1]);
  if (people.length === 0) throw new Error(`${base}/logga-in offers nobody: is it the demo?`);
  return people;
}

async function signIn(base, account) {
  const answer = await request(base, '/logga-in/demo', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ account }).toString(),
  });
  const cookie = (answer.headers['set-cookie'] ?? []).find((line) => line.startsWith('ogonhojd='));
  if (answer.status !== 303 || !cookie) throw new Error(`signing in was answered with ${answer.status}`);
  return cookie.split(';')[0];
}

const linksIn = (body, pattern) => [...new Set([...body.toString().matchAll(pattern)].map((match) => match[1]))];

// The fullest weighing page among the drafts that the start page names.
async function fullestStep(base, cookie, ids) {
  let best;
  for (const id of ids) {
    const path = `/bedomning/${id}/avvagning`;
    const overview = await request(base, `/bedomning/${id}`, { headers: { cookie } });
    if (!overview.body.includes(`href="${path}"`)) continue;
    const page = await request(base, path, { headers: { cookie } });
    if (page.status === 200 && page.body.length > (best?.bytes ?? 0)) best = { path, id, bytes: page.body.length };
  }
  return best;
}

async function letterOf(base, cookie, ids) {
  for (const id of ids) {
    const answers = await request(base, `/bedomning/${id}/svar`, { headers: { cookie } });
    for (const page of linksIn(answers.body, /href="(\/bedomning\/[^"/]+\/brev\/[^"/]+)"/g)) {
      const path = `${page}/brev.pdf`;
      if ((await request(base, path, { headers: { cookie } })).status === 200) return path;
    }
  }
  return undefined;
}

async function find(base) {
  const found = {};
  for (const account of await peopleOf(base)) {
    const cookie = await signIn(base, account);
    const start = await request(base, '/', { headers: { cookie } });
    const drafts = linksIn(start.body, /href="\/bedomning\/([^"/]+)"/g);
    const named = linksIn(start.body, /href="\/bedomning\/([^"/]+)/g);
    if (!found.step) {
      const list = await request(base, '/arenden?alla=1', { headers: { cookie } });
      const step = list.status === 200 ? await fullestStep(base, cookie, drafts) : undefined;
      if (step) Object.assign(found, { account, list: '/arenden?alla=1', step: step.path, assessment: step.id });
    }
    if (!found.letter) {
      const letter = await letterOf(base, cookie, named);
      if (letter) Object.assign(found, { letter, letterAccount: account });
    }
    if (found.step && found.letter) return found;
  }
  throw new Error(`found only ${JSON.stringify(found)} in the demo`);
}

async function getTenTimes(base, account, path, out) {
  const cookie = await signIn(base, account);
  const times = [];
  let answer;
  for (let n = 0; n < 10; n += 1) {
    const began = performance.now();
    answer = await request(base, path, { headers: { cookie } });
    times.push(performance.now() - began);
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
  }
  if (out) writeFileSync(out, answer.body);
  const later = times.slice(1).sort((a, b) => a - b);
  return { status: answer.status, bytes: answer.body.length, medianMs: later[4] };
}

const cpuSeconds = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

function summary(times, seconds) {
  const sorted = Float64Array.from(times).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { requests: sorted.length, perSecond: sorted.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

async function run(base) {
  const paths = options.paths.split(',');
  const origin = options.origin ?? base;
  const account = options.account ?? (await find(origin)).account;
  const clients = Number(options.clients);
  const cookies = [];
  for (let n = 0; n < clients; n += 1) cookies.push(await signIn(origin, account));

  const times = new Map(paths.map((path) => [path, []]));
  const errors = new Map();
  const failed = (why) => errors.set(why, (errors.get(why) ?? 0) + 1);
  const cpuBefore = options.pid ? cpuSeconds(options.pid) : 0;
  const ownBefore = process.cpuUsage();
  const began = performance.now();
  const until = began + Number(options.seconds) * 1000;

  await Promise.all(cookies.map(async (cookie, client) => {
    const headers = { cookie, ...(options.encoding ? { 'accept-encoding': options.encoding } : {}) };
    for (let turn = client; performance.now() < until; turn += 1) {
      const path = paths[turn % paths.length];
      const asked = performance.now();
      try {
        const { status, body } = await request(base, path, { headers });
        if (status === 200 && body.length > 0) times.get(path).push(performance.now() - asked);
        else failed(`${path}: status ${status}, ${body.length} bytes`);
      } catch (error) {
        failed(`${path}: ${error.code ?? error.message}`);
      }
    }
  }));

  const seconds = (performance.now() - began) / 1000;
  const own = process.cpuUsage(ownBefore);
  const all = summary([...times.values()].flat(), seconds);
  const log = options.log ? readFileSync(options.log, 'utf8') : '';
  return {
    label: options.label,
    clients,
    seconds,
    all,
    pages: Object.fromEntries([...times].map(([path, list]) => [path, summary(list, seconds)])),
    errors: Object.fromEntries(errors),
    errorCount: [...errors.values()].reduce((sum, n) => sum + n, 0),
    panics: options.log ? log.split('\n').filter((line) => line.includes('panicked at')).length : null,
    serverCpuMs: options.pid ? ((cpuSeconds(options.pid) - cpuBefore) * 1000) / all.requests : null,
    ownCpuShare: (own.user + own.system) / 1e6 / seconds,
  };
}

function print(result) {
  const line = (what, s) =>
    console.log(
      `${what}: ${s.perSecond.toFixed(1)} requests/s, p50 ${s.p50.toFixed(1)} ms, p95 ${s.p95.toFixed(1)} ms, ` +
        `p99 ${s.p99.toFixed(1)} ms, longest ${s.max.toFixed(1)} ms (${s.requests} requests)`,
    );
  const name = result.label || 'load';
  line(`${name}, ${result.clients} clients, ${result.seconds.toFixed(1)} s`, result.all);
  const pages = Object.entries(result.pages);
  if (pages.length > 1) for (const [path, s] of pages) line(`    ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '…')}`, s);
  const cpu = result.serverCpuMs === null ? '' : `server CPU ${result.serverCpuMs.toFixed(2)} ms a request, `;
  console.log(`    ${cpu}this client ${(result.ownCpuShare * 100).toFixed(0)} % of a core`);
  console.log(`    errors ${result.errorCount}${result.panics === null ? '' : `, panics ${result.panics}`}`);
  for (const [why, n] of Object.entries(result.errors)) console.log(`    ${n} × ${why}`);
}

const commands = {
  find: async () => console.log(JSON.stringify(await find(options.url))),
  get: async () => console.log(JSON.stringify(await getTenTimes(options.url, options.account, options.path, options.out))),
  run: async () => {
    const result = await run(options.url);
    print(result);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(result)}\n`);
    if (result.errorCount > 0 || result.panics > 0 || result.all.requests === 0) process.exitCode = 1;
  },
};

const command = commands[positionals[0]];
if (!command || !options.url) {
  console.error('usage: load.mjs find|get|run --url URL …');
  process.exit(1);
}
try {
  await command();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
agent.destroy();
