// Whoever cannot get in, or is hindered inside, finds out what is lacking and whom to tell.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, path, press } from '../support/assessment.mjs';

test('the statement of accessibility is one step from the sign-in page and from every other', async ({ page }) => {
  await page.goto('/logga-in');
  await press(page, 'Tillgänglighet', 'link');
  await expect(page.getByRole('heading', { level: 1, name: 'Tillgänglighet' })).toBeVisible();
  await expect(page.getByText('Vänd dig till den kommun som använder Ögonhöjd.')).toBeVisible();
  await examine(page);
  await press(page, 'English');
  expect(path(page)).toBe('/tillganglighet');
  await expect(page.getByRole('heading', { level: 1, name: 'Accessibility' })).toBeVisible();
  await examine(page);
  await press(page, 'Svenska');

  await signInAs(page, 'worker');
  await press(page, 'Tillgänglighet', 'link');
  await expect(page.getByRole('button', { name: 'Logga ut' })).toBeVisible();
  await examine(page);
});
