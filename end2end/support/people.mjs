// The demo's people: which button of the sign-in page belongs to which role.
import { expect } from '@playwright/test';

const BUTTONS = {
  worker: /socialsekreterare/i,
  representative: /barnrättsombud/i,
  manager: /enhetschef/i,
  coordinator: /barnrättssamordnare/i,
  'records officer': /registrator|arkivarie/i,
  administrator: /administratör/i,
};

/**
 * Signs in on the demo's sign-in page and waits until the page has been left.
 * @param {import('@playwright/test').Page} page
 * @param {keyof BUTTONS | RegExp} who a role, or what stands on one person's button. Where several people hold a role, the first.
 */
export async function signInAs(page, who) {
  const name = who instanceof RegExp ? who : BUTTONS[who];
  if (!name) throw new Error(`nobody in the demo is called ${who}; there are: ${Object.keys(BUTTONS).join(', ')}`);
  await page.goto('/logga-in');
  await page.getByRole('button', { name }).first().click();
  await expect(page).not.toHaveURL(/\/logga-in/);
}
