// The last steps of build-site.sh, which need more than a shell:
//   node site.mjs pack BINDGEN_FOLDER STYLE_FOLDER SITE_FOLDER   names by content, compresses, writes the manifest
//   node site.mjs names WASM                                     fails if the module contains regex code
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, parse } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// Formats that are compressed already; a second time only costs.
const COMPRESSED = new Set(['.avif', '.gif', '.jpg', '.jpeg', '.png', '.webp', '.woff2']);

const hashOf = (...parts) => {
  const hash = createHash('sha256');
  // The length stands between the parts, so that moving a byte from one to the next changes the hash.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 16);
};

const filesBelow = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((name) => statSync(join(folder, name)).isFile())
        .sort()
    : [];

// style/order.txt names every style sheet in order; without it tokens.css comes first, then the rest by name.
function styleSheets(folder) {
  const present = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.css')).sort() : [];
  const list = join(folder, 'order.txt');
  if (!existsSync(list)) return present.sort((a, b) => (b === 'tokens.css') - (a === 'tokens.css'));
  const ordered = readFileSync(list, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
  const different = [...present.filter((name) => !ordered.includes(name)), ...ordered.filter((name) => !present.includes(name))];
  if (different.length > 0) throw new Error(`style/order.txt and style/*.css differ: ${different.join(', ')}`);
  return ordered;
}

function write(folder, name, content) {
  const path = join(folder, name);
  mkdirSync(parse(path).dir, { recursive: true });
  writeFileSync(path, content);
  if (COMPRESSED.has(extname(name))) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

function replaceOnce(text, from, to) {
  if (!text.includes(from)) throw new Error(`wasm-bindgen's script does not contain ${from}: its output has changed`);
  return text.replaceAll(from, to);
}

function pack(bindgen, style, site) {
  const pkg = join(site, 'pkg');
  const manifest = [];

  const assetFolder = join(style, 'assets');
  const assets = filesBelow(assetFolder).map((name) => {
    const content = readFileSync(join(assetFolder, name));
    const { dir, name: stem, ext } = parse(name);
    return { name, hashed: join(dir, `${stem}-${hashOf(content)}${ext}`), content };
  });

  let css = styleSheets(style).map((name) => readFileSync(join(style, name), 'utf8')).join('\n');
  for (const { name, hashed } of assets) {
    for (const quote of ['"', "'", '']) {
      css = css.replaceAll(`url(${quote}assets/${name}${quote})`, `url(${quote}${hashed}${quote})`);
    }
  }
  const unknown = css.match(/url\(["']?assets\/[^)]*\)/);
  if (unknown) throw new Error(`the style sheets name a file that style/assets does not have: ${unknown[0]}`);

  let script = readFileSync(join(bindgen, 'ogonhojd.js'), 'utf8');
  const wasm = readFileSync(join(bindgen, 'ogonhojd_bg.wasm'));
  const snippetFolder = join(bindgen, 'snippets');
  const snippets = filesBelow(snippetFolder).map((name) => ({ name, content: readFileSync(join(snippetFolder, name)) }));

  const hash = hashOf(script, wasm, css, ...snippets.flatMap(({ name, content }) => [name, content]));
  script = replaceOnce(script, 'ogonhojd_bg.wasm', `ogonhojd-${hash}_bg.wasm`);
  if (snippets.length > 0) script = replaceOnce(script, './snippets/', `./snippets-${hash}/`);

  const files = { js: `ogonhojd-${hash}.js`, wasm: `ogonhojd-${hash}_bg.wasm`, css: `ogonhojd-${hash}.css` };
  write(pkg, files.js, Buffer.from(script));
  write(pkg, files.wasm, wasm);
  write(pkg, files.css, Buffer.from(css));
  for (const [kind, name] of Object.entries(files)) manifest.push(`${kind} ${name}`);
  for (const { name, content } of snippets) write(pkg, join(`snippets-${hash}`, name), content);
  for (const { name, hashed, content } of assets) {
    write(pkg, hashed, content);
    manifest.push(`asset ${name} ${hashed}`);
  }
  writeFileSync(join(site, 'manifest.txt'), `${manifest.join('\n')}\n`);

  const kilobytes = (name) => Math.round(statSync(join(pkg, `${name}.br`)).size / 1024);
  console.log(`    script ${kilobytes(files.js)} KB, wasm ${kilobytes(files.wasm)} KB, style ${kilobytes(files.css)} KB (brotli)`);
}

// The names of a module's functions, or null where it has no name section.
function functionNames(bytes) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString('utf8', at - length, at);
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const size = number();
    const end = at + size;
    if (section === 0 && text() === 'name') {
      while (at < end) {
        const kind = bytes[at++];
        const subsectionEnd = number() + at;
        if (kind === 1) {
          const names = [];
          for (let left = number(); left > 0; left -= 1) {
            number();
            names.push(text());
          }
          return names;
        }
        at = subsectionEnd;
      }
    }
    at = end;
  }
  return null;
}

function checkNames(path) {
  const names = functionNames(readFileSync(path));
  // Without names nothing can be found, and a check that finds nothing would pass for ever.
  if (names === null || names.length === 0) throw new Error(`${path} has no function names: the check is blind`);
  const found = names.filter((name) => /regex_(automata|syntax|lite)|fancy_regex|regex::/.test(name));
  if (found.length > 0) {
    throw new Error(`the wasm contains regex code (${found.length} functions), for example:\n  ${found.slice(0, 5).join('\n  ')}`);
  }
  console.log(`no regex code among the ${names.length} functions of the wasm`);
}

const [command, ...paths] = process.argv.slice(2);
try {
  if (command === 'pack' && paths.length === 3) pack(...paths);
  else if (command === 'names' && paths.length === 1) checkNames(...paths);
  else throw new Error('usage: site.mjs pack BINDGEN_FOLDER STYLE_FOLDER SITE_FOLDER | names WASM');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
