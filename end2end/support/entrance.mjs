// Signing in as it is outside the demo: a one-time link, a password, an app and its codes.
import { expect } from '@playwright/test';
import { press } from './assessment.mjs';
import { codeOf } from './served.mjs';

export const PASSWORD = 'en gul båt på sjön';

/** Chooses the password behind a one-time link. */
export async function activate(page, link) {
  await page.goto(link);
  await page.getByLabel('Nytt lösenord').fill(PASSWORD);
  await page.getByLabel('Samma lösenord en gång till').fill(PASSWORD);
  await press(page, 'Spara lösenordet');
}

/** The first step of signing in; the page on which it is asked for is open. */
export async function givePassword(page, userName, password = PASSWORD) {
  await page.getByLabel('Användarnamn').fill(userName);
  await page.getByLabel('Lösenord').fill(password);
  await press(page, 'Logga in');
}

/** The second step with the app. */
export async function giveCode(page, code, button = 'Logga in') {
  await page.getByLabel('Sex siffror').fill(code);
  await press(page, button);
}

/** The second step with a recovery code. */
export async function giveRecoveryCode(page, code) {
  await page.getByText('Har du inte appen till hands?').click();
  await page.getByLabel('Återställningskod').fill(code);
  await press(page, 'Logga in');
}

/**
 * Everything from the one-time link to the start page.
 * @returns {Promise<{key: string, codes: string[]}>} the app's key, one of whose codes is used up, and the recovery codes.
 */
export async function enter(page, link, userName) {
  await activate(page, link);
  await page.goto('/logga-in');
  await givePassword(page, userName);
  const key = await page.locator('.secret').innerText();
  await page.getByLabel('De sex siffror som appen visar nu').fill(codeOf(key));
  await press(page, 'Koppla appen');
  const codes = await page.locator('.codes code').allInnerTexts();
  await press(page, 'Jag har koderna på papper, fortsätt', 'link');
  await expect(page.getByRole('button', { name: 'Logga ut' })).toBeVisible();
  return { key, codes };
}
