import { chromium } from 'playwright-core';
import { CHROMIUM } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { signInAs } from './support/people.mjs';
const out = process.argv[2];
const t0 = Date.now();
const demo = await startDemo();
console.log('demo start ms', Date.now() - t0);
const browser = await chromium.launch(CHROMIUM.launch);
async function round(page, part = '') {
  await page.goto('/egenkontroll');
  await page.getByRole('link', { name: /^Egenkontroll (första|andra) halvåret/ }).first().click();
  return part ? page.goto(`${new URL(page.url()).pathname}/${part}`) : null;
}
async function ownRound(page, part = '') {
  await page.goto('/egenkontroll');
  await page.getByRole('listitem').filter({ hasNotText: 'Stängd' }).getByRole('link', { name: /Egenkontroll (första|andra) halvåret/ }).first().click();
  return part ? page.goto(`${new URL(page.url()).pathname}/${part}`) : null;
}
async function handedIn(page, area) {
  await round(page);
  await page.getByRole('row').filter({ hasText: 'Inlämnad' }).first().getByRole('link').click();
  return page.goto(`${new URL(page.url()).pathname}/omrade/${area}`);
}
async function refused(page) { await ownRound(page); await page.getByRole('button', { name: 'Lämna in svaren' }).click(); }
const PAGES = [
  ['start-c', 'coordinator', (p) => p.goto('/')], ['start-m', 'manager', (p) => p.goto('/')],
  ['home', 'coordinator', (p) => p.goto('/egenkontroll')], ['homem', 'manager', (p) => p.goto('/egenkontroll')], ['new', 'coordinator', (p) => p.goto('/egenkontroll/ny')],
  ['round', 'coordinator', (p) => round(p)], ['results', 'coordinator', (p) => round(p, 'resultat')], ['close', 'coordinator', (p) => round(p, 'stang')],
  ['remarks', 'coordinator', (p) => handedIn(p, 'participation')], ['unit', 'manager', (p) => ownRound(p)], ['refused', 'manager', refused],
  ['area', 'manager', (p) => ownRound(p, 'omrade/knowledge')], ['compare', 'manager', (p) => ownRound(p, 'jamfor')], ['instruments', 'administrator', (p) => p.goto('/egenkontroll/instrument')],
];
const wanted = process.argv.slice(3);
for (const [name, who, open] of PAGES) {
  if (wanted.length && !wanted.includes(name)) continue;
  const context = await browser.newContext({ ...CHROMIUM.context, baseURL: demo.url });
  const page = await context.newPage();
  await signInAs(page, who);
  await open(page);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), 2600);
    await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: true, clip: { x: 0, y: 0, width, height } });
  }
  await context.close();
}
await browser.close();
await demo.stop();
