// Licences, bans and sources of every dependency, as scripts/deny.toml wants them, without cargo-deny: from Cargo.lock and `cargo metadata`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const strings = (text) => [...text.matchAll(/"([^"]*)"/g)].map((m) => m[1]);

/** The part of deny.toml that is asked here. Only as much TOML is understood as stands in it. */
function rulesOf(toml) {
  const text = toml.replace(/^\s*#.*$/gm, '');
  const list = (section, key) => {
    const body = text.split(new RegExp(`^\\[${section}\\]$`, 'm'))[1]?.split(/^\[[a-z]+\]$/m)[0] ?? '';
    const found = new RegExp(`^${key} = \\[([\\s\\S]*?)\\]`, 'm').exec(body);
    if (!found) throw new Error(`deny.toml: [${section}] has no list ${key}`);
    return found[1];
  };
  const bans = list('bans', 'deny').split('\n').map(strings).filter((parts) => parts.length > 0);
  return {
    targets: strings(list('graph', 'targets')),
    licences: new Set(strings(list('licenses', 'allow'))),
    registries: strings(list('sources', 'allow-registry')).map((address) => `registry+${address}`),
    bans: bans.map(([crate, reason]) => ({ name: crate.split(':')[0], wanted: crate.split(':')[1] ?? '', reason })),
  };
}

/** Whether a version such as 0.37.0 fits `<0.37`, `>=0.38` or nothing. */
function fits(version, wanted) {
  const [, sign, limit] = /^(<|>=|)([\d.]*)$/.exec(wanted) ?? [];
  if (sign === undefined) throw new Error(`deny.toml: "${wanted}" is not understood`);
  if (sign === '') return true;
  const [a, b] = [version, limit].map((v) => v.split('.').map((n) => parseInt(n, 10)));
  const at = [0, 1, 2].find((i) => (a[i] ?? 0) !== (b[i] ?? 0));
  const smaller = at !== undefined && (a[at] ?? 0) < (b[at] ?? 0);
  return sign === '<' ? smaller : !smaller;
}

/** Whether a licence expression is granted by licences of the list: OR needs one side, AND both; older crates write / for OR. */
function granted(expression, licences) {
  const words = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    const word = words[at++];
    if (word === '(') {
      const inside = either();
      at += 1;
      return inside;
    }
    if (words[at] !== 'WITH') return licences.has(word);
    at += 2;
    return licences.has(`${word} WITH ${words[at - 1]}`);
  };
  const both = () => {
    let all = one();
    while (words[at] === 'AND') {
      at += 1;
      all = one() && all;
    }
    return all;
  };
  const either = () => {
    let any = both();
    while (words[at] === 'OR') {
      at += 1;
      any = both() || any;
    }
    return any;
  };
  return words.length > 0 && either() && at === words.length;
}

/** What is wrong, one line each. A package is `{ name, version, source, license }`; one without a source is our own. */
function faults(rules, locked, built) {
  const strange = locked.filter((p) => p.source && !rules.registries.includes(p.source)).map((p) => [p, `comes from ${p.source}`]);
  const banned = locked.flatMap((p) => rules.bans.filter((b) => b.name === p.name && fits(p.version, b.wanted)).map((b) => [p, b.reason]));
  const unlicensed = built.filter((p) => p.source && !granted(p.license ?? '', rules.licences)).map((p) => [p, `licence ${p.license ?? 'unknown'}`]);
  return [...strange, ...banned, ...unlicensed].map(([p, why]) => `${p.name} ${p.version}: ${why}`);
}

/** Every package of Cargo.lock, also those for other machines. */
const lockedIn = (lock) =>
  lock.split('[[package]]').slice(1).map((part) => Object.fromEntries([...part.matchAll(/^(name|version|source) = "(.*)"$/gm)].map((m) => [m[1], m[2]])));

/** The packages that are built for a target, with their licences. */
function builtFor(target) {
  const options = { encoding: 'utf8', maxBuffer: 1 << 28 };
  const { packages, resolve } = JSON.parse(execFileSync('cargo', ['metadata', '--locked', '--format-version', '1', '--filter-platform', target], options));
  const used = new Set(resolve.nodes.map((node) => node.id));
  return packages.filter((p) => used.has(p.id));
}

const rules = rulesOf(read('deny.toml'));

// A check that finds nothing in these would find nothing at all.
const source = rules.registries[0];
const invented = [
  { name: 'stolen', version: '1.0.0', source: 'git+https://example.org/stolen', license: 'MIT' },
  { name: 'sqlx', version: '0.8.6', source, license: 'MIT OR Apache-2.0' },
  { name: 'libsqlite3-sys', version: '0.38.0', source, license: 'MIT' },
  { name: 'copyleft', version: '1.0.0', source, license: '(MIT AND GPL-3.0-only) OR AGPL-3.0-only' },
  { name: 'sound', version: '0.37.1', source, license: 'GPL-2.0-only OR (MIT/Zlib AND ISC)' },
];
const seen = faults(rules, invented, invented).map((line) => line.split(' ')[0]).join();
if (seen !== 'stolen,sqlx,libsqlite3-sys,copyleft') throw new Error(`deny.mjs finds ${seen} in its invented packages`);

const locked = lockedIn(read('../Cargo.lock'));
const found = new Set(rules.targets.flatMap((target) => faults(rules, locked, builtFor(target))));
if (found.size > 0) {
  console.error([...found].join('\n'));
  process.exit(1);
}
console.log(`${locked.length} packages: licences, bans and sources as scripts/deny.toml wants them`);
