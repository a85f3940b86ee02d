// The session ends while somebody types. What was typed goes through both steps of signing in again and is saved afterwards.
import { expect, test as base } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, examine, openCase, path, press, save } from '../support/assessment.mjs';
import { enter, giveCode, givePassword, giveRecoveryCode } from '../support/entrance.mjs';
import { codeOf, served, wrongCodeOf } from '../support/served.mjs';

const IDLE = 31;
const TYPED = 'Bevilja ansökan.\nFörst för mars & april, ”sedan” <resten>.';

const test = base.extend({
  // eslint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await served({ filled: true });
    await use(town);
    await town.stop();
  },
  baseURL: async ({ town }, use) => use(town.url),
});

// A worker whose page of facts is open; what is needed to sign in again, and the page's address.
async function writing(page, town, adult) {
  const link = town.add('--user-name', 'asa', '--name', 'Åsa Påhittad', '--role', 'worker', '--unit', 'Ekonomiskt bistånd Norr');
  const secrets = await enter(page, link, 'asa');
  await openCase(page, { adult, matter: 'Ansökan om hyresskuld', children: [['Nils', bornYearsAgo(8)]] });
  const address = `${await beginAssessment(page)}/fakta`;
  await page.goto(address);
  return { ...secrets, address };
}

const fact = (page) => page.getByLabel('Vad är känt?').first();

// The sign-in page that has what was typed with it; a wrong password does not lose it.
async function passwordAgain(page) {
  const kept = page.getByRole('heading', { name: 'Du var inte längre inloggad' });
  await expect(kept).toBeVisible();
  await examine(page);
  await givePassword(page, 'asa', 'en helt annan båt');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(kept).toBeVisible();
  await givePassword(page, 'asa');
  await expect(page.getByRole('heading', { name: 'Det du skrev är inte sparat ännu' })).toBeVisible();
  await examine(page);
}

test('a session that was ended on another computer takes no text with it', async ({ page, another, town, scripts }) => {
  const { key, codes, address } = await writing(page, town, 'Sessan Påhittad');
  const other = await another();
  await other.goto('/logga-in');
  await givePassword(other, 'asa');
  await giveCode(other, codeOf(key, 30));
  await other.goto('/sessioner');
  await examine(other);
  await press(other, /^Avsluta\b(?! alla)/);

  await fact(page).fill(TYPED);
  if (scripts) {
    await expect(page.getByRole('status')).toHaveText('Du är utloggad. Det du skrev står kvar här. Tryck på Spara och logga in igen.');
    await expect(fact(page)).toHaveValue(TYPED);
    await examine(page);
  }
  await save(page);
  await passwordAgain(page);
  await giveCode(page, wrongCodeOf(key));
  await expect(page.getByRole('alert')).toContainText('Koden stämmer inte');
  await giveRecoveryCode(page, codes[0]);
  await expect(page.getByRole('heading', { name: '9 av 10 återställningskoder kvar' })).toBeVisible();
  await examine(page);
  await press(page, 'Fortsätt');
  expect(path(page)).toBe(address);
  await expect(fact(page)).toHaveValue(TYPED);
  await other.goto(address);
  await expect(fact(other)).toHaveValue(TYPED);
});

test('a session that nobody used for half an hour takes no text with it', async ({ page, town }) => {
  const { key, address } = await writing(page, town, 'Sesam Påhittad');
  await fact(page).fill(TYPED);
  await town.later(IDLE);
  await save(page);
  await passwordAgain(page);
  await giveCode(page, codeOf(key, IDLE * 60));
  await expect(page.getByRole('heading', { level: 1, name: 'Det du skrev finns kvar' })).toBeVisible();
  await examine(page);
  await press(page, 'Spara det jag skrev');
  expect(path(page)).toBe(address);
  await expect(fact(page)).toHaveValue(TYPED);
});

test('a page with text on it warns before the session ends, and lets one stay', async ({ page, town, scripts }) => {
  if (scripts) await page.clock.install();
  const { address } = await writing(page, town, 'Sessilia Påhittad');
  const warning = page.getByRole('alert').filter({ hasText: 'Du loggas snart ut' });
  const ended = page.getByRole('alert').filter({ hasText: 'Du är utloggad. Det du skrev är kvar på sidan.' });
  await expect(warning).toBeHidden();
  await fact(page).fill('Skriven strax före rasten.');
  await save(page);

  // Near its end the server says how long the session lives; only scripts ask it.
  await town.later(IDLE - 2);
  if (scripts) {
    await page.clock.fastForward('29:00');
    await expect(warning).toBeVisible();
    await examine(page);
    await page.getByRole('button', { name: 'Fortsätt arbeta' }).click();
    await expect(warning).toBeHidden();
  } else {
    await page.goto(address);
  }
  await town.later(IDLE + 5);
  if (scripts) await page.clock.fastForward('05:00');
  await fact(page).fill('Skriven efter rasten.');
  await save(page);
  await page.goto(address);
  await expect(fact(page)).toHaveValue('Skriven efter rasten.');

  await town.later(2 * IDLE + 10);
  if (!scripts) return;
  await page.clock.fastForward('35:00');
  await expect(ended).toBeVisible();
  await examine(page);
});
