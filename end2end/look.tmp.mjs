import { chromium } from 'playwright-core';
import { startDemo } from './support/demo.mjs';
const demo = await startDemo();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const who = process.argv[2]; const paths = process.argv.slice(3);
const ctx = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await ctx.newPage();
await page.goto(demo.url + '/');
await page.getByRole('button', { name: new RegExp(who) }).first().click();
let n = 0;
for (const p of paths) {
  if (p.startsWith('link:')) await page.getByRole('link', { name: new RegExp(p.slice(5)) }).first().click();
  else await page.goto(demo.url + p.replace('{here}', new URL(page.url()).pathname));
  console.log(page.url());
  for (const w of [1280, 320]) {
    await page.setViewportSize({ width: w, height: 900 });
    await page.screenshot({ path: `/tmp/look-${n}-${w}.png`, fullPage: true });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) console.log('OVERFLOW', w, over);
  }
  n++;
}
await browser.close(); await demo.stop();
