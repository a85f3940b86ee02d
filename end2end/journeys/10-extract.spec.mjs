// Somebody wants to know what is held about them: a records officer asks by number, the unit's manager reads and assesses, and only what
// may leave is fetched.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { choose, examine, handOver, path, press } from '../support/assessment.mjs';

test('an extract is assessed by the manager before it leaves', async ({ page, scripts }) => {
  const purpose = scripts ? 'Dnr 41-26' : 'Dnr 42-26';
  await signInAs(page, 'worker');
  await page.goto('/arenden');
  await page.getByLabel('Sök ärende').fill('Ritva Salmela');
  await press(page, 'Sök');
  await page.getByRole('rowheader').getByRole('link').first().click();
  const digits = await page.locator('dl.summary > div').filter({ has: page.getByText('Nummer', { exact: true }) }).locator('dd').first().innerText();

  await handOver(page, 'records officer');
  await press(page, 'Registerutdrag', 'link');
  await examine(page);
  await page.getByLabel('Person- eller samordningsnummer').fill('Ritva Salmela');
  await press(page, 'Sök upp och begär prövning');
  await expect(page.getByRole('alert')).toBeVisible();
  await examine(page);
  await page.getByLabel('Person- eller samordningsnummer').fill(digits);
  await page.getByLabel('Vad gäller begäran?').fill(purpose);
  await press(page, 'Sök upp och begär prövning');
  await expect(page.getByRole('heading', { level: 1, name: purpose })).toBeVisible();
  await expect(page.getByText('Väntar på enhetens chef')).toBeVisible();
  await expect(page.locator('main')).not.toContainText('Salmela');
  await examine(page);
  const request = path(page);

  await handOver(page, 'manager');
  await press(page, 'Läs och pröva', 'link');
  await examine(page);
  await page.locator(`a[href^="${request}/"]`).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Prövning av utdrag/ })).toBeVisible();
  await page.getByText('Ärendets uppgifter', { exact: true }).first().click();
  await expect(page.getByText('Ritva Salmela').first()).toBeVisible();
  await examine(page);
  await choose(page, 'Vad kan lämnas ut?', 'Allt kan lämnas ut');
  await press(page, 'Spara prövningen');

  await handOver(page, 'records officer');
  await page.goto(request);
  await expect(page.getByText('1 av 1 prövade')).toBeVisible();
  await examine(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Hämta utdraget/ }).click()]);
  expect(download.suggestedFilename()).toMatch(/^registerutdrag-\d{4}-\d+\.pdf$/);
  await press(page, 'Avsluta begäran');
  await expect(page.getByText('Avslutad', { exact: true })).toBeVisible();
  await examine(page);
});
