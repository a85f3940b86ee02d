// Signing in for real: a one-time link, a password, an app, recovery codes, and another proof before figures leave the house.
import { expect, test as base } from '../support/fixtures.mjs';
import { examine, path, press } from '../support/assessment.mjs';
import { activate, giveCode, givePassword as givePasswordOf, giveRecoveryCode } from '../support/entrance.mjs';
import { codeOf, served, wrongCodeOf } from '../support/served.mjs';

const QUARTER = 16;

const test = base.extend({
  // eslint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await served();
    await use(town);
    await town.stop();
  },
  baseURL: async ({ town }, use) => use(town.url),
});

async function givePassword(page) {
  await page.goto('/logga-in');
  await givePasswordOf(page, 'ingela');
}

test('a coordinator activates, connects an app, signs in with both kinds of code and exports after another proof', async ({ page, town }) => {
  town.add('--user-name', 'rolf', '--name', 'Rolf Dahlmark', '--role', 'administrator', '--municipality', 'Granvattna kommun');
  const link = town.add('--user-name', 'ingela', '--name', 'Ingela Rosmark', '--role', 'coordinator', '--unit', 'Granvattna kommun');

  await activate(page, link);
  await givePassword(page);

  // Nothing else opens before the app is connected.
  await expect(page.getByRole('heading', { level: 1, name: 'Koppla en app till ditt konto' })).toBeVisible();
  await expect(page.getByRole('img', { name: /QR-kod/ })).toBeVisible();
  await examine(page);
  await page.goto('/rapporter');
  expect(path(page)).toBe('/logga-in/app');
  const key = await page.locator('.secret').innerText();
  await page.getByLabel('De sex siffror som appen visar nu').fill('12345');
  await press(page, 'Koppla appen');
  await expect(page.getByRole('alert')).toContainText('Skriv de sex siffror som appen visar.');
  await examine(page);
  expect(await page.locator('.secret').innerText()).toBe(key);
  await page.getByLabel('De sex siffror som appen visar nu').fill(codeOf(key));
  await press(page, 'Koppla appen');
  await expect(page.getByRole('heading', { level: 1, name: 'Dina återställningskoder' })).toBeVisible();
  const codes = await page.locator('.codes code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await examine(page);
  // Going on leads to the page that was wanted.
  await press(page, 'Jag har koderna på papper, fortsätt', 'link');
  expect(path(page)).toBe('/rapporter');

  await press(page, 'Logga ut');
  await givePassword(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Skriv koden från din app' })).toBeVisible();
  await examine(page);
  await giveCode(page, wrongCodeOf(key));
  await expect(page.getByRole('alert')).toContainText('Koden stämmer inte');
  await examine(page);
  // The code that connected the app counts no more; the next one counts half a minute early.
  await giveCode(page, codeOf(key, 30));
  await expect(page.getByText('Ingela Rosmark')).toBeVisible();

  await press(page, 'Logga ut');
  await givePassword(page);
  await giveRecoveryCode(page, codes[0].toLowerCase());
  await expect(page.getByRole('heading', { name: '9 av 10 återställningskoder kvar' })).toBeVisible();
  await examine(page);
  await press(page, 'Fortsätt', 'link');

  await press(page, 'Rapporter', 'link');
  await press(page, 'Ny rapport', 'link');
  await page.getByLabel('Vilken period?').selectOption('2025');
  await press(page, 'Skapa utkast');
  const report = page.url();

  // A quarter of an hour later the same session is asked who sits there, and what was asked for is not lost.
  await town.later(QUARTER);
  await page.goto(report);
  await press(page, /^CSV/);
  await expect(page.getByRole('heading', { level: 1, name: 'Bekräfta att det är du' })).toBeVisible();
  await examine(page);
  await giveCode(page, codes[0].slice(0, 6), 'Ja, det är jag');
  await expect(page.getByRole('alert')).toBeVisible();
  await examine(page);
  await giveCode(page, codeOf(key, QUARTER * 60), 'Ja, det är jag');
  await expect(page.getByRole('heading', { level: 1, name: 'Ett steg kvar' })).toBeVisible();
  await examine(page);
  await press(page, 'Fortsätt');
  await expect(page.getByRole('heading', { level: 1, name: /Klar$/ })).toBeVisible();

  await page.goto('/konto');
  await expect(page.getByText('9 av 10 återställningskoder kvar')).toBeVisible();
  await examine(page);
  await page.goto('/konto/koder');
  await examine(page);
  await press(page, 'Gör nya koder');
  const renewed = await page.locator('.codes code').allInnerTexts();
  expect(renewed.filter((code) => codes.includes(code))).toEqual([]);
  for (const address of ['/konto/losenord', '/konto/app']) {
    await page.goto(address);
    await examine(page);
  }

  // Whoever has lost app and codes is helped by whoever looks after the server, and connects another app.
  town.user('reset-factor', '--user-name', 'ingela');
  await page.goto('/konto');
  expect(path(page)).toBe('/logga-in');
  await givePassword(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Koppla en app till ditt konto' })).toBeVisible();
  expect(await page.locator('.secret').innerText()).not.toBe(key);
});
