// DOMAIN journey 8: a manager opens the unit's dashboard on Monday, sees what is late and how the children fared, and looks at one
// figure more closely. A coordinator compares the district's units without ever coming near a child.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, handOver, press } from '../support/assessment.mjs';

test('the manager sees what is late, over time and divided, and finds the way to the lists', async ({ page }) => {
  await signInAs(page, 'manager');
  await press(page, 'Enheter', 'link');
  await examine(page);
  await press(page, 'Ekonomiskt bistånd Norr', 'link');
  await expect(page.getByRole('heading', { level: 1, name: 'Ekonomiskt bistånd Norr: hörs barnen?' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Väntar just nu' })).toBeVisible();
  await expect(page.getByText(/\d+ av \d+ barn hördes före beslutet/).first()).toBeVisible();
  await expect(page.getByText('Perioden pågår')).toBeVisible();
  await examine(page);

  await page.getByText('Byt period').click();
  await page.getByRole('list').filter({ has: page.getByRole('link', { name: '2025', exact: true }) }).getByRole('link', { name: '2025', exact: true }).click();
  await expect(page.getByText('2025, jämfört med 2024')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Andelar över tid' })).toBeVisible();
  await examine(page);

  await press(page, 'Barn hörda efter skäl till att barnet inte hördes', 'link');
  await expect(page.getByRole('table', { name: /^Barn hörda efter skäl/ })).toBeVisible();
  await examine(page);
  await page.getByText('Så räknas siffran').click();
  await expect(page.getByText('Täljare: barn med minst ett hållet samtal')).toBeVisible();

  await page.goBack();
  await page.goto('/enheter');
  await press(page, 'Ekonomiskt bistånd Norr', 'link');
  await press(page, 'Gå till listorna', 'link');
  await expect(page.getByRole('heading', { name: /^Barn som väntar på svar/ })).toBeVisible();
});

test('the coordinator compares units and no small group shows', async ({ page }) => {
  await signInAs(page, 'coordinator');
  await press(page, 'Enheter', 'link');
  await examine(page);
  await press(page, 'Norr', 'link');
  await expect(page.getByRole('heading', { level: 1, name: 'Norr: hörs barnen?' })).toBeVisible();
  await expect(page.getByText(/Störst andel barn hörs i/)).toBeVisible();
  await expect(page.getByText('Grupper under 5 visas inte')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Väntar just nu' })).toHaveCount(0);
  await examine(page);
  const main = page.locator('main');
  expect(await main.locator('a[href*="/bedomning/"], a[href*="/arenden/"]').count()).toBe(0);

  await press(page, 'Barn hörda efter ålder', 'link');
  await examine(page);
  // The other district is somebody else's.
  await handOver(page, 'administrator');
  expect((await page.goto('/enheter')).status()).toBe(404);
});
