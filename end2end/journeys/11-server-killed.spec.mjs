// The server dies while somebody types. The page says so and keeps the text; when the server is back the text is saved, by itself where
// there are scripts, and otherwise by the browser's button to try again.
import { expect, signInAs, test as base } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, examine, openCase, save } from '../support/assessment.mjs';
import { killable } from '../support/restart.mjs';

const SAVED = /^Sparat \d\d\.\d\d$/;
const NOT_SAVED = 'Inte sparat, ingen kontakt med servern. Försöker igen. Stäng inte fliken.';

const test = base.extend({
  // eslint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await killable();
    await use(town);
    town.remove();
  },
  baseURL: async ({ town }, use) => use(town.url),
});

// A worker whose page of facts is open; gives its address.
async function writing(page, adult) {
  await signInAs(page, 'worker');
  await openCase(page, { adult, matter: 'Ansökan om hyresskuld', children: [['Nils', bornYearsAgo(8)]] });
  const address = `${await beginAssessment(page)}/fakta`;
  await page.goto(address);
  return address;
}

const fact = (page) => page.getByLabel('Vad är känt?').first();
const source = (page) => page.getByLabel('Varifrån vet du det?').first();

test('text that is typed while the server is dead stays and is saved when it is back', async ({ page, town, scripts }) => {
  const address = await writing(page, 'Dödis Påhittad');
  await fact(page).fill('Sparat före avbrottet.');
  if (scripts) {
    await expect(page.getByRole('status')).toHaveText(SAVED);
  } else {
    await save(page);
  }
  await town.kill();
  await fact(page).fill('Skrivet under avbrottet.');
  await source(page).fill('Telefon i dag');

  if (scripts) {
    await expect(page.getByRole('status')).toHaveText(NOT_SAVED);
    await expect(fact(page)).toHaveValue('Skrivet under avbrottet.');
    await examine(page);
    await town.start();
    await expect(page.getByRole('status')).toHaveText(SAVED, { timeout: 15_000 });
  } else {
    // What the browser shows when it reaches no server is its own. Its button to try again sends the form once more; going back would
    // load the page anew, because nothing of it may stay in the browser.
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    await expect(fact(page)).toHaveCount(0);
    await town.start();
    await page.reload();
    await expect(fact(page)).toHaveValue('Skrivet under avbrottet.');
  }
  await page.goto(address);
  await expect(fact(page)).toHaveValue('Skrivet under avbrottet.');
  await expect(source(page)).toHaveValue('Telefon i dag');
});

test('what was saved is there after the server died and the tab was closed', async ({ page, context, town, scripts }) => {
  const address = await writing(page, 'Dödvin Påhittad');
  await fact(page).fill('Sparat före avbrottet.');
  if (scripts) await expect(page.getByRole('status')).toHaveText(SAVED);
  else await save(page);
  await town.kill();
  await page.close();
  await town.start();
  const next = await context.newPage();
  await next.goto(address);
  await expect(fact(next)).toHaveValue('Sparat före avbrottet.');
});

test('a tab with unsaved text is not closed without a question', async ({ page, town, scripts }) => {
  await writing(page, 'Dödrik Påhittad');
  await town.kill();
  await fact(page).fill('Skrivet under avbrottet.');
  if (!scripts) return;
  await expect(page.getByRole('status')).toHaveText(NOT_SAVED);
  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await closing;
  await expect(fact(page)).toHaveValue('Skrivet under avbrottet.');
});

test('whoever presses save while the server is dead stays on the page with the text', async ({ page, town, scripts }) => {
  const address = await writing(page, 'Dödlund Påhittad');
  await town.kill();
  await fact(page).fill('Skrivet under avbrottet.');
  if (!scripts) return;
  await expect(page.getByRole('status')).toHaveText(NOT_SAVED);
  await page.getByRole('button', { name: 'Spara och fortsätt' }).click();
  await expect(page.getByRole('status')).toHaveText(/^(Servern svarar inte, så sidan stannar här|Inte sparat)/);
  await expect(fact(page)).toHaveValue('Skrivet under avbrottet.');
  await examine(page);
  await town.start();
  await expect(page.getByRole('status')).toHaveText(SAVED, { timeout: 15_000 });
  await save(page);
  await page.goto(address);
  await expect(fact(page)).toHaveValue('Skrivet under avbrottet.');
});
