// An export that is asked for is not lost when the program dies, and one that nobody wants any more is not made.
import { expect, signInAs, test as base } from '../support/fixtures.mjs';
import { examine, press } from '../support/assessment.mjs';
import { killable } from '../support/restart.mjs';

const test = base.extend({
  // eslint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await killable();
    await use(town);
    town.remove();
  },
  baseURL: async ({ town }, use) => use(town.url),
});

test('one export is cancelled, another is finished across a restart', async ({ page, town }) => {
  await signInAs(page, 'manager');
  await press(page, 'Rapporter', 'link');
  await press(page, 'Ny rapport', 'link');
  await page.getByLabel('Vilken period?').selectOption('2025');
  await press(page, 'Skapa utkast');
  const report = page.url();

  // An instance that leaves exports to others: what is asked for waits.
  await town.restart('--no-exports');
  await page.goto(report);
  await press(page, /^CSV/);
  await expect(page.getByRole('heading', { level: 1, name: /: Väntar på sin tur$/ })).toBeVisible();
  await examine(page);
  await press(page, 'Avbryt');
  await expect(page.getByRole('heading', { level: 1, name: /: Avbruten$/ })).toBeVisible();
  await examine(page);

  await press(page, 'Tillbaka till rapporten', 'link');
  await press(page, /^PDF/);
  await expect(page.getByRole('heading', { level: 1, name: /: Väntar på sin tur$/ })).toBeVisible();
  const wanted = page.url();
  await town.restart();
  await expect(async () => {
    await page.goto(wanted);
    await expect(page.getByRole('heading', { level: 1, name: /: Klar$/ })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Hämta / }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);

  await page.goto(report);
  await page.getByText('Dina senaste hämtningar').click();
  await expect(page.getByText(/^CSV.*Avbruten$/)).toBeVisible();
});
