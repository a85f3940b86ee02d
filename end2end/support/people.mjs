// The demo's people: which button of the sign-in page belongs to which role.
import { expect } from '@playwright/test';

const BUTTONS = {
  worker: /^Åsa Lindehag/,
  'colleague of the same unit': /^Miriam Tesfai/,
  'worker of another unit': /^Erik Almhag/,
  manager: /^Birgitta Hallsten/,
  coordinator: /^Ingela Rosmark/,
  'records officer': /^Maj-Britt Olhag/,
  'second records officer': /^Torgny Vallmark/,
  administrator: /^Rolf Dahlmark/,
};

/**
 * Signs in on the demo's sign-in page and waits until the page has been left.
 * @param {import('@playwright/test').Page} page
 * @param {keyof BUTTONS | RegExp} who a person's part in the journeys, or what stands on one person's button.
 */
export async function signInAs(page, who) {
  const name = who instanceof RegExp ? who : BUTTONS[who];
  if (!name) throw new Error(`nobody in the demo is called ${who}; there are: ${Object.keys(BUTTONS).join(', ')}`);
  await page.goto('/logga-in');
  await page.getByRole('button', { name }).first().click();
  await expect(page).not.toHaveURL(/\/logga-in/);
}
