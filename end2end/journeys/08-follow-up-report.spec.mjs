// DOMAIN journey 8, the other half: the manager makes a follow-up report of the unit, writes what the figures mean, exports it as PDF and
// as a spreadsheet, and makes it final. What is missing stands in it; nothing small leaves the unit.
import { readFileSync } from 'node:fs';
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, press } from '../support/assessment.mjs';

async function fetched(page, format) {
  await press(page, format);
  await expect(page.getByRole('heading', { level: 1, name: /: Klar$/ })).toBeVisible();
  await examine(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Hämta / }).click()]);
  const bytes = readFileSync(await download.path());
  await press(page, 'Tillbaka till rapporten', 'link');
  return { name: download.suggestedFilename(), bytes };
}

test('a follow-up report is written, exported and made final', async ({ page }) => {
  await signInAs(page, 'manager');
  await press(page, 'Rapporter', 'link');
  await expect(page.getByRole('heading', { level: 1, name: 'Rapporter' })).toBeVisible();
  await examine(page);
  await press(page, 'Ny rapport', 'link');
  await examine(page);
  await page.getByLabel('Uppföljningsrapport').check();
  await page.getByLabel('Vilken period?').selectOption('2025');
  await page.getByLabel('Perioden före').check();
  await press(page, 'Skapa utkast');
  await expect(page.getByRole('heading', { level: 1, name: 'Uppföljningsrapport: Ekonomiskt bistånd Norr, 2025' })).toBeVisible();
  await expect(page.getByRole('table', { name: /Siffror från ärendena/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Det som saknas' })).toBeVisible();
  await examine(page);

  await press(page, 'Skriv i rapporten', 'link');
  await examine(page);
  await page.getByLabel('Sammanfattning').fill('Fler barn hörs än förra året. Svaren dröjer.');
  await page.getByLabel('Vad vi gör nu').fill('Tid för svar läggs in när beslutet fattas. Birgitta, till den 1 mars.');
  await press(page, 'Spara och se rapporten');
  await expect(page.getByText('Fler barn hörs än förra året.')).toBeVisible();

  const pdf = await fetched(page, /^PDF/);
  expect(pdf.name).toMatch(/ekonomiskt-bistand-norr-2025\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const sheet = await fetched(page, /^Excel/);
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
  const csv = await fetched(page, /^CSV/);
  expect(csv.bytes.toString('utf8')).toContain('"indicators";1;"indicator";"Barn hörda"');

  await page.getByText('Fastställ rapporten', { exact: true }).click();
  await press(page, 'Ja, fastställ rapporten');
  await expect(page.getByText('Siffrorna är den dagens och ändras inte.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Skriv i rapporten' })).toHaveCount(0);
  await examine(page);
  await page.goto('/rapporter');
  await expect(page.getByText('Fastställd').first()).toBeVisible();
  await examine(page);
});
