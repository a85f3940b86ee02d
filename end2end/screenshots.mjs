// Screenshots of named pages at 1280 and 320 px into docs/screenshots, as the README and the reviews show them:
//   node end2end/screenshots.mjs [NAME…]     all pages, or only those named
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { signInAs } from './support/people.mjs';

const FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const WIDTHS = [1280, 320];

// name: the file's; who: the role that looks at it, nobody before sign-in; open: how that person gets there.
const PAGES = [
  { name: 'sign-in', who: null, open: (page) => page.goto('/logga-in') },
  { name: 'start', who: 'worker', open: (page) => page.goto('/') },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PAGES.some((page) => page.name === name));
if (unknown.length > 0) {
  console.error(`no page is called ${unknown.join(', ')}; there are: ${PAGES.map((page) => page.name).join(', ')}`);
  process.exit(2);
}

const demo = await startDemo();
const browser = await chromium.launch(CHROMIUM.launch);
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, who, open } of PAGES.filter((page) => wanted.length === 0 || wanted.includes(page.name))) {
    const context = await browser.newContext({ ...CHROMIUM.context, baseURL: demo.url });
    const page = await context.newPage();
    if (who) await signInAs(page, who);
    const answer = await open(page);
    if (answer && !answer.ok()) throw new Error(`${name}: the server answered ${answer.status()}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const path = join(FOLDER, `${name}-${width}.png`);
      await page.screenshot({ path, fullPage: true });
      console.log(path);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
