import { chromium } from 'playwright-core';
import { CHROMIUM } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { signInAs } from './support/people.mjs';
const t = Date.now();
const demo = await startDemo();
console.log('demo ms', Date.now() - t);
const browser = await chromium.launch(CHROMIUM.launch);
const unit = async (page, name) => { await page.goto('/planer'); await page.getByRole('link', { name }).first().click(); };
const year = new Date().getFullYear();
const PAGES = [
  ['overview', 'coordinator', (p) => p.goto('/planer')],
  ['plan-noted', 'manager', (p) => p.goto('/planer').then(() => p.getByRole('link', { name: `Plan för ${year}`, exact: true }).click())],
  ['plan-returned', /^Peter Sandmark/, (p) => p.goto('/planer').then(() => p.getByRole('link', { name: `Plan för ${year}`, exact: true }).click())],
  ['plan-submitted', /^Faduma Warsan/, (p) => unit(p, 'Ekonomiskt bistånd Söder')],
  ['unit', 'manager', (p) => p.goto('/planer')],
  ['start-manager', 'manager', (p) => p.goto('/')],
  ['start-coordinator', /^Faduma Warsan/, (p) => p.goto('/')],
  ['register', 'coordinator', (p) => p.goto('/ombud')],
  ['register-unit', 'manager', (p) => p.goto('/ombud').then(() => p.getByRole('link', { name: 'Ekonomiskt bistånd Norr' }).click())],
  ['register-form', 'manager', async (p) => { await p.goto('/ombud'); await p.getByRole('link', { name: 'Ekonomiskt bistånd Norr' }).click(); await p.getByRole('link', { name: /^Ändra eller/ }).first().click(); }],
  ['meetings', 'coordinator', (p) => p.goto('/ombud/moten')],
  ['meeting', 'coordinator', async (p) => { await p.goto('/ombud/moten'); await p.getByRole('link', { name: /Nätverksträff$/ }).first().click(); }],
  ['meeting-form', 'coordinator', async (p) => { await p.goto('/ombud/moten'); await p.getByRole('link', { name: /^Nätverksträff i/ }).first().click(); }],
  ['trainings', 'coordinator', (p) => p.goto('/utbildning')],
  ['training-form', 'coordinator', async (p) => { await p.goto('/utbildning'); await p.getByRole('link', { name: /^Utbildning i/ }).first().click(); }],
  ['progress', 'manager', async (p) => { await p.goto('/planer'); await p.getByRole('link', { name: `Plan för ${year}`, exact: true }).click(); await p.getByRole('link', { name: /^Skriv hur det går/ }).nth(1).click(); }],
  ['carry', /^Stefan Ljungmark/, async (p) => { await p.goto('/planer'); const href = await p.getByRole('link', { name: `Plan för ${year}`, exact: true }).getAttribute('href'); await p.goto(`${href.replace(String(year), String(year + 1))}/for-vidare`); }],
  ['goal-form', /^Peter Sandmark/, async (p) => { await p.goto('/planer'); await p.getByRole('link', { name: `Plan för ${year}`, exact: true }).click(); await p.getByRole('link', { name: 'Lägg till ett mål' }).click(); await p.getByRole('button', { name: 'Lägg till målet' }).click(); }],
];
const wanted = process.argv.slice(2);
for (const [name, who, open] of PAGES.filter(([n]) => wanted.length === 0 || wanted.includes(n))) {
  const context = await browser.newContext({ ...CHROMIUM.context, baseURL: demo.url });
  const page = await context.newPage();
  try {
    await signInAs(page, who);
    await open(page);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true });
    }
  } catch (e) { console.log(name, String(e).slice(0, 300)); }
  await context.close();
}
await browser.close();
await demo.stop();
