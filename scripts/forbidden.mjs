// What must not stand in the sources, and why. Comment lines may name it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const RULES = [
  {
    what: 'an element whose text Leptos does not escape: use TextArea and PageTitle',
    in: /^(app|server|documents)\/src\/.*\.rs$/,
    except: ['app/src/ui/text_area.rs', 'app/src/ui/page_title.rs'],
    pattern: /<(textarea|Title|noscript)\b|\b(textarea|noscript)\(\)|\bhtml::(textarea|noscript)\b|\bleptos_meta\b/,
  },
  { what: 'the time comes from the injected clock', in: /\.rs$/, except: ['server/src/clock.rs'], pattern: /\b(Utc|Local|SystemTime)::now\b/ },
  { what: 'unfinished code', in: /\.rs$/, except: [], pattern: /\b(todo|unimplemented|dbg)!/ },
  { what: 'a skipped Rust test', in: /\.rs$/, except: [], pattern: /#\[(cfg_attr\(.*)?ignore\b/ },
  {
    what: 'a skipped or singled-out browser test',
    in: /^end2end\/.*\.mjs$/,
    except: [],
    pattern: /\b(test|it|describe)(\.describe)?\.(skip|fixme|only|fail)\b/,
  },
  { what: 'a placeholder', in: /\.(rs|mjs|css|toml|sql|md|html|sh)$/, except: [], pattern: /coming soon|\blorem\b|kommer snart/i },
  { what: 'an unfinished note', in: /\.(rs|mjs|css|toml|sql|sh)$/, except: [], pattern: /\b(TODO|FIXME)\b/, inComments: true },
];

const COMMENT = /^\s*(\/\/|#(?![[!])|--|\*|<!--)/;

// Tracked files and new ones, but not what .gitignore leaves out.
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\0')
  .filter((name) => name && name !== 'scripts/forbidden.mjs');

const found = [];
for (const file of files) {
  const rules = RULES.filter((rule) => rule.in.test(file) && !rule.except.includes(file));
  if (rules.length === 0) continue;
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // Deleted in the work tree, still in the index.
    if (error.code === 'ENOENT') continue;
    throw error;
  }
  text.split('\n').forEach((line, index) => {
    for (const rule of rules) {
      if (COMMENT.test(line) && !rule.inComments) continue;
      if (rule.pattern.test(line)) found.push(`${file}:${index + 1}: ${rule.what}\n    ${line.trim()}`);
    }
  });
}

if (found.length > 0) {
  console.error(found.join('\n'));
  process.exit(1);
}
