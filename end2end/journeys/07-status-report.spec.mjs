// DOMAIN journey 7, its end: the coordinator looks at units' own ratings beside their figures, and writes the yearly status report with its
// gaps visible.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, follow, press } from '../support/assessment.mjs';

test('the year ends in a status report that hides no gap', async ({ page }) => {
  await signInAs(page, 'coordinator');
  await expect(page.getByRole('heading', { name: /^Enheter att prata med/ })).toBeVisible();
  await examine(page);
  await press(page, 'Enheter', 'link');
  await press(page, 'Norr', 'link');
  await expect(page.getByText('Egen skattning:').first()).toBeVisible();
  await follow(page, page.getByRole('link', { name: 'Ekonomiskt bistånd Norr', exact: true }).first());
  await expect(page.getByRole('heading', { name: 'Enhetens egen bild bredvid siffrorna' })).toBeVisible();
  await examine(page);

  await press(page, 'Rapporter', 'link');
  await press(page, 'Ny rapport', 'link');
  await page.getByLabel('Statusrapport').check();
  await page.getByLabel('Om vad?').selectOption({ label: 'Norr' });
  await press(page, 'Skapa utkast');
  await expect(page.getByRole('alert')).toContainText('En statusrapport gäller ett helt år.');
  await examine(page);
  await page.getByLabel('Vilken period?').selectOption('2025');
  await press(page, 'Skapa utkast');
  await expect(page.getByRole('heading', { level: 1, name: 'Statusrapport: Norr, 2025' })).toBeVisible();
  for (const name of [/^Egenkontroll/, /^Planer för 2025/, /^Barnrättsombud/]) await expect(page.getByRole('table', { name }).first()).toBeVisible();
  const gaps = page.locator('.report').getByText(/lämnades inte in av|Ingen utbildning|Ingen siffra för/);
  expect(await gaps.count()).toBeGreaterThan(0);
  await examine(page);

  await press(page, 'Skriv i rapporten', 'link');
  await page.getByLabel('Det som har varit svårt').fill('Två enheter har inte haft tid att svara på egenkontrollen.');
  await press(page, 'Spara och se rapporten');
  await expect(page.getByText('Två enheter har inte haft tid')).toBeVisible();

  for (const format of [/^PDF/, /^JSON/]) {
    await press(page, format);
    await expect(page.getByRole('heading', { level: 1, name: /: Klar$/ })).toBeVisible();
    await press(page, 'Tillbaka till rapporten', 'link');
  }

  // A draft can be thrown away, after a question.
  const draft = page.url();
  await page.getByText('Ta bort utkastet', { exact: true }).click();
  await press(page, 'Ja, ta bort utkastet');
  await expect(page.getByRole('heading', { level: 1, name: 'Rapporter' })).toBeVisible();
  expect((await page.goto(draft)).status()).toBe(404);
});
