// A child may be in danger in a case of another unit: it is opened to be read for a while, and that unit's manager is told and judges it.
import { axe, checkNoOverflow, expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, path, press } from '../support/assessment.mjs';

const WHY = 'Jouren: grannen ringer, barnen är ensamma hemma sedan i går kväll.';

/** One of the newest cases of the unit that has nobody protected in it; with scripts another one than without, for both run at once. */
async function aCaseOf(page, scripts) {
  await page.goto('/arenden?alla=1');
  const line = page.locator('tbody tr').filter({ hasNotText: 'Skyddad' }).nth(scripts ? 3 : 4);
  const link = line.locator('th a');
  return { number: await link.innerText(), address: await link.getAttribute('href') };
}

test('a worker of another unit reads a case in an emergency, and the manager judges it', async ({ page, scripts }) => {
  await signInAs(page, 'manager');
  const { number, address } = await aCaseOf(page, scripts);

  await signInAs(page, scripts ? 'worker of another unit' : /^Karin Östervall/);
  expect((await page.goto(address)).status()).toBe(404);
  await page.goto('/arenden');
  await page.getByRole('link', { name: 'Akut åtkomst' }).click();
  await examine(page);
  await press(page, 'Öppna');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(4);
  await examine(page);
  await page.getByLabel('Ärendenummer, personnummer eller samordningsnummer').fill(number);
  await page.getByLabel('Ett barn kan vara i fara nu').check();
  await page.getByLabel('Vad har hänt?').fill(WHY);
  await page.getByLabel(/Jag vet att det jag öppnar sparas/).check();
  await press(page, 'Öppna');

  expect(path(page)).toBe('/akut');
  await expect(page.getByText('Akut åtkomst pågår.')).toBeVisible();
  await examine(page);
  await page.getByRole('link', { name: number, exact: true }).click();
  expect(path(page)).toBe(address);
  await expect(page.getByRole('link', { name: 'Ändra' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Se vad som är öppet och stäng det' }).click();
  await press(page, new RegExp(`^Stäng nu\\s+${number}$`));
  await expect(page.getByText('Akut åtkomst pågår.')).toHaveCount(0);
  expect((await page.goto(address)).status()).toBe(404);

  await signInAs(page, 'manager');
  const told = page.getByRole('heading', { name: /Akut åtkomst att granska/ }).locator('..');
  await told.getByRole('link', { name: `Ärende ${number}` }).first().click();
  await expect(page.getByText(WHY)).toBeVisible();
  await expect(page.getByRole('row', { name: /Ärendets sida/ })).toBeVisible();
  await examine(page);
  await page.getByLabel('Det behöver utredas').check();
  await press(page, 'Spara bedömningen');
  await expect(page.getByRole('alert')).toContainText('Skriv vad som behöver utredas');
  await expect(page.getByLabel('Det behöver utredas')).toBeChecked();
  await page.getByLabel('Anteckning').fill('Jag frågar jouren i morgon.');
  await press(page, 'Spara bedömningen');
  await expect(page.getByText('Jag frågar jouren i morgon.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Spara bedömningen' })).toHaveCount(0);
  await examine(page);
});

test('a case with a protected identity shows nothing before somebody has chosen to open it', async ({ page }) => {
  await signInAs(page, /^Ulrika Klintfors/);
  await page.goto('/arenden?alla=1');
  let line = page.locator('tbody tr').filter({ hasText: 'Skyddad' });
  while ((await line.count()) === 0) {
    await page.getByRole('link', { name: 'Nästa sida' }).click();
    line = page.locator('tbody tr').filter({ hasText: 'Skyddad' });
  }
  const number = await line.first().locator('th a').innerText();
  const address = await line.first().locator('th a').getAttribute('href');
  await page.goto(address);
  expect(path(page)).toBe(`${address}/skyddat`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Skyddade personuppgifter');
  await expect(page.getByText(`Någon i ärende ${number} har skyddade personuppgifter.`)).toBeVisible();
  await examine(page);
  await press(page, 'Öppna');
  await expect(page.getByRole('alert')).toContainText('Välj varför du öppnar ärendet.');
  await page.getByLabel('Jag granskar det eller leder arbetet').check();
  await press(page, 'Öppna');
  expect(path(page)).toBe(address);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
  await page.goto('/');
  await page.goto(address);
  expect(path(page)).toBe(address);
  await checkNoOverflow(page);
  await axe(page);
});
